"""Samples of stays: sizes with finite correction, a certainty stratum, PPS, estimates with intervals.

An estimate is a statistic, not money: recovery is of proven lines alone, unless an agreement allows
the lower bound.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

from jixiao.errors import JixiaoError
from jixiao.fund.supervision.drawing import digest, draw

Z = Decimal("1.96")
"""The normal quantile of an interval of 95 %."""
_PLACES = Decimal("0.0001")
_DIGITS = 16


def sample_size(share: Decimal, error: Decimal, population: int | None = None) -> int:
    """Return how many to look at to know a share to within an error, with 95 % confidence.

    n = z²p(1−p)/e², by n/(1+(n−1)/N) of a population of N; rounded up.

    Raises:
        JixiaoError: the share or the error is not between 0 and 1.
    """
    if not (0 < share < 1 and 0 < error < 1):
        raise JixiaoError("预计的比例和允许的误差都应在 0 和 1 之间，如 0.10 和 0.03。")
    size = Z * Z * share * (1 - share) / (error * error)
    if population is not None:
        size = size / (1 + (size - 1) / population)
        size = min(size, Decimal(population))
    return int(size.to_integral_value(ROUND_CEILING))


def most_without_defect(looked_at: int) -> Decimal:
    """Return the upper 95 % bound of the share of defects where none was found among some."""
    return (1 - Decimal("0.05") ** (Decimal(1) / looked_at)).quantize(_PLACES)


@dataclass(frozen=True, slots=True)
class Sample:
    """Which stays are looked at: those always taken, and those drawn among the others."""

    certain: Sequence[str]
    drawn: Sequence[str]
    rest: int
    """How many stays the drawn ones stand for."""
    rest_amount: int
    """What the stays that the drawn ones stand for cost, in fen."""
    by_amount: bool = False
    """Whether they were drawn with chances in proportion to what they cost; one may stand twice then."""


def draw_sample(
    amounts: Mapping[str, int],
    *,
    certain_from: int,
    size: int,
    seed: str,
    by_amount: bool = False,
) -> Sample:
    """Take each stay that costs from an amount (fen) on, and draw some of the others by lot.

    No stay stands in both. By amount a stay without any is never drawn.

    Raises:
        JixiaoError: as `draw` does.
    """
    certain = sorted(code for code, fen in amounts.items() if fen >= certain_from)
    others = {code: fen for code, fen in amounts.items() if fen < certain_from}
    count, rest = len(others), sum(others.values())
    if by_amount and rest:
        dear = {code: fen for code, fen in others.items() if fen > 0}
        drawn: Sequence[str] = draw_by_size(dear, min(size, len(dear)), seed)
    else:
        drawn = draw(seed, others, min(size, count)).chosen
    return Sample(certain, drawn, count, rest, by_amount=by_amount)


def draw_by_size(amounts: Mapping[str, int], size: int, seed: str) -> list[str]:
    """Draw with chances in proportion to amounts (PPS): every so many fen along the shuffled list.

    A stay that costs more than the interval is met more than once and listed as often.

    Raises:
        JixiaoError: an amount is not above zero, or nothing is drawn.
    """
    if size < 1 or any(fen <= 0 for fen in amounts.values()) or not amounts:
        raise JixiaoError("按金额抽取要有金额都大于 0 的名单，和不小于 1 的个数。")
    whole = sum(amounts.values())
    start = int(digest(seed, "起点")[:_DIGITS], 16) % whole
    points = iter(sorted((start + whole * n // size) % whole for n in range(size)))
    chosen, reached, point = [], 0, next(points, None)
    for code in draw(seed, amounts, len(amounts)).pool:
        reached += amounts[code]
        while point is not None and point < reached:
            chosen.append(code)
            point = next(points, None)
    return chosen


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a sample says of the whole, in fen, with its interval of 95 %."""

    total: int
    low: int
    high: int


def estimate_by_ratio(
    looked_at: Sequence[tuple[int, int]], population: int, whole_amount: int
) -> Estimate:
    """Estimate what is wrong in a population from (amount, wrong of it) of a simple sample.

    R = Σy/Σx times the population's amount; its variance by the residuals y − Rx with finite
    correction. The certainty stratum is added by whoever asks: it is known, not estimated.

    Raises:
        JixiaoError: fewer than two were looked at, or none of them costs anything.
    """
    size, cost = len(looked_at), sum(x for x, _ in looked_at)
    if size < 2 or cost <= 0:  # noqa: PLR2004 — a spread needs two
        raise JixiaoError("至少要核查两份有金额的样本，才能推算。")
    ratio = Fraction(sum(y for _, y in looked_at), cost)
    squares = sum((y - ratio * x) ** 2 for x, y in looked_at)
    spread = Fraction(squares) / (size - 1)
    variance = population**2 * (1 - Fraction(size, population)) * spread / size
    return _with_interval(ratio * whole_amount, variance)


def estimate_by_size(
    looked_at: Sequence[tuple[int, int]], whole_amount: int
) -> Estimate:
    """Estimate from a sample drawn by size: the mean of the wrong shares times the whole amount.

    Raises:
        JixiaoError: fewer than two were looked at.
    """
    size = len(looked_at)
    if size < 2:  # noqa: PLR2004 — a spread needs two
        raise JixiaoError("至少要核查两份样本，才能推算。")
    shares = [Fraction(y, x) for x, y in looked_at]
    mean = sum(shares, Fraction(0)) / size
    squares = sum(((share - mean) ** 2 for share in shares), Fraction(0))
    variance = whole_amount**2 * squares / (size - 1) / size
    return _with_interval(mean * whole_amount, variance)


def _with_interval(total: Fraction, variance: Fraction) -> Estimate:
    middle = Decimal(total.numerator) / total.denominator
    half = Z * (Decimal(variance.numerator) / variance.denominator).sqrt()
    return Estimate(
        *(int(each.to_integral_value()) for each in (middle, max(middle - half, Decimal(0)), middle + half))
    )  # fmt: skip
