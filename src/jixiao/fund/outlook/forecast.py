"""Monthly series carried on: a regression on trend, month, festival and policy steps, proved by back-test.

The regression is one of least squares on logarithms. Intervals are the errors that forecasts from
earlier months made (rolling origin); no shape of the errors is supposed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import ceil

import numpy as np
import numpy.typing as npt

from jixiao.errors import JixiaoError
from jixiao.fund.outlook.festivals import HOLIDAY, festival_days
from jixiao.fund.outlook.history import YEAR, shift

Array = npt.NDArray[np.float64]
LEAST_TRAINING = 24
"""Months that a regression is fitted to at least: every month of the year twice."""
LEAST_HISTORY = 36
"""Months without which nothing is forecast: a year of back-tests after the first training."""
LEAST_KNOWN = 24
"""Months without which nothing is said of the very next one: two years, held against each other."""
LEAST_GROWTHS = 3
"""Months held against those of the year before without which no growth is told of them."""
FEWEST_ERRORS = 9
"""Errors without which no interval holds nine of ten: that many the largest of nine does."""
LEAST_ERRORS = 12
RECENT = 24
"""Months of origins whose errors make an interval: those of shorter trainings are larger."""
COVERAGE = Fraction(9, 10)
LEAST_AFTER_STEP = 3
"""Months after a policy step without which its size cannot be told."""


class Method(StrEnum):
    """What a forecast is made by: the one that did better in the back-test."""

    REGRESSION = "回归（趋势、月份、春节、政策）"
    SEASONAL_NAIVE = "上年同月"


class TooShort(JixiaoError):
    """A series cannot be carried on; the message says why."""


@dataclass(frozen=True, slots=True)
class Series:
    """What was paid, in fen, month after month from the first; `name` says of what."""

    name: str
    first: date
    values: tuple[int, ...]

    @property
    def months(self) -> list[date]:
        """Its months."""
        return [shift(self.first, n) for n in range(len(self.values))]

    def first_months(self, count: int) -> "Series":
        """Return its first months, so many at most."""
        return Series(self.name, self.first, self.values[:count])

    def until(self, month: date) -> "Series":
        """Return it as it stood at the end of a month."""
        kept = [v for m, v in zip(self.months, self.values, strict=True) if m <= month]
        return Series(self.name, self.first, tuple(kept))


@dataclass(frozen=True, slots=True)
class Tried:
    """A forecast made from an earlier month, beside what came and what the year before had."""

    origin: int
    target: int
    actual: int
    expected: float
    naive: float

    def error(self, method: Method) -> float:
        """The absolute error, as a logarithm of the quotient."""
        foreseen = self.expected if method is Method.REGRESSION else self.naive
        return float(abs(np.log(self.actual / foreseen)))


@dataclass(frozen=True, slots=True)
class BackTest:
    """What forecasts from earlier months came to: errors as shares of what came.

    `covered` of `judged` lay within intervals that were drawn from errors known by then.
    """

    tried: int
    error: float
    naive_error: float
    covered: int
    judged: int

    @property
    def gain(self) -> float:
        """How much smaller the error is than that of the same month a year before."""
        return 1 - self.error / self.naive_error if self.naive_error else 0.0

    @property
    def line(self) -> str:
        """The back-test in words."""
        share = f"{self.covered / self.judged:.0%}" if self.judged else "还算不出"
        than = "小" if self.gain >= 0 else "大"
        return (
            f"回测 {self.tried} 次：回归误差 {self.error:.1%}，上年同月误差 "
            f"{self.naive_error:.1%}（回归{than} {abs(self.gain):.0%}）；"
            f"区间盖住 {self.covered}/{self.judged}（{share}）"
        )


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A month to come: what is expected, and the interval that nine of ten should lie in; in fen."""

    month: date
    expected: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """A series carried on, by which method, with the back-test of the regression."""

    series: Series
    method: Method
    months: tuple[Foreseen, ...]
    back_test: BackTest


def forecast(
    series: Series, horizon: int = YEAR, steps: Sequence[date] = ()
) -> Forecast:
    """Carry a series on by `horizon` months (a year at most).

    Raises:
        TooShort: it is too short, lacks months, or has months that are not above zero.
    """
    check(series, steps)
    tried = list(back_test(series, horizon, steps))
    method = _better(tried)
    width = _width(_errors(tried, method, len(series.values)))
    ahead = _expected(series, len(series.values), horizon, steps)
    months = []
    for n, value in enumerate(ahead):
        place = len(series.values) + n
        expected = value if method is Method.REGRESSION else _naive(series, place)
        months.append(
            Foreseen(
                shift(series.first, place),
                round(expected),
                round(expected / np.exp(width)),
                round(expected * np.exp(width)),
            )
        )
    return Forecast(series, method, tuple(months), _summary(tried, method))


