"""Inspections of a site on the ledger of cases: opened once, mended, inspected again by another."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from operator import add
from typing import Any, NamedTuple

from jixiao.fund.cases import Case, CaseLedger, Evidence
from jixiao.masking import without_persons
from jixiao.service.disclosure.addresses import address_of, host_of
from jixiao.service.disclosure.faults import Fault
from jixiao.service.disclosure.inspection import Inspection
from jixiao.service.disclosure.scoring import ScoreSheet, Verdict

ENGINE, RULE = "site", "政务公开巡检"
TABLE = "巡检发现的问题"
PASSED = "复检通过"
_OF, _DOUBT = "巡检", "待核"
"""What an evidence's values call the inspection that found it, and whether it was in doubt."""
_PASSED_FLAGS = {Verdict.PASSED: "1", Verdict.FAILED: "0", Verdict.OPEN: None}


class Mended(NamedTuple):
    """How many sure faults were found not to be any, and how many were mended and passed again."""

    spared: int
    passed: int


def number_of(inspection: Inspection) -> str:
    """Return the number of an inspection: its day and its site."""
    return f"{inspection.day}/{site_of(inspection)}"


def site_of(inspection: Inspection) -> str:
    """Return the host of the site that was inspected."""
    return host_of(address_of(inspection.home) or inspection.home)


def open_inspection(
    ledger: CaseLedger, inspection: Inspection, *, by: str, at: datetime
) -> str | None:
    """Open a case of the faults that are in none yet; its code, or none where all are.

    A fault is one by its kind, its place and what it says: found again while it is being mended it
    is the same. Numbers of persons are taken out of what the ledger keeps.
    """
    rows = [_row(fault, number_of(inspection)) for fault in inspection.faults]
    fresh = [row for row in _each_once(rows) if not ledger.is_held(RULE, row)]
    if not fresh:
        return None
    title = f"{inspection.day} 巡检 {inspection.home} 发现 {len(fresh)} 处问题"
    return ledger.open_case(
        engine=ENGINE,
        rule=RULE,
        title=title,
        subject=site_of(inspection),
        evidence=fresh,
        by=by,
        at=at,
    )


def _row(fault: Fault, number: str) -> Evidence:
    says = without_persons(f"{fault.where}　{fault.says}")
    doubt = "" if fault.is_sure else "（待核）"
    values = {"项目": str(fault.kind), "说明": f"{says}{doubt}", _OF: number}
    if not fault.is_sure:
        values[_DOUBT] = "是"
    return Evidence(TABLE, f"{fault.kind} {says}", values, 0, 0)


def _each_once(rows: Sequence[Evidence]) -> list[Evidence]:
    return [*{row.key: row for row in rows}.values()]


def own_cases(ledger: CaseLedger) -> list[Case]:
    """Return the cases of inspections, with their evidence."""
    codes = [case.code for case in ledger.cases() if case.engine == ENGINE]
    return [ledger.case(code) for code in codes]


def mended_of(cases: Sequence[Case]) -> dict[str, Mended]:
    """Return what became of the sure faults of each inspection."""
    mended: dict[str, Mended] = {}
    for case in cases:
        passed = any(event.step == PASSED for event in case.events)
        for nth, row in enumerate(case.evidence):
            number = row.values.get(_OF, "")
            before = mended.get(number, Mended(0, 0))
            is_spared = nth in case.spared
            if row.values.get(_DOUBT):
                mended[number] = before
            else:
                more = Mended(int(is_spared), int(passed and not is_spared))
                mended[number] = Mended(*map(add, before, more))
    return mended


def inspection_row(
    inspection: Inspection, sheet: ScoreSheet, mended: Mended | None
) -> dict[str, Any]:
    """Return an inspection as a row of SITE_INSPECTION.

    What is not looked through to the end has neither a score nor a result; faults that a person
    must still look at, or found not to be any, are none.
    """
    sure = sum(fault.is_sure for fault in inspection.faults)
    return {
        "inspection_no": number_of(inspection),
        "inspected_on": inspection.day,
        "site": inspection.home,
        "score": None if sheet.unchecked else sheet.score,
        "passed": _PASSED_FLAGS[sheet.verdict],
        "faults": Decimal(sure - (mended.spared if mended else 0)),
        "rectified": None if mended is None else Decimal(mended.passed),
    }
