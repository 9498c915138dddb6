"""What a score sheet's items can be counted from: the ledger of cases, scans of trace codes, lists."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ibis import ir

from jixiao.errors import JixiaoError
from jixiao.fund.cases import CaseLedger, Event
from jixiao.fund.records import NotLoaded, Records, is_stay
from jixiao.fund.supervision.score_sheet import ScoreSheet, Value
from jixiao.period import Period

_ACCUSING, TIP = ("audit", "inspection"), "tip"
_OF_INSTITUTION = "机构"
"""The duty in which an institution answers."""
_NO_LEDGER = "没有案件账，数不出来"
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
    return _upheld_of(graded, _ACCUSING)


def _upheld_tips(graded: Graded) -> Taken:
    """Count the tips of the institution that were upheld in the period."""
    return _upheld_of(graded, (TIP,))


def _upheld_of(graded: Graded, engines: Collection[str]) -> Taken:
    if graded.ledger is None:
        return Taken(None, _NO_LEDGER)
    cases = graded.ledger.cases(subject=graded.institution)
    upheld = [
        case
        for case in cases
        if case.engine in engines and case.outcome and case.outcome.is_upheld
        for event in case.events
        if event.outcome is case.outcome and _is_within(graded, event)
    ]
    return Taken(Decimal(len({case.code for case in upheld})))


def _late_steps(graded: Graded) -> Taken:
    """Count the steps that the institution did in the period after their term had run out."""
    if graded.ledger is None:
        return Taken(None, _NO_LEDGER)
    cases = graded.ledger.cases(subject=graded.institution)
    events = [event for case in cases for event in case.events]
    late = [
        e
        for e in events
        if e.late and e.duty == _OF_INSTITUTION and _is_within(graded, e)
    ]
    return Taken(Decimal(len(late)))


def _is_within(graded: Graded, event: Event) -> bool:
    return graded.period.first <= event.at.date() <= graded.period.last


def _outside_scope(graded: Graded) -> Taken:
    """Say how much of what stays cost is outside what insurance covers, in per cent."""
    rows = graded.records.record("settlements")
    stays = rows.filter(rows.fixmedins_code == graded.institution, is_stay(rows))
    sums = stays.aggregate(
        cost=stays.medfee_sumamt.sum(), covered=stays.inscp_amt.sum()
    )
    (row,) = graded.records.engine.fetch(sums).to_pylist()
    if not row["cost"] or row["covered"] is None:
        return Taken(None, "这家机构这一年没有住院结算，或没有写政策范围内金额")
    percent = Decimal(int(row["cost"] - row["covered"]) * 100) / int(row["cost"])
    return Taken(percent.quantize(_TENTH, ROUND_HALF_UP))


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
    "查实举报": _upheld_tips,
    "逾期答复": _late_steps,
    "扫码率": _scanned,
    "清单及时率": _uploaded,
    "范围外占比": _outside_scope,
}


def filled(
    stated: Mapping[str, Value], taken: Mapping[str, Taken]
) -> tuple[dict[str, Value], list[str]]:
    """Return the values to grade by, and in words what a person states otherwise than was counted.

    What a person states holds; what was counted fills the rest.
    """
    counted = {
        code: each.value for code, each in taken.items() if each.value is not None
    }
    otherwise = [
        f"{code} 填的是 {stated[code]}，记录里数得 {value}，按填的算"
        for code, value in counted.items()
        if stated.get(code) is not None and stated[code] != value
    ]
    said = {code: value for code, value in stated.items() if value is not None}
    return {**counted, **said}, otherwise
