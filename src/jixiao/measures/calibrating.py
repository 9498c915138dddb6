"""How wide intervals must be, from years that are over: what forecasts from their first months missed by.

The courses of a county's years are measured once and cut; a cut course is what the records had told by
then. Factors come from some counties and are tried on others, never on the same. Counted are indicators
that move: one whose printed months were all the same so far and last year is at rest, and holds whatever
is said of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil, log

from jixiao.evaluation.forecasting import SURE, Claim, Forecast
from jixiao.evaluation.midyear import standards
from jixiao.fund.store.engine import Engine
from jixiao.measures.declaration import Measure, ValueKind, library
from jixiao.measures.foreseeing import (
    Months,
    forecast_by,
    forecast_year,
    months_of,
    shape_of,
    width_of,
)
from jixiao.measures.last_year import levels_of
from jixiao.measures.measuring import Asked, take
from jixiao.period import Period

GROUPS = ((3, 5), (6, 8), (9, 11))
"""Months that a year may have behind it, together."""
PROMISES = (0.8, 0.9, 0.95, 1.0, 1.05, 1.1, 1.25)
"""What is promised in a trial, as a multiple of last year's value."""
_YEAR = 12
Group = tuple[str, bool, tuple[int, int]]
"""What trials are taken together by: what widths go by, whether by last year, the months."""
Courses = Mapping[tuple[str, int], Months]
"""The months of a measure in a year."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A forecast against what came: by how many of its own widths it missed.

    `needed` and `sure` are how much wider the interval, and the ends of what is sure, would have had to
    be; `verdicts` how many promises were called sure or impossible, `contrary` how many of them wrongly.
    """

    code: str
    kind: str
    width: str
    months: int
    by_last_year: bool
    needed: float
    sure: float
    verdicts: int
    contrary: int

    @property
    def group(self) -> tuple[int, int]:
        """The months among which its own are."""
        return next(group for group in GROUPS if group[0] <= self.months <= group[1])

    @property
    def holds(self) -> bool:
        """Whether the interval held as wide as it was."""
        return self.needed <= 1


@dataclass(frozen=True, slots=True)
class Width:
    """How much wider than Student's intervals of a kind must be after some months; from so many trials."""

    kind: str
    by_last_year: bool
    months: tuple[int, int]
    by: float
    sure: float
    tried: int


def courses_of(
    engine: Engine, measures: Sequence[Measure], years: Iterable[int]
) -> dict[tuple[str, int], Months]:
    """Measure the months of whole years; what lacks some is left out."""
    courses = {}
    standing = [measure for measure in measures if measure.course == "stands"]
    others = [measure for measure in measures if measure.course != "stands"]
    for year in years:
        period = Period(date(year, 1, 1), date(year, _YEAR, 31))
        taken = take(engine, [Asked(measure) for measure in others], period)
        for measure, measured in zip(others, taken, strict=True):
            if not measured.why and measured.coverage.is_whole:
                courses[measure.code, year] = months_of(measured, period)
        levels = levels_of(
            engine, [Asked(measure) for measure in standing], year, _YEAR
        )
        for measure, of_months in zip(standing, levels, strict=True):
            if of_months:
                courses[measure.code, year] = Months(levels=of_months)
    return courses


def try_courses(courses: Courses, claim: Claim | None = None) -> Iterator[Tried]:
    """Forecast each year from its first months, with the year before and without it.

    As wide as `claim` says; without one as the widths that are kept say.
    """
    for (code, year), whole in courses.items():
        measure, before = library()[code], courses.get((code, year - 1))
        if before is None:
            continue
        for count in range(GROUPS[0][0], _YEAR):
            now = whole.first(count)
            if is_at_rest(measure, now, before):
                continue
            for known in (before, None):
                forecast = (
                    forecast_by(claim, measure, now, known)
                    if claim
                    else forecast_year(measure, now, known)
                )
                if forecast is not None and forecast.by_last_year is bool(known):
                    yield _tried(measure, count, forecast, whole, before)


