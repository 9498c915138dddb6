"""Points of practitioners on the ledger of cases: each decision a case, and how everybody stands."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from jixiao.errors import JixiaoError
from jixiao.fund.cases import Case, CaseLedger, Evidence
from jixiao.fund.supervision.practitioner_points import (
    PointsDecision,
    Qualification,
    bands,
    qualification,
)
from jixiao.library import load_toml, refuse_unknown

ENGINE, RULE = "points", "支付资格"
UNCLEAR = "不明"
"""The state of whom the decisions do not tell enough of."""
_TABLE = "支付资格决定"
_REPAIR = "修复"
_REPAIRED = re.compile(r"修复\s*(\d{1,2})\s*分")


_NEEDED = (
    "staff", "name", "institution", "number", "decided_on", "band", "responsibility", "fact",
)  # fmt: skip
_MAY = ("hour", "points", "months")


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffDecision:
    """What a decision says of whom: by band and responsibility, with a suspension where one follows."""

    staff: str
    name: str
    place: str
    band: str
    responsibility: str
    decision: PointsDecision


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands on a day; `pending` are cases that no one has decided yet.

    `doubts` say what could not be counted.
    """

    staff: str
    name: str
    places: tuple[str, ...]
    qualification: Qualification
    cases: tuple[Case, ...]
    pending: tuple[str, ...]
    doubts: tuple[str, ...]


def read_staff_decisions(path: Path) -> list[StaffDecision]:
    """Read decisions to be entered: `[[decision]]` in TOML; points left out are those of the responsibility.

    Raises:
        FaultyEntry: one says what is not known.
        JixiaoError: one lacks what each must say, or says it wrongly.
    """
    content = load_toml(path)
    refuse_unknown(path.name, content, ("decision",))
    return [_stated(path.name, declared) for declared in content.get("decision", ())]


def _stated(file: str, declared: Mapping[str, Any]) -> StaffDecision:
    place = f"{file} 的 {declared.get('number', '[[decision]]')}"
    refuse_unknown(place, declared, (*_NEEDED, *_MAY))
    if missing := [word for word in _NEEDED if word not in declared]:
        message = f"{place} 缺少 {'、'.join(missing)}。请补上。"
        raise JixiaoError(message)
    refuse_unknown(f"{place} 的 band", [declared["band"]], bands())
    decided_on, hour = declared["decided_on"], declared.get("hour", time.min)
    if type(decided_on) is not date or type(hour) is not time:
        message = f"{place} 的 decided_on 写日期（2026-03-05），hour 写时刻（14:00:00），不加引号。"
        raise JixiaoError(message)
    proposed = bands()[declared["band"]].proposed(declared["responsibility"])
    decision = PointsDecision(
        declared["number"], decided_on, declared.get("points", proposed), declared["fact"],
        declared.get("months"), hour=hour,
    )  # fmt: skip
    return StaffDecision(
        staff=declared["staff"],
        name=declared["name"],
        place=declared["institution"],
        band=declared["band"],
        responsibility=declared["responsibility"],
        decision=decision,
    )


def open_decision(
    ledger: CaseLedger, stated: StaffDecision, *, by: str, at: datetime
) -> str:
    """Open a case over a decision, and return its code; points count once the case decides so.

    Raises:
        JixiaoError: a blank where something must be said, a band that is not known, points outside
            it, or the decision is on the ledger already.
    """
    _check(stated)
    decision = stated.decision
    values = {
        "医师编码": stated.staff,
        "姓名": stated.name,
        "机构": stated.place,
        "决定文号": decision.number,
        "决定日期": decision.decided_on.isoformat(),
        "时刻": decision.hour.isoformat("minutes"),
        "行为": stated.band,
        "责任": stated.responsibility,
        "分值": str(decision.points),
        "暂停月数": str(decision.months or ""),
        "事实": decision.fact,
        "说明": f"{decision.fact}，{stated.responsibility}，记 {decision.points} 分",
    }
    key = f"{stated.staff} {decision.number}"
    code = ledger.open_case(
        engine=ENGINE,
        rule=RULE,
        title=f"记 {decision.points} 分",
        subject=f"{stated.name}（{stated.staff}）",
        evidence=[Evidence(_TABLE, key, values, 0, 0)],
        by=by,
        at=at,
    )
    if code is None:
        message = (
            f"决定 {decision.number} 对 {stated.staff} 已经登记过。请在原案件里办。"
        )
        raise JixiaoError(message)
    return code


