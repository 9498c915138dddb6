"""A year's value forecast from its months so far, with an interval: plain averages, no seasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist, stdev

_YEAR = 12
_LEAST = 3
"""Fewer months give a value, but no interval."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """A value of the whole year, and the interval it lies in with the given likelihood.

    `low` and `high` are None where there are too few months.
    """

    value: float
    low: float | None
    high: float | None

    def over(self, whole: float) -> "Forecast | None":
        """Divide by `whole`; None where that is zero."""
        if not whole:
            return None
        ends = (None if end is None else end / whole for end in (self.low, self.high))
        return Forecast(self.value / whole, *ends)


def forecast_total(months: Sequence[float], likely: float) -> Forecast:
    """Forecast a sum: what has come, and for each month to come the mean of those before."""
    count, left = len(months), _YEAR - len(months)
    if not months:
        return Forecast(0, None, None)
    mean = sum(months) / count
    value = sum(months) + left * mean
    if left == 0:
        return Forecast(value, value, value)
    if count < _LEAST:
        return Forecast(value, None, None)
    # The months to come vary as those before did, and the mean of these is known as well as they.
    width = _width(likely) * stdev(months) * sqrt(left + left * left / count)
    return Forecast(value, max(value - width, sum(months)), value + width)


def forecast_share(
    above: Sequence[float], below: Sequence[float], likely: float
) -> Forecast | None:
    """Forecast a quotient of sums: as it is so far, less sure the more months are to come."""
    whole = sum(below)
    if not whole:
        return None
    count, left = len(below), _YEAR - len(below)
    value = sum(above) / whole
    if left == 0:
        return Forecast(value, value, value)
    if count < _LEAST:
        return Forecast(value, None, None)
    mean = whole / count
    gaps = [part - value * base for part, base in zip(above, below, strict=True)]
    # Of the year, the months so far are certain; those to come vary as each month did.
    spread = stdev(gaps) / mean
    width = _width(likely) * spread * sqrt(left + left * left / count) / _YEAR
    return Forecast(value, value - width, value + width)


def _width(likely: float) -> float:
    return NormalDist().inv_cdf(0.5 + likely / 2)
