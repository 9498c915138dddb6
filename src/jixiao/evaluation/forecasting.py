"""A year's value forecast from its months so far, by the course of the year before where it is known.

Benefits have a shape: start lines and limits fill up in the course of a year. What last year's months
to come brought, scaled (sums) or shifted (shares, levels) as the months so far differ from those of
last year, is what this year's are expected to bring. The spread of those differences (`spreads`) makes
the interval, by Student's distribution, since the months are few; how wide it must be to hold what it
claims is known from back-tests (`widths`). Without last year the months so far go on as they are, which
is said, and nothing is sure then but what cannot change.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt
from statistics import stdev

from jixiao.evaluation.spreads import (
    differences,
    dispersion,
    freedom_of_steps,
    scatter,
    steps_of_distances,
    steps_of_ratios,
    width,
)

_YEAR = 12
_LEAST = 3
"""Fewer months give a value, but no interval."""
SURE = 0.995
"""The likelihood of the interval outside of which something is called impossible."""
_UNSEEN_PACE = 3.0
"""Without last year, the months to come may bring so many times as much, or so many times less."""
_UNSEEN_SHIFT = 0.1
"""Without last year, a share of the months to come may differ by so much of itself."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What an interval claims to hold: the share of cases; and how much wider than Student's it must be.

    `sure` is how much wider the ends must be beyond which something is called impossible.
    """

    likely: float
    by: float = 1.0
    sure: float = 1.0

    def ends(self, freedom: int) -> tuple[float, float]:
        """Of so many degrees of freedom: how many spreads both ends are from the value."""
        return width(self.likely, freedom) * self.by, width(SURE, freedom) * self.sure


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

    def within(self, least: float) -> "Forecast":
        """Take no end below what cannot be taken away."""

        def kept(end: float | None) -> float | None:
            return None if end is None else max(end, least)

        return Forecast(
            value=self.value,
            low=kept(self.low),
            high=kept(self.high),
            least=kept(self.least),
            most=kept(self.most),
            by_last_year=self.by_last_year,
        )


def forecast_total(
    months: Sequence[float], claim: Claim, before: Sequence[float] | None = None
) -> Forecast:
    """Forecast a sum; `before` are the twelve months of last year."""
    count, left, so_far = len(months), _YEAR - len(months), sum(months)
    if not months:
        return Forecast(0, None, None)
    if left == 0:
        return _known(so_far)
    if before is not None and min(*months, *before) < 0:
        return _by_difference(months, claim, before)
    if before is not None and sum(before[:count]) > 0:
        return _scaled(months, claim, before).within(so_far)
    mean = so_far / count
    value = so_far + left * mean
    if count < _LEAST or not any(months):
        return Forecast(value, None, None)
    spread = stdev(months) * sqrt(left + left * left / count)
    interval = _around(value, claim, spread, count - 1, by_last_year=False)
    least, most = sorted(
        so_far + left * mean * times for times in (1 / _UNSEEN_PACE, _UNSEEN_PACE)
    )
    unseen = Forecast(
        value=value,
        low=interval.low,
        high=interval.high,
        least=min(least, interval.least or least),
        most=max(most, interval.most or most),
    )
    return unseen.within(so_far) if min(months) >= 0 else unseen


def forecast_share(
    above: Sequence[float],
    below: Sequence[float],
    claim: Claim,
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
        return _shifted(above, below, claim, before)
    if count < _LEAST:
        return Forecast(value, None, None)
    gaps = [part - value * base for part, base in zip(above, below, strict=True)]
    # Of the year, the months so far are certain; those to come vary as each month did.
    spread = stdev(gaps) / (whole / count) * sqrt(left + left * left / count) / _YEAR
    ends, sure = (times * spread for times in claim.ends(count - 1))
    sure += abs(value) * _UNSEEN_SHIFT * left / _YEAR
    return Forecast(value, value - ends, value + ends, value - sure, value + sure)


def forecast_level(
    levels: Sequence[float], claim: Claim, before: Sequence[float]
) -> Forecast | None:
    """Forecast what stands at the year's end; `levels` and `before` are those of month's ends.

    The ratio to last year's level is kept; the distance, where a level is not above nought.
    """
    count, left = len(levels), _YEAR - len(levels)
    if not levels:
        return None
    if left == 0:
        return _known(levels[-1])
    by_ratio = min(*levels, *before) > 0
    then, end = before[count - 1], before[-1]
    value = end * levels[-1] / then if by_ratio else end + levels[-1] - then
    if count < _LEAST:
        return Forecast(value, None, None, by_last_year=True)
    freedom, far = freedom_of_steps(count), sqrt(left)
    if not by_ratio:
        spread = steps_of_distances(levels, before) * far
        return _around(value, claim, spread, freedom)
    spread = steps_of_ratios(levels, before) * far
    ends, sure = (times * spread for times in claim.ends(freedom))
    return Forecast(
        value=value,
        low=value * exp(-ends),
        high=value * exp(ends),
        least=value * exp(-sure),
        most=value * exp(sure),
        by_last_year=True,
    )


def _known(value: float) -> Forecast:
    return Forecast(value, value, value, value, value, by_last_year=True)


def _around(
    value: float,
    claim: Claim,
    spread: float,
    freedom: int,
    *,
    by_last_year: bool = True,
) -> Forecast:
    """A value with the ends of its interval, and those of what is sure."""
    ends, sure = (times * spread for times in claim.ends(freedom))
    return Forecast(
        value=value,
        low=value - ends,
        high=value + ends,
        least=value - sure,
        most=value + sure,
        by_last_year=by_last_year,
    )


def _scaled(months: Sequence[float], claim: Claim, before: Sequence[float]) -> Forecast:
    """Scale what last year's months to come brought as the months so far differ from last year's."""
    count, so_far = len(months), sum(months)
    then, ahead = sum(before[:count]), sum(before[count:])
    value = so_far + so_far / then * ahead
    if count < _LEAST:
        return Forecast(value, None, None, by_last_year=True)
    each, freedom = dispersion(months, before)
    # What stood still so far, or last year in the months to come, may bring something all the same.
    scale, coming = (so_far + each) / then, max(ahead, each)
    of_scale = each * (so_far + each + scale * scale * then) / then**2
    of_months = each * (scale * coming + scale * scale * coming)
    spread = sqrt(coming * coming * of_scale + of_months)
    return _around(value, claim, spread, freedom)


def _by_difference(
    months: Sequence[float], claim: Claim, before: Sequence[float]
) -> Forecast:
    """Carry a balance of income and outlay on: last year's, and by how much its months so far differ."""
    count, left = len(months), _YEAR - len(months)
    gap, around, freedom = differences(months, before)
    value = sum(months) + sum(before[count:]) + left * gap
    if count < _LEAST:
        return Forecast(value, None, None, by_last_year=True)
    spread = around * sqrt(left + left * left / count)
    return _around(value, claim, spread, freedom)


