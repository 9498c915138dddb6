"""Points against the right to order what the fund pays: sums in a natural year, suspension, ending."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path

from jixiao.errors import JixiaoError
from jixiao.fund.cases.clocks import months_later
from jixiao.library import load_toml, refuse_unknown

_FILE = Path(__file__).with_name("practitioner_points.toml")
_TERM = ("value", "unit", "since", "standing", "basis", "confirmed")
_TERMS = ("suspend_at", "end_at", "most_months", "bar_accumulated", "bar_at_once")
_BAND = ("code", "points", "says", "standing", "basis", "confirmed")
RESPONSIBILITIES = ("一般责任", "重要责任", "主要责任")
_MONTHS = 12


@cache
def terms() -> Mapping[str, int]:
    """Return how many points suspend and end, and for how long, by name.

    Raises:
        FaultyEntry: the file says what is not known, or lacks a term.
    """
    content = load_toml(_FILE)
    refuse_unknown(_FILE.name, content, (*_TERMS, "band"))
    for name in _TERMS:
        refuse_unknown(f"{_FILE.name} 的 {name}", content[name], _TERM)
    return {name: content[name]["value"] for name in _TERMS}


@dataclass(frozen=True, slots=True)
class Band:
    """A kind of behaviour, and what it is marked with by responsibility: 一般, 重要, 主要."""

    code: str
    points: tuple[int, ...]
    says: str
    basis: str
    confirmed: bool

    def proposed(self, responsibility: str) -> int:
        """Return the points of a responsibility.

        Raises:
            JixiaoError: there is no such responsibility.
        """
        if responsibility not in RESPONSIBILITIES:
            message = (
                f"没有“{responsibility}”这种责任；可用 {'、'.join(RESPONSIBILITIES)}。"
            )
            raise JixiaoError(message)
        return self.points[RESPONSIBILITIES.index(responsibility)]


@cache
def bands() -> Mapping[str, Band]:
    """Return the bands of behaviour by code, the lightest first.

    Raises:
        FaultyEntry: the file says what is not known.
    """
    declared = load_toml(_FILE).get("band", ())
    for each in declared:
        refuse_unknown(f"{_FILE.name} 的 band", each, _BAND)
    return {
        each["code"]: Band(
            each["code"],
            tuple(each["points"]),
            each["says"],
            each["basis"],
            each["confirmed"],
        )
        for each in declared
    }


@dataclass(frozen=True, slots=True)
class PointsDecision:
    """Points by one decision, on its day; `fact` is what it is for: of two for one the higher counts.

    `months` is how long a suspension that it brings about lasts, as the decision says (1 to 6).
    A decision that was withdrawn stays in the record and does not count. Points below zero are
    repaired: they lower the sum of their year, never under nothing, and end no suspension that runs.
    """

    number: str
    decided_on: date
    points: int
    fact: str
    months: int | None = None
    withdrawn: bool = False
    hour: time = time.min
    """From which hour of its day on it holds."""


@dataclass(frozen=True, slots=True)
class Qualification:
    """How a person stands on a day: 正常, 暂停 or 终止, with the points of the natural year."""

    state: str
    points: int
    since: date | None = None
    until: date | None = None
    """The last day of a suspension, or the day from which one may be registered again."""


def qualification(decisions: Sequence[PointsDecision], day: date) -> Qualification:
    """Say how a person stands on a day.

    A suspension serves its term over the new year; the points of a year end with it.

    Raises:
        JixiaoError: points are not from 1 to 12, or a decision that suspends says not for how long.
    """
    counted = list(_counted(decisions, day))
    points = _sum(counted, day.year)
    standing = [_effect(counted, decision) for decision in counted]
    effects = [each for each in standing if each is not None]
    ended = [each for each in effects if each.state == "终止" and _holds(each, day)]
    suspended = [each for each in effects if each.state == "暂停" and _holds(each, day)]
    for each in (
        *ended,
        *sorted(suspended, key=lambda s: s.until or day, reverse=True),
    ):
        return Qualification(each.state, points, each.since, each.until)
    return Qualification("正常", points)


def refuses(
    decisions: Sequence[PointsDecision], day: date, *, emergency: bool = False
) -> bool:
    """Say whether a line that a person orders on a day is refused; an emergency passes a suspension.

    Raises:
        JixiaoError: as `qualification` does.
    """
    state = qualification(decisions, day).state
    return state == "终止" or (state == "暂停" and not emergency)


def refuses_at(
    decisions: Sequence[PointsDecision], moment: datetime, *, emergency: bool = False
) -> bool:
    """Say whether a line that a person orders at a moment is refused: from the hour of a decision on.

    Raises:
        JixiaoError: as `qualification` does.
    """
    by_then = [d for d in decisions if datetime.combine(d.decided_on, d.hour) <= moment]
    return refuses(by_then, moment.date(), emergency=emergency)


def _counted(
    decisions: Sequence[PointsDecision], day: date
) -> Iterator[PointsDecision]:
    """Yield the decisions up to a day that count, in their order; of one fact the highest."""
    for decision in decisions:
        most = terms()["end_at"]
        if not (1 <= decision.points <= most or -most <= decision.points <= -1):
            message = f"决定 {decision.number} 记 {decision.points} 分；应是 1 至 {most}，修复写负数。"
            raise JixiaoError(message)
    valid = [d for d in decisions if not d.withdrawn and d.decided_on <= day]
    best: dict[str, PointsDecision] = {}
    for decision in sorted(valid, key=lambda d: (d.decided_on, d.number)):
        held = best.get(decision.fact)
        if held is None or decision.points > held.points:
            best[decision.fact] = decision
    # What is repaired on the day of a decision lowers what the decision brought.
    yield from sorted(
        best.values(), key=lambda d: (d.decided_on, d.points < 0, d.number)
    )


def _sum(counted: Sequence[PointsDecision], year: int) -> int:
    points = 0
    for decision in counted:
        if decision.decided_on.year == year:
            points = max(points + decision.points, 0)
    return min(points, terms()["end_at"])


def _effect(
    counted: Sequence[PointsDecision], decision: PointsDecision
) -> Qualification | None:
    """Return what a decision brings about with those before it in its year; a repair nothing."""
    if decision.points < 0:
        return None
    upto = counted[: counted.index(decision) + 1]
    points = _sum(upto, decision.decided_on.year)
    begun = decision.decided_on
    if points >= terms()["end_at"]:
        years = (
            terms()["bar_at_once"]
            if decision.points >= terms()["end_at"]
            else terms()["bar_accumulated"]
        )
        return Qualification(
            "终止", points, begun, months_later(begun, _MONTHS * years)
        )
    if points < terms()["suspend_at"]:
        return None
    if decision.months is None or not 1 <= decision.months <= terms()["most_months"]:
        message = f"决定 {decision.number} 使累计达到 {points} 分，要写明暂停几个月（1 至 {terms()['most_months']}）。"
        raise JixiaoError(message)
    return Qualification("暂停", points, begun, months_later(begun, decision.months))


def _holds(effect: Qualification, day: date) -> bool:
    """Whether an effect lasts: an ending until one is registered again, which no decision says."""
    return effect.state == "终止" or (effect.until is not None and day < effect.until)
