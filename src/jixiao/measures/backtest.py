"""Forecasts tried on a year that is over: how often intervals hold, how often a verdict is contrary."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from jixiao.fund.store.engine import Engine
from jixiao.measures.answers import answer
from jixiao.measures.declaration import library
from jixiao.measures.last_year import last_courses, long_series
from jixiao.measures.monitoring import Course, Past, follow, shape_of
from jixiao.period import Period, last_day
from jixiao.targets import TargetTable

_FIRST, _LAST = 3, 11


@dataclass(frozen=True, slots=True)
class Trial:
    """A forecast of one indicator from its first months, against what the year brought.

    `kind` is how the value moves through a year: a total, a share, a level. `holds`: whether the
    interval did, none where there was none; `contrary`: whether the year met what was impossible,
    or missed what was sure.
    """

    code: str
    kind: str
    months: int
    holds: bool | None
    contrary: bool


def try_out(
    engine: Engine,
    table: TargetTable,
    year: Period,
    months: Sequence[int] = range(_FIRST, _LAST + 1),
) -> list[Trial]:
    """Forecast a year's indicators from its first months, of so many each, and compare."""
    (of_year,) = answer(engine, [table], year)
    trials = []
    for count in months:
        until = last_day(f"{year.first.year}-{count:02}")
        period = replace(year, last=until)
        (so_far,) = answer(engine, [table], period)
        courses = last_courses(engine, [so_far], period)
        past = Past(courses, long_series(engine, courses, period))
        for now, then in zip(so_far, of_year, strict=True):
            if then.actual is None or then.measured is None:
                continue
            value = follow(now, period, past)
            measure = library()[then.measured.code]
            holds = None
            if value.low is not None and value.high is not None:
                holds = value.low <= then.actual <= value.high
            is_contrary = (value.course is Course.OFF and then.met is True) or (
                value.course is Course.ON and then.met is False
            )
            kind = shape_of(measure)
            trials.append(Trial(measure.code, kind, count, holds, is_contrary))
    return trials


def held(trials: Sequence[Trial]) -> Mapping[str, tuple[int, int]]:
    """Count by kind how many intervals held, of how many."""
    counts: dict[str, tuple[int, int]] = {}
    for trial in trials:
        if trial.holds is not None:
            right, of = counts.get(trial.kind, (0, 0))
            counts[trial.kind] = right + trial.holds, of + 1
    return counts
