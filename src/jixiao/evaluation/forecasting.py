"""A year's value forecast from its months so far, by the course of the year before where it is known.

Benefits have a shape: start lines and limits fill up in the course of a year. What last year's months
to come brought, scaled (sums) or shifted (shares, levels) as the months so far differ from those of
last year, is what this year's are expected to bring. The spread of those differences makes the
interval, by Student's distribution, since the months are few. Without last year the months so far go
on as they are, which is said, and nothing is sure then but what cannot change.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log, sqrt
from statistics import NormalDist, stdev

_YEAR = 12
_LEAST = 3
"""Fewer months give a value, but no interval."""
_CLOSED = 2
_SURE = 0.995
"""The likelihood of the interval outside of which something is called impossible."""
_BY_CHANCE = 1.0
"""How much a count varies for its size where what is counted comes by chance (Poisson)."""
_UNSEEN_PACE = 3.0
"""Without last year, the months to come may bring so many times as much, or so many times less."""
_UNSEEN_SHIFT = 0.1
"""Without last year, a share of the months to come may differ by so much of itself."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """A value of the whole year, and the interval it lies in with the likelihood asked for.

    `low` and `high` are None where there are too few months; the year's value will hardly be below
    `least` or above `most`. `by_last_year`: the course of the year before was known.
    """

    value: float
    low: float | None
    high: float | None
    least: float | None = None
    most: float | None = None
    by_last_year: bool = False

    def over(self, whole: float) -> "Forecast | None":
        """Divide by `whole`; None where that is zero."""
        if not whole:
            return None
        low, high, least, most = (
            None if end is None else end / whole
            for end in (self.low, self.high, self.least, self.most)
        )
        return Forecast(
            self.value / whole, low, high, least, most, by_last_year=self.by_last_year
        )

    def stretched(self, by: float) -> "Forecast":
        """Make the interval wider or narrower about its value; the ends of what is sure only wider."""

        def moved(end: float | None, factor: float) -> float | None:
            return None if end is None else self.value + (end - self.value) * factor

        return Forecast(
            value=self.value,
            low=moved(self.low, by),
            high=moved(self.high, by),
            least=moved(self.least, max(by, 1.0)),
            most=moved(self.most, max(by, 1.0)),
            by_last_year=self.by_last_year,
        )


def forecast_total(
    months: Sequence[float], likely: float, before: Sequence[float] | None = None
) -> Forecast:
    """Forecast a sum; `before` are the twelve months of last year."""
    count, left, so_far = len(months), _YEAR - len(months), sum(months)
    if not months:
        return Forecast(0, None, None)
    if left == 0:
        return _known(so_far)
    if before is not None and sum(before[:count]) > 0:
        return _scaled(months, likely, before)
    mean = so_far / count
    value = so_far + left * mean
    least = so_far + left * mean / _UNSEEN_PACE
    most = so_far + left * mean * _UNSEEN_PACE
    if count < _LEAST:
        return Forecast(value, None, None)
    spread = stdev(months) * sqrt(left + left * left / count)
    width, sure = (_width(share, count - 1) * spread for share in (likely, _SURE))
    return Forecast(
        value=value,
        low=max(value - width, so_far),
        high=value + width,
        least=min(least, max(value - sure, so_far)),
        most=max(most, value + sure),
    )


def forecast_share(
    above: Sequence[float],
    below: Sequence[float],
    likely: float,
    before: tuple[Sequence[float], Sequence[float]] | None = None,
) -> Forecast | None:
    """Forecast a quotient of sums; `before` are last year's months above and below."""
    whole = sum(below)
    if not whole:
        return None
    count, left = len(below), _YEAR - len(below)
    value = sum(above) / whole
    if left == 0:
        return _known(value)
    if before is not None and _is_shaped(before, count):
        return _shifted(above, below, likely, before)
    if count < _LEAST:
        return Forecast(value, None, None)
    gaps = [part - value * base for part, base in zip(above, below, strict=True)]
    # Of the year, the months so far are certain; those to come vary as each month did.
    spread = stdev(gaps) / (whole / count) * sqrt(left + left * left / count) / _YEAR
    width, sure = (_width(share, count - 1) * spread for share in (likely, _SURE))
    sure += abs(value) * _UNSEEN_SHIFT * left / _YEAR
    return Forecast(value, value - width, value + width, value - sure, value + sure)


def forecast_level(
    levels: Sequence[float], likely: float, before: Sequence[float]
) -> Forecast | None:
    """Forecast what stands at the year's end; `levels` and `before` are those of month's ends.

    None where a level is not above nought.
    """
    count, left = len(levels), _YEAR - len(levels)
    if left == 0:
        return _known(levels[-1])
    if not levels or min(*levels, *before) <= 0:
        return None
    ratios = [log(now / then) for now, then in zip(levels, before, strict=False)]
    value = before[-1] * exp(ratios[-1])
    if count < _LEAST:
        return Forecast(value, None, None, by_last_year=True)
    steps = [later - earlier for earlier, later in pairwise(ratios)]
    step = sqrt(sum(each * each for each in steps) / len(steps))
    width, sure = (
        _width(share, len(steps)) * step * sqrt(left) for share in (likely, _SURE)
    )
    return Forecast(
        value=value,
        low=value * exp(-width),
        high=value * exp(width),
        least=value * exp(-sure),
        most=value * exp(sure),
        by_last_year=True,
    )