def one_month_ahead(series: Series, steps: Sequence[date] = ()) -> list[Foreseen]:
    """Return what was expected of each past month a month before, within intervals known by then.

    In the third year, when a regression is not yet proved, a month is expected to be that of the
    year before, grown as the months since have on theirs, with the festival where it moved.

    Raises:
        TooShort: as `forecast`, but two years are enough.
    """
    check(series, steps, LEAST_KNOWN)
    grown = list(growth_test(series.first_months(LEAST_HISTORY)))
    foreseen = list(_judged(series, grown, FEWEST_ERRORS))
    if len(series.values) > LEAST_HISTORY:
        tried = list(back_test(series, 1, steps))
        foreseen += _judged(series, tried, LEAST_ERRORS)
    return foreseen


def _judged(series: Series, tried: Sequence[Tried], fewest: int) -> Iterator[Foreseen]:
    """Yield what was expected of each month that enough forecasts had been tried before."""
    for place in range(fewest, len(tried)):
        each, known = tried[place], tried[:place]
        method = _better(known)
        width = _width(_errors(known, method, each.origin))
        expected = each.expected if method is Method.REGRESSION else each.naive
        yield Foreseen(
            shift(series.first, each.target),
            round(expected),
            round(expected / np.exp(width)),
            round(expected * np.exp(width)),
        )


def short_test(series: Series) -> BackTest:
    """Return what the next month's forecasts came to in a series too short for a regression."""
    tried = list(growth_test(series.first_months(LEAST_HISTORY)))
    covered = judged = 0
    for place in range(FEWEST_ERRORS, len(tried)):
        method = _better(tried[:place])
        width = _width([each.error(method) for each in tried[:place]])
        judged += 1
        covered += tried[place].error(method) <= width
    return BackTest(len(tried), *_mean_errors(tried), covered, judged)


def growth_test(series: Series) -> Iterator[Tried]:
    """Yield forecasts of the next month by growth on the year before, in the order of origins."""
    logs = np.log(np.array(series.values, dtype=np.float64))
    days = np.array([festival_days(month) / HOLIDAY for month in series.months])
    growths, moved = logs[YEAR:] - logs[:-YEAR], days[YEAR:] - days[:-YEAR]
    for target in range(YEAR + LEAST_GROWTHS, len(series.values)):
        known = target - YEAR
        columns = np.column_stack([np.ones(known), moved[:known]])
        weights, *_ = np.linalg.lstsq(columns, growths[:known], rcond=None)
        grown = weights @ np.array([1.0, moved[known]])
        naive = _naive(series, target)
        expected = float(naive * np.exp(grown))
        yield Tried(target, target, series.values[target], expected, float(naive))


@dataclass(frozen=True, slots=True)
class SumAhead:
    """What the next months come to together, and what of earlier such sums did not come true.

    `errors` are, smallest first, the absolute logarithms of the quotients of sums that came and that
    were foreseen from earlier months.
    """

    expected: float
    errors: tuple[float, ...]

    def interval(self, likely: float) -> tuple[float, float]:
        """Return the ends that so large a share of sums should lie in (split conformal)."""
        place = min(ceil((len(self.errors) + 1) * likely), len(self.errors))
        width = np.exp(self.errors[place - 1])
        return float(self.expected / width), float(self.expected * width)

    def bounds(self) -> tuple[float, float]:
        """Return ends twice as far off as the worst that ever came."""
        width = np.exp(2 * self.errors[-1])
        return float(self.expected / width), float(self.expected * width)


LEAST_SUMS = 6
"""Earlier sums without which nothing is said of the next."""


def sum_ahead(series: Series, horizon: int) -> SumAhead:
    """Foresee the sum of the next months (a year at most), held against earlier such sums.

    Raises:
        TooShort: as `forecast`, or there are too few earlier sums to hold it against.
    """
    check(series)
    tried = [
        each for each in back_test(series, horizon) if each.target < len(series.values)
    ]
    method = _better(tried)
    by_origin: dict[int, list[Tried]] = {}
    for each in tried:
        by_origin.setdefault(each.origin, []).append(each)
    whole = [made for made in by_origin.values() if len(made) == horizon]
    if len(whole) < LEAST_SUMS:
        message = (
            f"{series.name}太短：往后 {horizon} 个月的合计只试过 {len(whole)} 次。"
        )
        raise TooShort(message)
    expected = _expected(series, len(series.values), horizon, ())
    places = range(len(series.values), len(series.values) + horizon)
    naive = sum(_naive(series, place) for place in places)
    value = float(expected.sum()) if method is Method.REGRESSION else float(naive)
    return SumAhead(value, tuple(sorted(_error_of_sum(made, method) for made in whole)))