def _check(stated: StaffDecision) -> None:
    decision = stated.decision
    blank = [
        title
        for title, text in (
            ("医师编码", stated.staff),
            ("姓名", stated.name),
            ("机构", stated.place),
            ("决定文号", decision.number),
            ("事实", decision.fact),
        )
        if not text.strip()
    ]
    if blank:
        message = f"还没有写 {'、'.join(blank)}。请补上。"
        raise JixiaoError(message)
    if stated.band not in bands():
        message = f"没有“{stated.band}”这一档；可用 {'、'.join(bands())}。"
        raise JixiaoError(message)
    band = bands()[stated.band]
    band.proposed(stated.responsibility)
    if decision.points not in band.points:
        allowed = "、".join(map(str, band.points))
        message = f"“{band.code}”一档可记 {allowed} 分，不能记 {decision.points} 分。"
        raise JixiaoError(message)


def points_facts(case: Case, ledger: CaseLedger) -> dict[str, str]:
    """Return what letters say of a case's points: with them the sum of the year, and what follows.

    What is not known yet (a suspension without its months) is not there.
    """
    said = _said(case)
    if "医师编码" not in said:
        return {}
    this = _stated_by(said)
    others = [
        each
        for each in decisions_by_staff(ledger).get(said["医师编码"], [])
        if each.number != this.number
    ]
    repaired = [each for each in _decided(case) if each.points < 0]
    counted = [*others, this, *repaired]
    last = max(each.decided_on for each in (this, *repaired))
    facts = {
        "matter": said["事实"],
        "points": str(-repaired[-1].points if repaired else this.points),
        "since": f"{_printed(this.decided_on)}{this.hour:%H时%M分}",
    }
    try:
        stands = qualification(counted, last)
    except JixiaoError:
        return facts
    return facts | {"sum": str(stands.points), "consequence": _consequence(stands)}


def _consequence(stands: Qualification) -> str:
    if stands.state == "暂停" and stands.until:
        return f"暂停支付资格至{_printed(stands.until)}前一日"
    if stands.state == "终止" and stands.until:
        return f"终止支付资格，{_printed(stands.until)}起方可再登记"
    return "支付资格不变"


def _printed(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def decisions_by_staff(ledger: CaseLedger) -> dict[str, list[PointsDecision]]:
    """Return what was decided of each staff code, repairs as points below zero."""
    decided: dict[str, list[PointsDecision]] = {}
    for case in _cases(ledger):
        decided.setdefault(_said(case)["医师编码"], []).extend(_decided(case))
    return decided


def standings(ledger: CaseLedger, day: date) -> list[Standing]:
    """Return how everybody on the ledger stands on a day, those with most points first."""
    by_staff: dict[str, list[Case]] = {}
    for case in _cases(ledger):
        by_staff.setdefault(_said(case)["医师编码"], []).append(case)
    listed = [_standing(staff, cases, day) for staff, cases in by_staff.items()]
    return sorted(listed, key=lambda each: (-each.qualification.points, each.staff))


def _standing(staff: str, cases: list[Case], day: date) -> Standing:
    decisions = [decision for case in cases for decision in _decided(case)]
    doubts = [doubt for case in cases for doubt in _doubts(case)]
    try:
        stands = qualification(decisions, day)
    except JixiaoError as unclear:
        stands = Qualification(UNCLEAR, 0)
        doubts.append(str(unclear))
    names = [_said(case)["姓名"] for case in cases]
    places = dict.fromkeys(_said(case)["机构"] for case in cases)
    pending = tuple(case.code for case in cases if case.outcome is None)
    return Standing(
        staff, names[-1], tuple(places), stands, tuple(cases), pending, tuple(doubts)
    )


def _cases(ledger: CaseLedger) -> Iterator[Case]:
    codes = [case.code for case in ledger.cases() if case.engine == ENGINE]
    for code in codes:
        yield ledger.case(code)


def _said(case: Case) -> Mapping[str, str]:
    return case.evidence[0].values


def _decided(case: Case) -> Iterator[PointsDecision]:
    """Yield a case's decision where it was upheld, and the repairs that follow it."""
    if case.outcome is None or not case.outcome.is_upheld:
        return
    yield _stated_by(_said(case))
    for event in case.events:
        repaired = _REPAIRED.search(event.text) if event.step == _REPAIR else None
        if repaired:
            fact = f"{case.code} 修复 {event.number}"
            points = -int(repaired[1])
            yield PointsDecision(fact, event.at.date(), points, fact)


def _stated_by(said: Mapping[str, str]) -> PointsDecision:
    months = int(said["暂停月数"]) if said["暂停月数"] else None
    return PointsDecision(
        said["决定文号"],
        date.fromisoformat(said["决定日期"]),
        int(said["分值"]),
        said["事实"],
        months,
        hour=time.fromisoformat(said["时刻"]),
    )


def _doubts(case: Case) -> Iterator[str]:
    for event in case.events:
        if event.step == _REPAIR and not _REPAIRED.search(event.text):
            yield f"{case.code} 的修复没有写“修复几分”，没有计"
