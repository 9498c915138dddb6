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
from jixiao.measures.answers import in_unit_of
from jixiao.measures.bindings import Bindings
from jixiao.measures.declaration import Kind, Measure, library
from jixiao.measures.matching import State
from jixiao.measures.measuring import Asked, Measured, take
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

    `own` are the values of the years before; `low` and `high` what the next one would be if it
    changed as the least and as the most favourable of them did; `peers` what others promise.
    `value` is the one year's, or the peers' median of a share, where there are too few years; none
    where there is nothing to go by; `reason` says why or how.
    """

    indicator: Indicator
    measure: str
    own: Mapping[int, Decimal]
    median: Decimal | None
    low: Decimal | None
    high: Decimal | None
    peers: Sequence[Decimal]
    value: Decimal | None
    reason: str


def suggest(
    engine: Engine,
    tables: Sequence[TargetTable],
    year: int,
    bindings: Bindings | None = None,
    peers: Sequence[TargetTable] = (),
    progress: Progress = silent,
) -> list[list[Suggestion]]:
    """Suggest the values of a year from the three before it, for what the records can answer."""
    known = bindings or Bindings()
    promised = list(_promises(peers, known))
    asked = [list(_asked(table, known)) for table in tables]
    every = [one for own in asked for _, one in own]
    years: dict[int, list[Measured]] = {}
    for before in range(year - YEARS, year):
        period = Period(date(before, 1, 1), date(before, 12, 31))
        years[before] = take(engine, every, period, progress, known.limits)
    places = iter(range(len(every)))
    return [
        [_suggested(i, one, _values(i, one, years, next(places)), promised) for i, one in own]
        for own in asked
    ]


def _asked(table: TargetTable, known: Bindings) -> Iterator[tuple[Indicator, Asked]]:
    """Give what the records can answer of a table's numbers."""
    for indicator in table.indicators:
        match = known.match(table, indicator)
        if match.state is State.BOUND and indicator.target.number is not None:
            yield indicator, Asked(library()[match.measure], match.scope)


def _values(
    indicator: Indicator, asked: Asked, years: Mapping[int, Sequence[Measured]], place: int
) -> dict[int, Decimal]:
    """Give the values of the years that have any, in the target's unit."""
    found = {year: taken[place] for year, taken in years.items()}
    told = {
        year: in_unit_of(indicator.target, asked.measure, one.value)
        for year, one in found.items()
        if not one.why
    }
    return {year: value for year, value in told.items() if value is not None}


def _promises(
    peers: Sequence[TargetTable], known: Bindings
) -> Iterator[tuple[str, Mapping[str, str], Indicator]]:
    for table in peers:
        for indicator, asked in _asked(table, known):
            if "project" not in asked.measure.needs:
                yield asked.measure.code, _without_project(asked.scope), indicator


def _without_project(scope: Mapping[str, str]) -> dict[str, str]:
    return {name: word for name, word in scope.items() if name != "project"}


def _suggested(
    indicator: Indicator, asked: Asked, own: Mapping[int, Decimal],
    promised: Sequence[tuple[str, Mapping[str, str], Indicator]],
) -> Suggestion:  # fmt: skip
    measure = asked.measure
    scope = _without_project(asked.scope)
    peers = sorted(
        other.target.number
        for code, narrowed, other in promised
        if code == measure.code and narrowed == scope and other.target.number is not None
        and other.target.unit == indicator.target.unit
    )  # fmt: skip
    if len(own) < _FEWEST:
        value, why = _from_little(own, measure, indicator, peers)
        return Suggestion(indicator, measure.code, own, None, None, None, peers, value, why)
    values = [own[year] for year in sorted(own)]
    changes = [later - earlier for earlier, later in pairwise(values)]
    low, high = (_possible(measure, values[-1] + one) for one in (min(changes), max(changes)))
    middle, ahead = median(values), values[-1] + mean(changes)
    value = _kept(measure, ahead, middle)
    reason = _reason(own, middle, mean(changes), low, high, indicator, peers)
    if value == middle and value != _possible(measure, ahead):
        reason += "；按变化会比中位数容易，所以取中位数"
    counts = measure.kind is Kind.TOTAL and not measure.unit.startswith("元")
    return Suggestion(
        indicator, measure.code, own, _printed(middle), _printed(low), _printed(high), peers,
        value.to_integral_value(ROUND_HALF_UP) if counts else _printed(value), reason,
    )  # fmt: skip


