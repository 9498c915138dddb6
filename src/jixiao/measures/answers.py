"""Promise against proof: each indicator of target tables with what the records say of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import chain

from jixiao.evaluation import Actual, Spending, direction
from jixiao.fund.store.engine import Engine
from jixiao.measures.bindings import Bindings
from jixiao.measures.declaration import Measure, ValueKind, library
from jixiao.measures.matching import Match, State
from jixiao.measures.measuring import Asked, Measured, take
from jixiao.money import SCALES, convert
from jixiao.period import Period, last_day
from jixiao.progress import Progress, silent
from jixiao.quantity import TargetValue
from jixiao.targets import Indicator, TargetTable

_DIGITS = 2
_THOUSANDTHS = 10
_MINUTES = {"分钟": Decimal(1), "小时": Decimal(60), "秒": Decimal(1) / 60}
_EVERYTHING = Decimal(100)


class Mark(StrEnum):
    """How an indicator stands, in one word."""

    MET = "met"
    MISSED = "missed"
    NONE = "none"
    UNSURE = "unsure"
    PERSON = "person"

    @property
    def word(self) -> str:
        """The word officials read."""
        return _WORDS[self]


_WORDS = {
    Mark.MET: "达到",
    Mark.MISSED: "未达",
    Mark.NONE: "无数",
    Mark.UNSURE: "待定",
    Mark.PERSON: "人工",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """An indicator, what answers it, and the actual value in the target's own unit.

    The value is rounded as forms print it, to two digits after the point or as many as the target
    has, before it is compared; `measured` has it exact.

    `met` is none where it cannot be said: nobody has filled the value in, or the target has no
    bound. `rule` says how a bound that is not printed was read.
    """

    indicator: Indicator
    match: Match
    measured: Measured | None = None
    actual: Decimal | None = None
    day: date | None = None
    met: bool | None = None
    rule: str = ""

    @property
    def shown(self) -> str:
        """The actual value as a form prints it; empty where there is none."""
        if self.day is not None:
            return self.day.isoformat()
        if self.actual is None or self.measured is None:
            return ""
        measure = library()[self.measured.code]
        whole = self.actual.to_integral_value()
        number = (
            whole
            if measure.kind is ValueKind.TOTAL and self.actual == whole
            else self.actual
        )
        return f"{number:f}{self.indicator.target.unit or measure.unit}"

    @property
    def mark(self) -> Mark:
        """How it stands: met or missed, no records, or left to a person."""
        match self.match.state, self.met:
            case State.UNSURE, _:
                return Mark.UNSURE
            case State.PERSON, _:
                return Mark.PERSON
            case _, None:
                return Mark.NONE
            case _, met:
                return Mark.MET if met else Mark.MISSED


def answer(
    engine: Engine,
    tables: Sequence[TargetTable],
    period: Period,
    bindings: Bindings | None = None,
    progress: Progress = silent,
    *,
    shown: bool = False,
) -> list[list[Answer]]:
    """Answer the indicators of target tables from the records of a period, table by table.

    A measure that two indicators share is taken once; `shown` with the rows that add most.
    """
    decided = bindings or Bindings()
    matches = [
        [decided.match(table, row) for row in table.indicators] for table in tables
    ]
    asked = {
        _question(match): Asked(library()[match.measure], match.scope)
        for match in chain.from_iterable(matches)
        if match.state is State.BOUND
    }
    taken = take(
        engine, list(asked.values()), period, progress, decided.limits, shown=shown
    )
    measured = dict(zip(asked, taken, strict=True))
    return [
        [
            _answered(row, match, measured.get(_question(match)))
            for row, match in zip(table.indicators, matches_of_table, strict=True)
        ]
        for table, matches_of_table in zip(tables, matches, strict=True)
    ]


def _question(match: Match) -> tuple[str, tuple[tuple[str, str], ...]]:
    """What two indicators share where one measure, narrowed alike, answers both."""
    return match.measure, tuple(sorted(match.scope.items()))


def _answered(indicator: Indicator, match: Match, measured: Measured | None) -> Answer:
    if measured is None:
        return Answer(indicator, match)
    measure = library()[measured.code]
    target = indicator.target
    actual = _rounded(target, in_unit_of(target, measure, measured.value))
    met, rule = None, ""
    if measured.day is not None:
        met = is_in_time(target, measured.day)
    elif actual is not None:
        met, rule = is_met(indicator, measure, actual)
    return Answer(indicator, match, measured, actual, measured.day, met, rule)


def _rounded(target: TargetValue, value: Decimal | None) -> Decimal | None:
    """Round as forms print a value: to two digits, or as many as the target has."""
    if value is None:
        return None
    exponent = target.number.as_tuple().exponent if target.number is not None else 0
    digits_of_target = -exponent if isinstance(exponent, int) else 0
    digits = max(_DIGITS, digits_of_target)
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def in_unit_of(
    target: TargetValue, measure: Measure, value: Decimal | None
) -> Decimal | None:
    """Convert a measured value to the unit a target is printed in: 280000 人 is 28 万人."""
    if value is None:
        return None
    unit = target.unit or ""
    if measure.kind is ValueKind.RATE:
        return value * _THOUSANDTHS if unit == "‰" else value
    if measure.unit == "分钟":
        return value / _MINUTES.get(unit, 1)
    if measure.unit.startswith("元"):
        money = unit.partition("/")[0].partition("每")[0]
        return convert(value, "元", money) if money in SCALES else value
    base = target.in_base_units()
    if base is None or not target.number or not base[0]:
        return value
    return value * target.number / base[0]


def months_of(answer: Answer) -> Iterator[tuple[int, Decimal]]:
    """Yield each month's value in the target's unit; of a total what has come together by then.

    Nothing of a value that stands at a day or grows over a whole: a month's own rows are none.
    """
    measured = answer.measured
    if measured is None or measured.why or library()[measured.code].course:
        return
    measure = library()[measured.code]
    above = 0
    for part in measured.months:
        above = above + part.above if measure.kind is ValueKind.TOTAL else part.above
        value = in_unit_of(
            answer.indicator.target, measure, measure.value(above, part.below)
        )
        if value is not None and part.name:
            yield int(part.name.rpartition("-")[2]), value


def is_in_time(target: TargetValue, day: date) -> bool | None:
    """Whether a day is not after the target's deadline; a month's deadline is its last day."""
    return day <= last_day(target.deadline) if target.deadline else None


def is_met(
    indicator: Indicator, measure: Measure, actual: Decimal
) -> tuple[bool | None, str]:
    """Whether a value reaches its target, and how a bound that is not printed was read."""
    target = indicator.target
    if target.is_everything and measure.kind is ValueKind.RATE:
        return actual >= _EVERYTHING, "“全覆盖”即 100%"
    if target.number is None:
        return None, ""
    bound, read = direction(indicator, less_is_better=measure.better == "lower")
    return bound.holds(actual, target.number), read


def actual_of(answer: Answer) -> Actual | None:
    """What was measured, as an evaluation takes it; none where nothing was."""
    measured = answer.measured
    if measured is None or measured.why:
        return None
    if answer.day is not None:
        return Actual(answer.shown, day=answer.day)
    if answer.actual is None:
        return None
    sample = f"（样本 {measured.below}）" if library()[measured.code].sampled else ""
    return Actual(answer.shown + sample, answer.actual)


def spending_of(table: TargetTable, executed: Decimal | None) -> Spending:
    """What a project had, by its table, and spent, by its payments in yuan; in the form's unit."""
    budget, unit = table.funding.annual.total, table.money_unit or "元"
    spent = (
        None
        if executed is None or unit not in SCALES
        else convert(executed, "元", unit)
    )
    return Spending(budget, budget, spent)


def take_payments(
    engine: Engine, tables: Sequence[TargetTable], period: Period
) -> list[Decimal | None]:
    """What each project spent in a period, in yuan; none where no payment names it."""
    spent = library()["SP01"]
    asked = [Asked(spent, {"project": table.project_name or ""}) for table in tables]
    return [measured.value for measured in take(engine, asked, period)]