def is_at_rest(measure: Measure, now: Months, before: Months) -> bool:
    """Whether the value of each month alone has been the same to one digit, so far and all last year."""
    values = {
        value
        for months in (now, before)
        for value in _of_months(measure, months)
        if value is not None
    }
    return len(values) <= 1


def _of_months(measure: Measure, months: Months) -> Iterator[Decimal | None]:
    if months.levels:
        yield from (round(Decimal(str(level)), 1) for level in months.levels)
        return
    for above, below in zip(months.above, months.below, strict=True):
        of_whole = above if shape_of(measure) == "total" else None
        if of_whole is not None:
            yield Decimal(str(of_whole))
        else:
            value = measure.value(int(above), int(below))
            yield None if value is None else round(value, 1)


def _tried(
    measure: Measure, count: int, forecast: Forecast, whole: Months, before: Months
) -> Tried:
    came = _value(measure, whole)
    verdicts = [
        _verdict(forecast, came, _value(measure, before) * multiple, is_floor=is_floor)
        for multiple in PROMISES
        for is_floor in (True, False)
    ]
    kind = shape_of(measure)
    return Tried(
        code=measure.code,
        kind=kind,
        width=width_of(measure),
        months=count,
        by_last_year=forecast.by_last_year,
        needed=_needed(kind, forecast, came, forecast.low, forecast.high),
        sure=_needed(kind, forecast, came, forecast.least, forecast.most),
        verdicts=sum(verdict is not None for verdict in verdicts),
        contrary=sum(verdict is False for verdict in verdicts),
    )


def _value(measure: Measure, whole: Months) -> float:
    if whole.levels:
        return whole.levels[-1]
    if measure.kind is ValueKind.TOTAL:
        return sum(whole.above)
    return sum(whole.above) / sum(whole.below) if sum(whole.below) else 0.0


def _needed(
    kind: str, forecast: Forecast, came: float, low: float | None, high: float | None
) -> float:
    """By how many of its own widths a forecast missed; 0 where it did not."""
    value = forecast.value
    if low is None or high is None or came == value:
        return 0.0
    ends = (low, high)
    if kind == "level" and low > 0 and came > 0:
        value, came, ends = log(value), log(came), (log(low), log(high))
    # Where what has come cannot be taken away the lower end tells no width.
    wide = max(value - ends[0], ends[1] - value)
    return abs(came - value) / wide if wide > 0 else float("inf")


def _verdict(
    forecast: Forecast, came: float, promise: float, *, is_floor: bool
) -> bool | None:
    """Whether what was called sure or impossible came so; none where neither was said."""
    least, most = forecast.least, forecast.most
    if least is None or most is None:
        return None
    ends = {_meets(end, promise, is_floor=is_floor) for end in (least, most)}
    if len(ends) > 1:
        return None
    return ends == {_meets(came, promise, is_floor=is_floor)}


def _meets(number: float, promise: float, *, is_floor: bool) -> bool:
    return number >= promise if is_floor else number <= promise


def fit(tried: Iterable[Tried]) -> list[Width]:
    """Find what factor holds the share that is claimed, by what widths go by and months (split conformal)."""
    likely = float(standards()["limits"]["likely"])
    groups: dict[Group, list[Tried]] = defaultdict(list)
    for each in tried:
        groups[each.width, each.by_last_year, each.group].append(each)
    return [
        Width(
            kind=kind,
            by_last_year=by_last_year,
            months=months,
            by=_quantile([each.needed for each in made], likely),
            sure=_quantile([each.sure for each in made], SURE),
            tried=len(made),
        )
        for (kind, by_last_year, months), made in sorted(groups.items())
    ]


def _quantile(numbers: Sequence[float], share: float) -> float:
    place = min(ceil((len(numbers) + 1) * share), len(numbers))
    return sorted(numbers)[place - 1]


def counted(
    tried: Iterable[Tried],
) -> Mapping[Group, tuple[int, int]]:
    """Count by kind, way and months how many intervals held, of how many."""
    counts: dict[Group, tuple[int, int]] = {}
    for each in tried:
        key = each.kind, each.by_last_year, each.group
        held, of = counts.get(key, (0, 0))
        counts[key] = held + each.holds, of + 1
    return counts
