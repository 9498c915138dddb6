"""Open stays past a cut-off, sorted by what is left of them, each with its evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from jixiao.fund.parameters import Terms

KEYS = ("discharge.in_hospital_days", "discharge.close_on")
_LAST_LINE = "最后收费日"
_LONG_OPEN, _LONG_SILENT = timedelta(days=90), timedelta(days=30)


class StayClass(StrEnum):
    """What an open stay is: only those that left, died or went elsewhere are closed."""

    IN_HOSPITAL = "确在院"
    LEFT = "离院未结"
    TRANSFERRED = "已转他院"
    DEAD = "已死亡"
    RECORD_ERROR = "登记错误"


@dataclass(frozen=True, slots=True)
class SortedStay:
    """An open stay: its class, why, the day it is closed on (none where it is not), what is in doubt.

    One that is open for long without a line for long is a lead for the audit.
    """

    mdtrt_id: str
    row: Mapping[str, Any]
    kind: StayClass
    evidence: str
    close_on: date | None
    doubt: str
    is_long_silent: bool


def sort_stay(row: Mapping[str, Any], cutoff: date, terms: Terms) -> SortedStay:
    """Sort an open stay as of a cut-off."""
    kind, evidence = _kind(row, cutoff, terms.count("discharge.in_hospital_days"))
    close_on = _close_on(row, kind, cutoff, terms.choice("discharge.close_on"))
    is_silent = _is_long_silent(row, cutoff)
    if is_silent:
        evidence += "；入院满 90 天，很久没有收费"
    doubt = _doubt(row, kind)
    return SortedStay(row["mdtrt_id"], row, kind, evidence, close_on, doubt, is_silent)


def _kind(
    row: Mapping[str, Any], cutoff: date, days_in_hospital: int
) -> tuple[StayClass, str]:
    begun, last = row["begntime"].date(), row["last_line"]
    recent = cutoff - timedelta(days=days_in_hospital)
    if row["die_date"] is not None and row["die_date"] <= cutoff:
        return StayClass.DEAD, f"死亡日期 {row['die_date']}"
    if row["later_on"] is not None and row["later_on"] <= cutoff:
        where = f"{row['later_place']}（{row['later_mdtrt_id']}）"
        return StayClass.TRANSFERRED, f"{row['later_on']} 又在 {where} 住院"
    if row["endtime"] is not None and row["endtime"].date() <= cutoff:
        return StayClass.LEFT, f"{row['endtime'].date()} 已登记出院"
    if last is None:
        if begun > recent:
            return StayClass.IN_HOSPITAL, f"{begun} 刚入院，还没有收费"
        return StayClass.RECORD_ERROR, f"{begun} 登记入院，没有一条收费"
    if last > recent:
        return StayClass.IN_HOSPITAL, f"{last} 还在收费"
    return StayClass.LEFT, f"最后一条收费在 {last}"


def _close_on(
    row: Mapping[str, Any], kind: StayClass, cutoff: date, rule: str
) -> date | None:
    if kind is StayClass.IN_HOSPITAL:
        return None
    if kind is StayClass.DEAD:
        day: date = row["die_date"]
        return day
    if rule == _LAST_LINE:
        left = row["endtime"] and row["endtime"].date()
        closed: date = left or row["last_line"] or row["begntime"].date()
        return closed
    return cutoff


def _doubt(row: Mapping[str, Any], kind: StayClass) -> str:
    """Why a stay cannot be closed with others: somebody looks at it first."""
    last = row["last_line"]
    if row["midway"]:
        return "有中途结算，单独办理"
    if kind is StayClass.DEAD and last is not None and last > row["die_date"]:
        return f"死亡以后还有收费（{last}）"
    if row["fees"] < 0:
        return "退费多于收费"
    return ""


def _is_long_silent(row: Mapping[str, Any], cutoff: date) -> bool:
    begun: date = row["begntime"].date()
    last: date = row["last_line"] or begun
    return cutoff - begun >= _LONG_OPEN and cutoff - last >= _LONG_SILENT
