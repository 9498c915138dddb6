"""What next year's targets may be: the unit's own years, their trend, and what peers promise.

A suggestion with its reason, for somebody to take or to leave; no target is set here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from statistics import mean, median

from msgspec.structs import replace

from jixiao.evidence import Evidence
from jixiao.fund.store.engine import Engine
from jixiao.measures.bindings import Bindings
from jixiao.measures.declaration import Measure, ValueKind, library
from jixiao.measures.matching import State
from jixiao.measures.measuring import Asked, Measured, take
from jixiao.measures.target_values import in_unit_of
from jixiao.period import Period
from jixiao.progress import Progress, silent
from jixiao.quantity import Bound, TargetValue
from jixiao.targets import Indicator, TargetTable
from jixiao.targets.editing import blank

YEARS = 3
_TOP = Decimal(100)
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What an indicator's next value may be, in its target's unit.

    `by_year` are the values of the years before; `low` and `high` what the next one would be if it
    changed as the least and as the most favourable of them did; `peers` what others promise.
    `value` is the one year's, or the peers' median of a share, where there are too few years; none
    where there is nothing to go by; `reason` says why or how.
    """

    indicator: Indicator
    measure: str
    by_year: Mapping[int, Decimal]
    median: Decimal | None
    low: Decimal | None
    high: Decimal | None
    peers: Sequence[Decimal]
    value: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class _Promise:
    """What another unit promises: the measure that answers it, what it is narrowed to, its target."""

    measure: str
    scope: Mapping[str, str]
    target: TargetValue


@dataclass(frozen=True, slots=True)
class _Course:
    """The values of the years before, from the first to the last, and how they changed."""

    values: Sequence[Decimal]

    @property
    def changes(self) -> list[Decimal]:
        """What each year added to the one before."""
        return [later - earlier for earlier, later in pairwise(self.values)]

    @property
    def last(self) -> Decimal:
        """The last year's value."""
        return self.values[-1]

    @property
    def middle(self) -> Decimal:
        """The years' median."""
        return median(self.values)

    @property
    def change(self) -> Decimal:
        """The years' mean change."""
        return mean(self.changes)


def suggest(
    engine: Engine,
    tables: Sequence[TargetTable],
    year: int,
    bindings: Bindings | None = None,
    peers: Sequence[TargetTable] = (),
    progress: Progress = silent,
) -> list[list[Suggestion]]:
    """Suggest the values of a year from the three before it, for what the records can answer."""
    decided = bindings or Bindings()
    promises = list(_promises(peers, decided))
    answerable = [list(_answerable(table, decided)) for table in tables]
    asked = [question for rows in answerable for _, question in rows]
    years: dict[int, Iterator[Measured]] = {}
    for before in range(year - YEARS, year):
        period = Period(date(before, 1, 1), date(before, 12, 31))
        years[before] = iter(take(engine, asked, period, progress, decided.limits))
    suggestions = []
    for rows in answerable:
        of_table = []
        for indicator, question in rows:
            measured = {before: next(taken) for before, taken in years.items()}
            values = _values(indicator, question.measure, measured)
            of_table.append(_suggested(indicator, question, values, promises))
        suggestions.append(of_table)
    return suggestions


def _answerable(
    table: TargetTable, decided: Bindings
) -> Iterator[tuple[Indicator, Asked]]:
    """Yield the indicators with a number that a measure answers."""
    for indicator in table.indicators:
        match = decided.match(table, indicator)
        if match.state is State.BOUND and indicator.target.number is not None:
            yield indicator, Asked(library()[match.measure], match.scope)


def _values(
    indicator: Indicator, measure: Measure, measured: Mapping[int, Measured]
) -> dict[int, Decimal]:
    """Return the values of the years that have any, in the target's unit."""
    values = {}
    for year, of_year in measured.items():
        value = (
            None
            if of_year.why or not of_year.coverage.is_whole
            else in_unit_of(indicator.target, measure, of_year.value)
        )
        if value is not None:
            values[year] = value
    return values


def _promises(peers: Sequence[TargetTable], decided: Bindings) -> Iterator[_Promise]:
    for table in peers:
        for indicator, asked in _answerable(table, decided):
            if "project" not in asked.measure.needs:
                scope = _without_project(asked.scope)
                yield _Promise(asked.measure.code, scope, indicator.target)


def _without_project(scope: Mapping[str, str]) -> dict[str, str]:
    return {name: word for name, word in scope.items() if name != "project"}


def _promised(
    indicator: Indicator, asked: Asked, promises: Sequence[_Promise]
) -> Sequence[Decimal]:
    """Return what others promise of the same thing in the same unit, the least first."""
    scope = _without_project(asked.scope)
    return sorted(
        promise.target.number
        for promise in promises
        if promise.measure == asked.measure.code
        and promise.scope == scope
        and promise.target.number is not None
        and promise.target.unit == indicator.target.unit
    )


