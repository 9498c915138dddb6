"""What the desks of care away and bundles find of what was planted: recall, precision, twins."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jixiao.fund.audit.kept import AUDIT_FINDINGS
from jixiao.fund.audit.runner import audit
from jixiao.fund.parameters import Terms
from jixiao.fund.payment.away import clear_month, manual_desk
from jixiao.fund.payment.away.manual_desk import ClaimState, DeskClaim
from jixiao.fund.payment.bundles import close_month
from jixiao.fund.payment.kept import AWAY_CLEARED, BUNDLE_LEAKS, CLEARED
from jixiao.fund.store.engine import Engine
from jixiao.period import Period

Found = dict[str, set[str]]


@dataclass(frozen=True)
class Told:
    """How many were planted of a kind, found of them, marked beside them, and twins marked."""

    planted: int
    right: int
    beside: int
    twins: int


def answers(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "answers" / name).open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def told(rows: list[dict[str, str]], found: Found) -> Mapping[str, Told]:
    """Compare what was found with what was planted, by what was expected."""
    kinds = {row["expected"] for row in rows}
    outcome = {}
    for kind in sorted(kinds):
        truth, twins = (
            {r["key"] for r in rows if (r["expected"], r["planted"]) == (kind, planted)}
            for planted in ("truth", "decoy")
        )
        marked = found.get(kind, set())
        outcome[kind] = Told(
            len(truth), len(marked & truth), len(marked - truth), len(marked & twins)
        )
    return outcome


def clearing(engine: Engine, folder: Path) -> Mapping[str, Told]:
    """Clear every month of the answers; a line that agrees is found where it has to agree."""
    rows = [row for row in answers(folder, "away.csv") if row["desk"] == "clearing"]
    found: Found = {}
    for month in sorted({row["month"] for row in rows}):
        clear_month(engine, date.fromisoformat(f"{month}-01"))
        for pair in engine.fetch(AWAY_CLEARED.read(engine)).to_pylist():
            word = CLEARED[pair["state"]]
            if word != "一致":
                found.setdefault(word, set()).add(pair["pair"].rpartition("#")[0])
    return told([r for r in rows if r["expected"] != "一致"], found)


def desk(engine: Engine, folder: Path, year: int, terms: Terms) -> Mapping[str, Told]:
    rows = [row for row in answers(folder, "away.csv") if row["desk"] == "manual"]
    last = date(year, 12, 31)
    listed = manual_desk(engine, Period(date(year, 1, 1), last), last, terms)
    found: Found = {}
    for claim in listed.claims:
        for kind in _kinds(claim):
            found.setdefault(kind, set()).add(claim.number)
    return told(rows, found)


def _kinds(claim: DeskClaim) -> list[str]:
    kinds = {
        "same_invoice": claim.same_invoice, "same_stay": claim.same_stay,
        "direct": claim.direct, "missing": claim.missing and claim.done_on is None,
        "overdue": claim.state is ClaimState.OVERDUE,
    }  # fmt: skip
    return [kind for kind, holds in kinds.items() if holds]


def bundles(
    engine: Engine, folder: Path, year: int, terms: Terms
) -> Mapping[str, Told]:
    """Close April and ask the rules of dialysis."""
    closed = close_month(engine, date(year, 4, 1), terms)
    found: Found = {}
    for each in closed.refused:
        found.setdefault(each.why.value, set()).add(each.subject or each.person)
    # The days after a death or of a stay are refused to the person, too: the stories are of sessions.
    for why in ("死亡以后", "住院期间停付"):
        found[why] = {key for key in found.get(why, ()) if key.startswith("Z")}
    leaks = engine.fetch(BUNDLE_LEAKS.read(engine)).to_pylist()
    found["leak"] = {row["bkkp_sn"] for row in leaks}
    found["beyond"] = {each.person for each in closed.persons if each.month.beyond}
    rules = [f"DY0{n}" for n in range(1, 8)]
    audit(engine, Period(date(year, 1, 1), date(year, 12, 31)), codes=rules)
    for row in engine.fetch(AUDIT_FINDINGS.read(engine)).to_pylist():
        found.setdefault(row["rule"], set()).add(row["key"])
    return told(answers(folder, "bundles.csv"), found)