def _kept(measure: Measure, ahead: Decimal, middle: Decimal) -> Decimal:
    """Keep a suggestion within what can be, and no easier than the middle of the years before."""
    if measure.better == "higher":
        ahead = max(ahead, middle)
    elif measure.better == "lower":
        ahead = min(ahead, middle)
    return _possible(measure, ahead)


def _possible(measure: Measure, value: Decimal) -> Decimal:
    """Keep a value within what can be: no share beyond the whole, nothing below none."""
    return max(min(value, _TOP) if measure.kind is Kind.RATE else value, Decimal(0))


def _printed(value: Decimal) -> Decimal:
    """Round to two digits; whole numbers stay whole."""
    whole = value.to_integral_value()
    return whole if value == whole else value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _reason(
    own: Mapping[int, Decimal], middle: Decimal, change: Decimal, low: Decimal, high: Decimal,
    indicator: Indicator, peers: Sequence[Decimal],
) -> str:  # fmt: skip
    unit = indicator.target.unit or ""
    years = "、".join(f"{year} 年 {_printed(value)}{unit}" for year, value in sorted(own.items()))
    trend = f"年均变化 {_printed(change):+}，按此下年在 {_printed(low)} 到 {_printed(high)} 之间"
    told = f"{years}；中位数 {_printed(middle)}，{trend}"
    now = indicator.target.text
    return told + (f"；现在承诺 {now}" if now else "") + _of_peers(peers)


def _from_little(
    own: Mapping[int, Decimal], measure: Measure, indicator: Indicator, peers: Sequence[Decimal]
) -> tuple[Decimal | None, str]:
    """Suggest from one year, else from what others promise: not of totals, which go by size."""
    beside = _of_peers(peers)
    for year, value in own.items():
        told = f"只有 {year} 年的记录：{_printed(value)}{indicator.target.unit or ''}，说不出趋势"
        return _printed(value), told + beside
    if peers and measure.kind in (Kind.RATE, Kind.MEAN):
        return median(peers), "前三年没有记录" + beside
    return None, "前三年没有记录" + beside


def _of_peers(peers: Sequence[Decimal]) -> str:
    if not peers:
        return ""
    return f"；其他单位承诺 {peers[0]:f} 到 {peers[-1]:f}，中位数 {median(peers):f}"


def offers(year: int) -> TargetTable:
    """Give a table with a row for everything the records can answer without being told of what.

    A row bears the measure's title and its unit, no value; `suggest` says what it may be.
    """
    rows = tuple(
        Indicator(
            dimension=None, dimension_label=None, aspect=None, aspect_label=None, required=None,
            name=one.title, label=None, not_applicable=False, evidence=Evidence(),
            target=TargetValue(
                text="", number=Decimal(0), unit=one.unit, bound=_BOUNDS.get(one.better)
            ),
        )
        for one in library().values()
        if not one.needs and one.kind is not Kind.LATEST
    )  # fmt: skip
    return replace(blank(year, "", None), indicators=rows)


_BOUNDS = {"higher": Bound.AT_LEAST, "lower": Bound.AT_MOST}
_SIGNS = {
    Bound.AT_LEAST: "≥", Bound.AT_MOST: "≤", Bound.ABOVE: "＞", Bound.BELOW: "＜", Bound.ABOUT: "约",
}  # fmt: skip


def as_printed(one: Suggestion) -> str:
    """Print a suggested value as a form does: its bound, the number and the unit; "" without one."""
    nothing = one.value == 0 and one.indicator.target.bound is Bound.AT_LEAST
    if one.value is None or nothing:
        return ""
    target = one.indicator.target
    whole = target.unit == "%" and one.value == _TOP and target.bound is Bound.AT_LEAST
    sign = _SIGNS.get(target.bound, "") if target.bound and not whole else ""
    return f"{sign}{one.value:f}{target.unit or ''}"
