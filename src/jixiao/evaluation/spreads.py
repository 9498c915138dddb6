"""How much months vary beside those of the year before, for their size: what intervals are made of.

What both years share (a season, a quarter's income, a start line that fills) is no chance. So months
are held against last year's, scaled or shifted; how much months that follow one another differ counts
as one such month more, since the months so far are few.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import log, sqrt
from statistics import NormalDist, fmean

_BY_CHANCE = 1.0
"""How much a count varies for its size where what is counted comes by chance (Poisson)."""
_BESIDE = 1
"""So many months are the steps from month to month worth, beside those held against last year's."""
_STEPS = 3
"""So many steps of this year are those of last year's levels worth."""
_CLOSED = 2


def width(likely: float, freedom: int) -> float:
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


def dispersion(months: Sequence[float], before: Sequence[float]) -> tuple[float, int]:
    """How much sums vary for their size, and of how many months that is known.

    No less than what is counted one by one varies by chance.
    """
    steps, known = _dispersion_of_steps([months, before])
    so_far, then = sum(months), sum(before[: len(months)])
    if not so_far or not then:
        return max(steps, _BY_CHANCE), known
    scale = so_far / then
    squares = [
        (now - scale * past) ** 2 / (scale * past + scale * scale * past)
        if past > 0
        else now
        for now, past in zip(months, before, strict=False)
        if now or past
    ]
    return max(_mean(squares, steps), _BY_CHANCE), _freedom(squares)


def _dispersion_of_steps(years: Sequence[Sequence[float]]) -> tuple[float, int]:
    squares = [
        (later - earlier) ** 2 / (later + earlier)
        for months in years
        for earlier, later in pairwise(months)
        if later + earlier > 0
    ]
    return (fmean(squares) if squares else 0.0), max(len(squares), 1)


def scatter(
    year: tuple[Sequence[float], Sequence[float]],
    before: tuple[Sequence[float], Sequence[float]],
    shift: float,
) -> tuple[float, int]:
    """How much a month's share differs from last year's and the shift, for each of what stands below.

    No less than a share of so many differs by chance, so that 100 % in a row is not for ever.
    """
    pairs = zip(_by_size(year), _by_size(before), strict=False)
    squares = [
        (now - past - shift) ** 2 / (1 / size + 1 / past_size)
        for (now, size), (past, past_size) in pairs
        if size and past_size
    ]
    mean = _mean(squares, _scatter_of_steps([year, before]))
    whole = sum(year[1]) + sum(before[1])
    share = (sum(year[0]) + sum(before[0]) + 1) / (whole + 2)
    return max(mean, share * (1 - share)), _freedom(squares)


def _scatter_of_steps(
    years: Sequence[tuple[Sequence[float], Sequence[float]]],
) -> float:
    squares = [
        (later - earlier) ** 2 / (1 / later_size + 1 / size)
        for year in years
        for (earlier, size), (later, later_size) in pairwise(
            part for part in _by_size(year) if part[1]
        )
    ]
    return fmean(squares) if squares else 0.0


def _by_size(
    year: tuple[Sequence[float], Sequence[float]],
) -> list[tuple[float, float]]:
    """Each month's share, and of how much; of nothing where nothing stands below."""
    return [
        (part / base if base > 0 else 0.0, max(base, 0.0))
        for part, base in zip(*year, strict=True)
    ]


def steps_of_ratios(levels: Sequence[float], before: Sequence[float]) -> float:
    """How far the ratio to last year's level moves in a month, as a logarithm."""
    ratios = [log(now / then) for now, then in zip(levels, before, strict=False)]
    return _steps(ratios, [log(level) for level in before])


def steps_of_distances(levels: Sequence[float], before: Sequence[float]) -> float:
    """How far the distance to last year's level moves in a month."""
    return _steps(
        [now - then for now, then in zip(levels, before, strict=False)], before
    )


def _steps(distances: Sequence[float], before: Sequence[float]) -> float:
    now = [(later - earlier) ** 2 for earlier, later in pairwise(distances)]
    then = fmean((later - earlier) ** 2 for earlier, later in pairwise(before))
    return sqrt((sum(now) + _STEPS * then) / (len(now) + _STEPS))


def freedom_of_steps(months: int) -> int:
    """Of how many steps that is known."""
    return months - 1 + _STEPS


def differences(
    months: Sequence[float], before: Sequence[float]
) -> tuple[float, float, int]:
    """How much a month is above last year's, how far months scatter about that, and of how many."""
    gaps = [now - then for now, then in zip(months, before, strict=False)]
    middle = fmean(gaps)
    around = [(gap - middle) ** 2 for gap in gaps]
    steps = fmean((later - earlier) ** 2 for earlier, later in pairwise(before)) / 2
    return middle, sqrt(_mean(around, steps)), _freedom(around)


def _mean(squares: Sequence[float], steps: float) -> float:
    """The mean of squares about a mean that was taken of them, steps counted as some more."""
    return (sum(squares) + _BESIDE * steps) / _freedom(squares)


def _freedom(squares: Sequence[float]) -> int:
    return max(len(squares) - 1, 1) + _BESIDE
