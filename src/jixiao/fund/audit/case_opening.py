"""Findings of an audit opened as cases: one for each institution and rule."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from jixiao.fund.audit.declaration import Grade, library
from jixiao.fund.audit.kept import AUDIT_FINDINGS
from jixiao.fund.cases import CaseLedger, Evidence
from jixiao.fund.store.engine import Engine

_NOWHERE = "（没有写机构）"


def open_cases(
    ledger: CaseLedger, engine: Engine, *, by: str, at: datetime
) -> list[str]:
    """Open a case for each institution and rule of the kept findings; return the new codes.

    Findings that a case of their rule already rests on are left there.

    Raises:
        NotLoaded: nothing was audited yet.
    """
    rules = library()
    return [
        code
        for (rule, place), evidence in _batches(engine)
        if (
            code := ledger.open_case(
                engine="audit",
                rule=rule,
                title=rules[rule].title,
                subject=place,
                evidence=evidence,
                by=by,
                at=at,
            )
        )
    ]


def _batches(engine: Engine) -> Iterator[tuple[tuple[str, str], list[Evidence]]]:
    rows = AUDIT_FINDINGS.read(engine).order_by("rule", "place", "on", "key")
    findings = map(AUDIT_FINDINGS.masked, engine.fetch(rows).to_pylist())
    by_batch = groupby(
        findings, key=lambda row: (row["rule"], row["place"] or _NOWHERE)
    )
    for batch, members in by_batch:
        yield batch, [_evidence(row) for row in members]


def _evidence(row: Mapping[str, Any]) -> Evidence:
    sentence = library()[row["rule"]].sentence(row["above"], row["below"] or 0)
    values = {
        "日期": str(row["on"]),
        "人员": row["psn_no"] or "",
        "说明": sentence,
        "把握": Grade(row["claim"]).word,
    }
    return Evidence(row["about"], row["key"], values, row["cost"], row["fund"] or 0)
