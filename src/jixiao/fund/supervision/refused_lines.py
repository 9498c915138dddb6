"""Lines that a doctor without the right to order what the fund pays for has ordered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from jixiao.errors import JixiaoError
from jixiao.fund.records import Records
from jixiao.fund.supervision.practitioner_points import (
    PointsDecision,
    qualification,
    refuses_at,
)
from jixiao.library import load_toml, refuse_unknown

_EMERGENCIES = ("13", "24")
"""Kinds of care (med_type) that a suspension lets pass."""
_WORDS = (
    "staff",
    "number",
    "decided_on",
    "hour",
    "points",
    "fact",
    "months",
    "withdrawn",
)
_NEEDED = ("staff", "number", "decided_on", "points", "fact")


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A line that is not to be settled: whose, where, when, and its amounts in fen."""

    line: str
    staff: str
    place: str
    at: datetime
    cost: int
    in_scope: int


def read_decisions(path: Path) -> dict[str, list[PointsDecision]]:
    """Read decisions of points by the code of who they are about: `[[decision]]` in TOML.

    Raises:
        FaultyEntry: one says what is not known.
        JixiaoError: one lacks what each must say.
    """
    content = load_toml(path)
    refuse_unknown(path.name, content, ("decision",))
    decisions: dict[str, list[PointsDecision]] = {}
    for declared in content.get("decision", ()):
        place = f"{path.name} 的 {declared.get('number', '[[decision]]')}"
        refuse_unknown(place, declared, _WORDS)
        if missing := [word for word in _NEEDED if word not in declared]:
            message = f"{place} 缺少 {'、'.join(missing)}。请补上。"
            raise JixiaoError(message)
        decisions.setdefault(declared["staff"], []).append(_decision(place, declared))
    return decisions


def _decision(place: str, declared: Mapping[str, Any]) -> PointsDecision:
    decided_on, hour = declared["decided_on"], declared.get("hour", time.min)
    if type(decided_on) is not date or type(hour) is not time:
        message = f"{place} 的 decided_on 写日期（2026-03-05），hour 写时刻（14:00:00），不加引号。"
        raise JixiaoError(message)
    return PointsDecision(
        declared["number"], decided_on, declared["points"], declared["fact"], declared.get("months"),
        declared.get("withdrawn", False), hour,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RefusedOrder:
    """A line about to be charged that may not be settled: whose it is, and why."""

    line: str
    staff: str
    why: str


def refused_of_order(
    lines: Sequence[Mapping[str, object]],
    decisions: Mapping[str, Sequence[PointsDecision]],
) -> list[RefusedOrder]:
    """Return the lines of an order whose doctor may not order them at their time.

    Lines have `bkkp_sn`, `bilg_dr_code`, `fee_ocur_time` (ISO text) and `med_type`; one without a
    doctor says nothing.

    Raises:
        JixiaoError: a time is none, or as `qualification` does.
    """
    refused = []
    for line in lines:
        staff = str(line.get("bilg_dr_code") or "")
        if staff not in decisions:
            continue
        at = _moment(line)
        emergency = line.get("med_type") in _EMERGENCIES
        if refuses_at(decisions[staff], at, emergency=emergency):
            by_then = [
                each for each in decisions[staff] if each.decided_on <= at.date()
            ]
            stands = qualification(by_then, at.date())
            why = f"{staff} 的医保支付资格自 {stands.since} 起{stands.state}"
            refused.append(RefusedOrder(str(line["bkkp_sn"]), staff, why))
    return refused


def _moment(line: Mapping[str, object]) -> datetime:
    try:
        return datetime.fromisoformat(str(line["fee_ocur_time"]))
    except (KeyError, ValueError) as error:
        message = f"{line.get('bkkp_sn')} 的 fee_ocur_time 应写作 2026-03-17T14:30。"
        raise JixiaoError(message) from error


def refused_lines(
    records: Records, decisions: Mapping[str, Sequence[PointsDecision]]
) -> list[RefusedLine]:
    """Return the lines in scope that such doctors ordered, by institution and time.

    From the hour of the decision on; an emergency passes a suspension, not an ending.

    Raises:
        JixiaoError: as `qualification` does.
    """
    lines = records.record("audited_lines")
    theirs = lines.filter(lines.bilg_dr_code.isin([*decisions]), lines.inscp_amt > 0)
    rows = records.engine.fetch(
        theirs.select(
            "bkkp_sn", "bilg_dr_code", "fixmedins_code", "fee_ocur_time", "med_type",
            "det_item_fee_sumamt", "inscp_amt",
        ).order_by("fixmedins_code", "fee_ocur_time", "bkkp_sn")
    ).to_pylist()  # fmt: skip
    return [
        RefusedLine(
            row["bkkp_sn"], row["bilg_dr_code"], row["fixmedins_code"], row["fee_ocur_time"],
            int(row["det_item_fee_sumamt"]), int(row["inscp_amt"]),
        )
        for row in rows
        if refuses_at(
            decisions[row["bilg_dr_code"]],
            row["fee_ocur_time"],
            emergency=row["med_type"] in _EMERGENCIES,
        )
    ]  # fmt: skip
