"""The course of the year before, where it is loaded: what its months brought, what stood at their ends."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jixiao.fund.outlook.forecast import Series
from jixiao.fund.outlook.history import shift
from jixiao.fund.store.engine import Engine
from jixiao.measures.answers import Answer
from jixiao.measures.bindings import Bindings
from jixiao.measures.declaration import ValueKind, library
from jixiao.measures.measuring import Asked, Measured, take
from jixiao.period import Period, last_day

Question = tuple[str, tuple[tuple[str, str], ...]]
"""A measure and what it is narrowed to."""
_YEAR = 12
_YEARS = 3
"""Years before this one of which every month is wanted."""


@dataclass(frozen=True, slots=True)
class LastCourse:
    """What was measured of the year before.

    `levels` are, of what stands at a day, the values at the ends of its months, `levels_now` those
    of this year's months so far.
    """

    measured: Measured
    period: Period
    levels: tuple[float, ...] = ()
    levels_now: tuple[float, ...] = ()


def question_of(measured: Measured) -> Question:
    """Return what a value answers."""
    return measured.code, tuple(sorted(measured.scope.items()))


def last_courses(
    engine: Engine,
    answers: Iterable[Sequence[Answer]],
    period: Period,
    bindings: Bindings | None = None,
) -> dict[Question, LastCourse]:
    """Return the year before of each value that has one, whole, by what it answers."""
    limits = (bindings or Bindings()).limits
    values = {
        question_of(answer.measured): answer.measured
        for of_table in answers
        for answer in of_table
        if answer.measured is not None and not answer.measured.why
    }
    asked = {
        question: Asked(library()[measured.code], measured.scope)
        for question, measured in values.items()
        if library()[measured.code].kind is not ValueKind.LATEST
    }
    year = period.first.year - 1
    before = Period(date(year, 1, 1), date(year, _YEAR, 31))
    taken = take(engine, list(asked.values()), before, limits=limits)
    whole = {
        question: measured
        for question, measured in zip(asked, taken, strict=True)
        if not measured.why and measured.coverage.is_whole
    }
    standing = [q for q in whole if library()[q[0]].course == "stands"]
    then = levels_of(engine, [asked[q] for q in standing], year, _YEAR)
    now = levels_of(engine, [asked[q] for q in standing], year + 1, period.months)
    levels = {
        question: LastCourse(whole[question], before, past, present)
        for question, past, present in zip(standing, then, now, strict=True)
    }
    return {q: LastCourse(measured, before) for q, measured in whole.items()} | levels


def long_series(
    engine: Engine,
    courses: Mapping[Question, LastCourse],
    period: Period,
    bindings: Bindings | None = None,
) -> dict[Question, Series]:
    """Return the months of three years and this one of sums whose tables tell of all of them.

    Only of what has a year before; what is not whole is not there, and what is forecast of it is by
    the year before alone.
    """
    limits = (bindings or Bindings()).limits
    asked = {
        question: Asked(library()[question[0]], course.measured.scope)
        for question, course in courses.items()
        if library()[question[0]].kind is ValueKind.TOTAL
        and not library()[question[0]].course
    }
    since = Period(date(period.first.year - _YEARS, 1, 1), period.last)
    taken = take(engine, list(asked.values()), since, limits=limits) if asked else []
    series = {}
    for question, measured in zip(asked, taken, strict=True):
        if measured.why or not measured.coverage.is_whole:
            continue
        months = {part.name: part.above for part in measured.months}
        names = [shift(since.first, n) for n in range(since.months)]
        values = tuple(months.get(f"{month:%Y-%m}", 0) for month in names)
        series[question] = Series(measured.code, since.first, values)
    return series


def levels_of(
    engine: Engine, asked: Sequence[Asked], year: int, months: int
) -> list[tuple[float, ...]]:
    """Return what stood at the ends of the first months of a year, where it stood at each."""
    columns: list[list[float]] = [[] for _ in asked]
    for month in range(1, months + 1) if asked else ():
        until = Period(date(year, 1, 1), last_day(f"{year}-{month:02}"))
        for column, measured in zip(columns, take(engine, asked, until), strict=True):
            if measured.value is not None:
                column.append(float(measured.value))
    return [tuple(column) if len(column) == months else () for column in columns]


def by_months(measured: Measured, period: Period) -> tuple[list[float], list[float]]:
    """Return what each month of a period added above and below; one without rows nothing."""
    known: Mapping[str, tuple[int, int]] = {
        part.name: (part.above, part.below) for part in measured.months
    }
    names = [f"{period.first.year}-{n + 1:02}" for n in range(period.months)]
    pairs = [known.get(name, (0, 0)) for name in names]
    return [float(above) for above, _ in pairs], [float(below) for _, below in pairs]