def _is_shaped(before: tuple[Sequence[float], Sequence[float]], count: int) -> bool:
    """Whether last year's months so far and to come both have something to compare with."""
    _, below = before
    return sum(below[:count]) > 0 and sum(below[count:]) > 0


def _shifted(
    above: Sequence[float],
    below: Sequence[float],
    claim: Claim,
    before: tuple[Sequence[float], Sequence[float]],
) -> Forecast:
    """Shift last year's share of the months to come as the months so far differ from last year's.

    As far as they differ by more than chance: the rest of a difference does not go on.
    """
    then_above, then_below = before
    count, whole = len(below), sum(below)
    then, later = sum(then_below[:count]), sum(then_below[count:])
    shift = sum(above) / whole - sum(then_above[:count]) / then
    each, freedom = scatter((above, below), before, shift)
    by_chance = each * (1 / whole + 1 / then)
    lasting = shift * max(0.0, 1 - by_chance / (shift * shift)) if shift else 0.0
    to_come = whole * later / then
    ahead = sum(then_above[count:]) / later + lasting
    value = (sum(above) + ahead * to_come) / (whole + to_come)
    if count < _LEAST:
        return Forecast(value, None, None, by_last_year=True)
    part = to_come / (whole + to_come)
    spread = sqrt(by_chance + each * (1 / to_come + 1 / later)) * part
    return _around(value, claim, spread, freedom)