def _suggested(
    indicator: Indicator,
    asked: Asked,
    values: Mapping[int, Decimal],
    promises: Sequence[_Promise],
) -> Suggestion:
    measure = asked.measure
    peers = _promised(indicator, asked, promises)
    if len(values) < _FEWEST:
        value, reason = _from_little(values, measure, indicator, peers)
        return Suggestion(
            indicator, measure.code, values, None, None, None, peers, value, reason
        )
    course = _Course([values[year] for year in sorted(values)])
    low = _possible(measure, course.last + min(course.changes))
    high = _possible(measure, course.last + max(course.changes))
    ahead = course.last + course.change
    value = _no_easier(measure, ahead, course.middle)
    reason = _reason(values, course, low, high, indicator, peers)
    if value == course.middle and value != _possible(measure, ahead):
        reason += "；按变化会比中位数容易，所以取中位数"
    is_count = measure.kind is ValueKind.TOTAL and not measure.unit.startswith("元")
    return Suggestion(
        indicator=indicator,
        measure=measure.code,
        by_year=values,
        median=_printed(course.middle),
        low=_printed(low),
        high=_printed(high),
        peers=peers,
        value=value.to_integral_value(ROUND_HALF_UP) if is_count else _printed(value),
        reason=reason,
    )


def _no_easier(measure: Measure, ahead: Decimal, middle: Decimal) -> Decimal:
    """A suggestion within what can be, and no easier than the middle of the years before."""
    if measure.better == "higher":
        ahead = max(ahead, middle)
    elif measure.better == "lower":
        ahead = min(ahead, middle)
    return _possible(measure, ahead)


def _possible(measure: Measure, value: Decimal) -> Decimal:
    """A value within what can be: no share beyond the whole, nothing below none."""
    at_most = min(value, _TOP) if measure.kind is ValueKind.RATE else value
    return max(at_most, Decimal(0))


def _printed(value: Decimal) -> Decimal:
    """Round to two digits; whole numbers stay whole."""
    whole = value.to_integral_value()
    return whole if value == whole else value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _reason(
    values: Mapping[int, Decimal],
    course: _Course,
    low: Decimal,
    high: Decimal,
    indicator: Indicator,
    peers: Sequence[Decimal],
) -> str:
    unit = indicator.target.unit or ""
    years = "、".join(
        f"{year} 年 {_printed(value)}{unit}" for year, value in sorted(values.items())
    )
    range_ahead = f"在 {_printed(low)} 到 {_printed(high)} 之间"
    trend = f"年均变化 {_printed(course.change):+}，按此下年{range_ahead}"
    now = indicator.target.text
    promised = f"；现在承诺 {now}" if now else ""
    return f"{years}；中位数 {_printed(course.middle)}，{trend}{promised}{_of_peers(peers)}"


def _from_little(
    values: Mapping[int, Decimal],
    measure: Measure,
    indicator: Indicator,
    peers: Sequence[Decimal],
) -> tuple[Decimal | None, str]:
    """Suggest from one year, else from what others promise: not of totals, which go by size."""
    beside = _of_peers(peers)
    unit = indicator.target.unit or ""
    for year, value in values.items():
        return _printed(
            value
        ), f"只有 {year} 年的记录：{_printed(value)}{unit}，说不出趋势{beside}"
    if peers and measure.kind in (ValueKind.RATE, ValueKind.MEAN):
        return median(peers), f"前三年没有记录{beside}"
    return None, f"前三年没有记录{beside}"


def _of_peers(peers: Sequence[Decimal]) -> str:
    if not peers:
        return ""
    return f"；其他单位承诺 {peers[0]:f} 到 {peers[-1]:f}，中位数 {median(peers):f}"


def offers(year: int) -> TargetTable:
    """A table with a row for everything the records can answer without being told of what.

    A row bears the measure's title and its unit, no value; `suggest` says what it may be.
    """
    measures = (
        measure
        for measure in library().values()
        if not measure.needs and measure.kind is not ValueKind.LATEST
    )
    return replace(blank(year, "", None), indicators=tuple(map(_offer, measures)))


def _offer(measure: Measure) -> Indicator:
    bound = _BOUNDS.get(measure.better)
    return Indicator(
        dimension=None,
        dimension_label=None,
        aspect=None,
        aspect_label=None,
        required=None,
        name=measure.title,
        label=None,
        not_applicable=False,
        evidence=Evidence(),
        target=TargetValue(text="", number=Decimal(0), unit=measure.unit, bound=bound),
    )


_BOUNDS = {"higher": Bound.AT_LEAST, "lower": Bound.AT_MOST}
_SIGNS = {
    Bound.AT_LEAST: "≥",
    Bound.AT_MOST: "≤",
    Bound.ABOVE: "＞",
    Bound.BELOW: "＜",
    Bound.ABOUT: "约",
}


def as_printed(suggestion: Suggestion) -> str:
    """A suggested value as a form prints it: its bound, the number and the unit; "" without one."""
    target, value = suggestion.indicator.target, suggestion.value
    is_floor = target.bound is Bound.AT_LEAST
    if value is None or (value == 0 and is_floor):
        return ""
    is_everything = target.unit == "%" and value == _TOP and is_floor
    sign = _SIGNS.get(target.bound, "") if target.bound and not is_everything else ""
    return f"{sign}{value:f}{target.unit or ''}"
