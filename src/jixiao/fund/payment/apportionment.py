"""Whole fen shared out by weights so that the parts add up to the whole."""

from collections.abc import Sequence
from fractions import Fraction

from jixiao.errors import JixiaoError


def apportion(whole: int, weights: Sequence[int]) -> list[int]:
    """Share whole fen out by weights of 0 or more; the parts add up to the whole.

    What is left after rounding down goes to the largest remainders, of two alike to the larger
    weight, then to the first.

    Raises:
        JixiaoError: there is money but no weight to share it by.
    """
    total = sum(weights)
    if not total:
        if whole:
            message = "没有分值可分：各机构的分值都是 0。请先给病例入组，或检查年度。"
            raise JixiaoError(message)
        return [0] * len(weights)
    parts = [whole * weight // total for weight in weights]
    remainders = [whole * weight % total for weight in weights]
    order = sorted(range(len(weights)), key=lambda n: (-remainders[n], -weights[n], n))
    for n in order[: whole - sum(parts)]:
        parts[n] += 1
    return parts


def rounded(exact: Fraction) -> int:
    """Round half up to a whole number; a half below zero goes up too."""
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