def _known(value: float) -> Forecast:
    return Forecast(value, value, value, value, value, by_last_year=True)


def _scaled(
    months: Sequence[float], likely: float, before: Sequence[float]
) -> Forecast:
    """Scale what last year's months to come brought as the months so far differ from last year's."""
    count, so_far = len(months), sum(months)
    then, ahead = sum(before[:count]), sum(before[count:])
    scale = so_far / then
    value = so_far + scale * ahead
    if count < _LEAST:
        return Forecast(value, None, None, by_last_year=True)
    each, freedom = _dispersion([months, before])
    of_scale = each * (so_far + scale * scale * then) / then**2
    of_months = each * (scale * ahead + scale * scale * ahead)
    spread = sqrt(ahead * ahead * of_scale + of_months)
    width, sure = (_width(share, freedom) * spread for share in (likely, _SURE))
    return Forecast(
        value=value,
        low=max(value - width, so_far),
        high=value + width,
        least=max(value - sure, so_far),
        # What stood still so far may still come: as last year's end did, or as this year's months.
        most=max(value + sure, so_far + max(ahead, so_far * (_YEAR - count) / count)),
        by_last_year=True,
    )


def _dispersion(years: Sequence[Sequence[float]]) -> tuple[float, int]:
    """How much months vary for their size, by those that follow one another, and of how many pairs.

    No less than what is counted one by one varies by chance.
    """
    squares = [
        (later - earlier) ** 2 / (later + earlier)
        for months in years
        for earlier, later in pairwise(months)
        if later + earlier > 0
    ]
    mean = sum(squares) / len(squares) if squares else 0.0
    return max(mean, _BY_CHANCE), max(len(squares), 1)


def _is_shaped(before: tuple[Sequence[float], Sequence[float]], count: int) -> bool:
    """Whether last year's months so far and to come both have something to compare with."""
    _, below = before
    return sum(below[:count]) > 0 and sum(below[count:]) > 0


def _shifted(
    above: Sequence[float],
    below: Sequence[float],
    likely: float,
    before: tuple[Sequence[float], Sequence[float]],
) -> Forecast:
    """Shift last year's share of the months to come as the months so far differ from last year's."""
    then_above, then_below = before
    count, whole = len(below), sum(below)
    then = sum(then_below[:count])
    shift = sum(above) / whole - sum(then_above[:count]) / then
    ahead = sum(then_above[count:]) / sum(then_below[count:])
    to_come = whole * sum(then_below[count:]) / then
    part = to_come / (whole + to_come)
    value = (sum(above) + (ahead + shift) * to_come) / (whole + to_come)
    if count < _LEAST:
        return Forecast(value, None, None, by_last_year=True)
    each, freedom = _scatter([(above, below), before])
    known = 1 / whole + 1 / then
    to_be_known = 1 / to_come + 1 / sum(then_below[count:])
    spread = sqrt(each * (known + to_be_known)) * part
    width, sure = (_width(share, freedom) * spread for share in (likely, _SURE))
    return Forecast(
        value=value,
        low=value - width,
        high=value + width,
        least=value - sure,
        most=value + sure,
        by_last_year=True,
    )


def _scatter(
    years: Sequence[tuple[Sequence[float], Sequence[float]]],
) -> tuple[float, int]:
    """How much shares of months that follow one another differ, for each of what stands below.

    No less than a share of so many differs by chance, so that 100 % in a row is not for ever.
    """
    squares = []
    for above, below in years:
        months = [
            (part / base, base) for part, base in zip(above, below, strict=True) if base
        ]
        for (one, size), (other, other_size) in pairwise(months):
            squares.append((one - other) ** 2 / (1 / size + 1 / other_size))
    mean = sum(squares) / len(squares) if squares else 0.0
    whole = sum(sum(below) for _, below in years)
    share = (sum(sum(above) for above, _ in years) + 1) / (whole + 2)
    return max(mean, share * (1 - share)), max(len(squares), 1)


def _width(likely: float, freedom: int) -> float:
    """The quantile of Student's distribution that bounds a likelihood on both sides.

    By the expansion of Cornish and Fisher; with two degrees of freedom or fewer by the closed form of two.
    """
    z = NormalDist().inv_cdf(0.5 + likely / 2)
    if freedom <= _CLOSED:
        return sqrt(2 * likely * likely / (1 - likely * likely))
    terms = (
        z,
        (z**3 + z) / (4 * freedom),
        (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2),
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3),
    )
    return sum(terms)