def _error_of_sum(made: Sequence[Tried], method: Method) -> float:
    came = sum(each.actual for each in made)
    foreseen = sum(
        each.expected if method is Method.REGRESSION else each.naive for each in made
    )
    return float(abs(np.log(came / foreseen)))


def check(
    series: Series, steps: Sequence[date] = (), least: int = LEAST_HISTORY
) -> None:
    """Refuse a series that cannot be carried on.

    Raises:
        TooShort: the message says what is missing.
    """
    if len(series.values) < least:
        message = (
            f"{series.name}只有 {len(series.values)} 个月，少于 {least} 个月，不推算。"
        )
        raise TooShort(message)
    named = zip(series.months, series.values, strict=True)
    if empty := [f"{month:%Y-%m}" for month, value in named if value <= 0]:
        message = f"{series.name}在 {'、'.join(empty[:3])} 没有大于零的数，不推算。"
        raise TooShort(message)
    last = series.months[-1]
    for step in steps:
        if step > shift(last, 1 - LEAST_AFTER_STEP):
            message = (
                f"{step:%Y-%m} 起的政策到 {last:%Y-%m} 还不满 {LEAST_AFTER_STEP} 个月，"
                f"看不出它的大小，{series.name}不推算。"
            )
            raise TooShort(message)


def back_test(
    series: Series, horizon: int, steps: Sequence[date] = ()
) -> Iterator[Tried]:
    """Yield forecasts from every month after the first training, in the order of origins."""
    for origin in range(LEAST_TRAINING, len(series.values)):
        ahead = min(horizon, len(series.values) - origin)
        expected = _expected(series, origin, ahead, steps)
        for n in range(ahead):
            target = origin + n
            yield Tried(
                origin,
                target,
                series.values[target],
                float(expected[n]),
                float(_naive(series, target)),
            )


def _naive(series: Series, place: int) -> int:
    return series.values[place - YEAR]


def _expected(series: Series, origin: int, ahead: int, steps: Sequence[date]) -> Array:
    """Fit the months before `origin`, and give the expected values from there on."""
    known = _regressors(series.first, 0, origin, steps)
    logs = np.log(np.array(series.values[:origin], dtype=np.float64))
    weights, *_ = np.linalg.lstsq(known, logs, rcond=None)
    coming = _regressors(series.first, origin, ahead, steps)
    return np.asarray(np.exp(coming @ weights), dtype=np.float64)


def _regressors(first: date, begin: int, count: int, steps: Sequence[date]) -> Array:
    months = [shift(first, begin + n) for n in range(count)]
    columns = [
        [1.0] * count,
        [(begin + n) / YEAR for n in range(count)],
        [festival_days(month) / HOLIDAY for month in months],
        *([float(month.month == n) for month in months] for n in range(2, YEAR + 1)),
        *([float(month >= step) for month in months] for step in steps),
    ]
    return np.array(columns, dtype=np.float64).T


def _better(tried: Sequence[Tried]) -> Method:
    regression = sum(abs(each.actual - each.expected) for each in tried)
    naive = sum(abs(each.actual - each.naive) for each in tried)
    return Method.REGRESSION if regression <= naive else Method.SEASONAL_NAIVE


def _errors(tried: Sequence[Tried], method: Method, origin: int) -> list[float]:
    """Return the errors that were known at an origin, of recent origins."""
    return [
        each.error(method)
        for each in tried
        if each.target < origin and each.origin >= origin - RECENT
    ]


def _width(errors: Sequence[float]) -> float:
    """Return the error that COVERAGE of as many new ones should not pass (split conformal)."""
    place = min(ceil((len(errors) + 1) * COVERAGE), len(errors))
    return sorted(errors)[place - 1]


def _summary(tried: Sequence[Tried], method: Method) -> BackTest:
    covered, judged = _coverage(tried, method)
    return BackTest(len(tried), *_mean_errors(tried), covered, judged)


def _mean_errors(tried: Sequence[Tried]) -> tuple[float, float]:
    """Return the mean errors, of what came, of what was expected and of the year before."""
    whole = sum(each.actual for each in tried)
    expected = sum(abs(each.actual - each.expected) for each in tried)
    naive = sum(abs(each.actual - each.naive) for each in tried)
    return expected / whole, naive / whole


def _coverage(tried: Sequence[Tried], method: Method) -> tuple[int, int]:
    """Count what lay within intervals drawn from the errors that were known at each origin."""
    by_origin: Mapping[int, list[Tried]] = {
        origin: [each for each in tried if each.origin == origin]
        for origin in sorted({each.origin for each in tried})
    }
    covered = judged = 0
    for origin, made in by_origin.items():
        known = _errors(tried, method, origin)
        if len(known) < LEAST_ERRORS:
            continue
        width = _width(known)
        judged += len(made)
        covered += sum(each.error(method) <= width for each in made)
    return covered, judged
