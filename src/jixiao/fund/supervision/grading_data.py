"""What a score sheet's items can be counted from: the ledger of cases, scans of trace codes, lists."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ibis import ir

from jixiao.errors import JixiaoError
from jixiao.fund.cases import CaseLedger
from jixiao.fund.records import NotLoaded, Records, is_stay
from jixiao.fund.supervision.score_sheet import ScoreSheet
from jixiao.period import Period

_ACCUSING = ("audit", "inspection")
_IN_TIME = 7
"""Days from a discharge within which its list is uploaded: 国家 DIP 3.0 征求意见稿."""
_TENTH = Decimal("0.1")
_DRUG = "101"


@dataclass(frozen=True, slots=True)
class Taken:
    """What was counted for an item, or why it could not be."""

    value: Decimal | None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Graded:
    """Who is graded over which period, and what is known of them."""

    institution: str
    period: Period
    records: Records
    ledger: CaseLedger | None


def taken_values(sheet: ScoreSheet, graded: Graded) -> dict[str, Taken]:
    """Return what can be counted for the items of a sheet, by their codes.

    Raises:
        JixiaoError: the sheet asks for what nobody counts.
    """
    return {item.code: _taken(item.take, graded) for item in sheet.items if item.take}


def _taken(take: str, graded: Graded) -> Taken:
    if take not in _COUNTED:
        message = f"评分表里 take 的“{take}”没有人会数；可用 {'、'.join(_COUNTED)}。"
        raise JixiaoError(message)
    try:
        return _COUNTED[take](graded)
    except NotLoaded as missing:
        return Taken(None, missing.why)


def _upheld_cases(graded: Graded) -> Taken:
    """Count the findings and inspections of the institution that were upheld in the period."""
    if graded.ledger is None:
        return Taken(Decimal(0))
    cases = graded.ledger.cases(subject=graded.institution)
    upheld = [
        case
        for case in cases
        if case.engine in _ACCUSING and case.outcome and case.outcome.is_upheld
        for event in case.events
        if event.outcome is case.outcome
        and graded.period.first <= event.at.date() <= graded.period.last
    ]
    return Taken(Decimal(len({case.code for case in upheld})))


def _scanned(graded: Graded) -> Taken:
    """Say of how many drug lines of outpatients a code was scanned, in per cent."""
    lines = graded.records.record("audited_lines")
    scans = graded.records.record("trace_scans")
    drugs = lines.filter(
        lines.fixmedins_code == graded.institution,
        lines.list_type == _DRUG,
        ~is_stay(lines),
        lines.cnt > 0,
    )
    scanned = drugs.semi_join(scans.filter(scans.bkkp_sn.notnull()), "bkkp_sn")
    return _share(graded, scanned, drugs, "这家机构这一年没有门诊药品的收费")


def _uploaded(graded: Graded) -> Taken:
    """Say of how many discharges the list was uploaded in time, in per cent."""
    rows = graded.records.record("discharge_uploads")
    theirs = rows.filter(
        rows.fixmedins_code == graded.institution, rows.discharged_on.notnull()
    )
    days = theirs.uploaded_at.date().delta(theirs.discharged_on, unit="day")
    in_time = theirs.filter((days <= _IN_TIME).fill_null(False))
    return _share(graded, in_time, theirs, "这家机构这一年没有出院病例")


def _share(graded: Graded, part: ir.Table, whole: ir.Table, none: str) -> Taken:
    engine = graded.records.engine
    counts = [
        engine.fetch(rows.aggregate(n=rows.count())).to_pylist()[0]["n"]
        for rows in (part, whole)
    ]
    if not counts[1]:
        return Taken(None, none)
    percent = Decimal(counts[0] * 100) / counts[1]
    return Taken(percent.quantize(_TENTH, ROUND_HALF_UP))


_COUNTED: Mapping[str, Callable[[Graded], Taken]] = {
    "查实案件": _upheld_cases,
    "扫码率": _scanned,
    "清单及时率": _uploaded,
}
