"""Forecasts tried on a year that is over: how often intervals hold, how often a verdict is contrary."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from jixiao.fund.store.engine import Engine
from jixiao.measures.answers import Answer, answer
from jixiao.measures.calibrating import is_at_rest
from jixiao.measures.declaration import library
from jixiao.measures.foreseeing import Months, before_of, months_of, shape_of
from jixiao.measures.last_year import last_courses, long_series, question_of
from jixiao.measures.monitoring import Course, Past, follow
from jixiao.period import Period, last_day
from jixiao.targets import TargetTable

_FIRST, _LAST = 3, 11


@dataclass(frozen=True, slots=True)
class Trial:
    """A forecast of one indicator from its first months, against what the year brought.

    `kind` is how the value moves through a year: a total, a share, a level. `holds`: whether the
    interval did, none where there was none, or where the value is at rest (see `calibrating`);
    `contrary`: whether the year met what was impossible, or missed what was sure.
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
    trials: list[Trial] = []
    for count in months:
        until = last_day(f"{year.first.year}-{count:02}")
        period = replace(year, last=until)
        (so_far,) = answer(engine, [table], period)
        courses = last_courses(engine, [so_far], period)
        past = Past(courses, long_series(engine, courses, period))
        trials += [
            trial
            for now, then in zip(so_far, of_year, strict=True)
            if (trial := _trial(now, then, period, past)) is not None
        ]
    return trials


def _trial(now: Answer, then: Answer, period: Period, past: Past) -> Trial | None:
    """Hold what was foreseen against what came; None where the year brought nothing to compare."""
    if then.actual is None or then.measured is None:
        return None
    value, holds = follow(now, period, past), None
    low, high = value.low, value.high
    if low is not None and high is not None and _moves(now, past, period):
        # Ends are printed to two digits; what came is held to them as it would be printed.
        holds = low <= round(then.actual, 2) <= high
    is_contrary = (value.course is Course.OFF and then.met is True) or (
        value.course is Course.ON and then.met is False
    )
    code = then.measured.code
    return Trial(code, shape_of(library()[code]), period.months, holds, is_contrary)


def _moves(now: Answer, past: Past, period: Period) -> bool:
    """Whether the months so far and last year's do not all print the same value."""
    measured = now.measured
    if measured is None:
        return False
    last = past.courses.get(question_of(measured))
    months = months_of(measured, period, last)
    before = before_of(last) if last else Months()
    return not is_at_rest(library()[measured.code], months, before)


def held(trials: Sequence[Trial]) -> Mapping[str, tuple[int, int]]:
    """Count by kind how many intervals held, of how many."""
    counts: dict[str, tuple[int, int]] = {}
    for trial in trials:
        if trial.holds is not None:
            right, of = counts.get(trial.kind, (0, 0))
            counts[trial.kind] = right + trial.holds, of + 1
    return counts
