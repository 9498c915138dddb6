"""What a point is worth: at the year's beginning from history, at its end from the fund."""

from collections.abc import Sequence
from fractions import Fraction

from jixiao.errors import JixiaoError
from jixiao.fund.payment.apportionment import rounded

MILLION = 1_000_000
"""A point value is whole millionths of a yuan; points of cases are millionths."""
_FEN = 100


def budget_point_value(
    costs: Sequence[int], points: Sequence[int], weights: Sequence[int]
) -> int:
    """Return Σ weight × cost ÷ Σ weight × points over the years, in millionths of a yuan.

    `costs` of the years in fen, `points` in millionths; the weights of years without points fall
    away.

    Raises:
        JixiaoError: no year has points.
    """
    years = list(zip(costs, points, weights, strict=True))
    below = sum(weight * each for _, each, weight in years if each)
    if not below:
        message = "历史年份没有分值，算不出年初点值。请先编目录并定分值。"
        raise JixiaoError(message)
    cost = sum(weight * each for each, of_year, weight in years if of_year)
    yuan_a_point = Fraction(cost, _FEN) / Fraction(below, MILLION)
    return rounded(yuan_a_point * MILLION)


def floating_point_value(fund: int, ratio: Fraction, points: int) -> Fraction:
    """Return (fund ÷ the fund's share of costs) ÷ points: yuan a point, exactly.

    Raises:
        JixiaoError: there are no points, or the fund bears nothing of the costs.
    """
    if not points or not ratio:
        message = "本年没有分值，或基金支付比例是 0，算不出结算点值。请检查年度和病例。"
        raise JixiaoError(message)
    return Fraction(fund, _FEN) / ratio / Fraction(points, MILLION)
