"""What groups cost: the extremes taken away, years added up, how far costs spread."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from jixiao.errors import JixiaoError
from jixiao.fund.grouping.cases import UNKNOWN, Array
from jixiao.fund.parameters import Terms

TENTHS = 10_000
KEYS = ("dip.trimming", "dip.trim_low", "dip.trim_high")


@dataclass(frozen=True, slots=True)
class GroupCosts:
    """By group and year the cases that costs are counted of and their cost in fen; cv by group."""

    cases: Array
    costs: Array
    cv: Array


def counted(groups: Array, costs: Array, size: int, terms: Terms) -> Array:
    """Flag the cases whose cost counts: grouped, and no extreme of its group (nearest ranks).

    Raises:
        JixiaoError: the terms choose the interval of 优值, for which no text gives a formula.
    """
    grouped: Array = groups != UNKNOWN
    match terms.choice("dip.trimming"):
        case "不去":
            return grouped
        case "优值区间":
            message = (
                "技术规范写了“优值区间”，没有写它怎样算，不能照它去掉极端费用。"
                "请把参数 dip.trimming 设为“分位数”或“不去”。"
            )
            raise JixiaoError(message)
    low, high = terms.factor("dip.trim_low"), terms.factor("dip.trim_high")
    places = np.flatnonzero(grouped)
    order = places[np.lexsort((costs[places], groups[places]))]
    counts = np.bincount(groups[order], minlength=size)
    starts = np.concatenate(([0], np.cumsum(counts)))[:-1]
    some = counts > 0
    lowest, highest = np.zeros(size, np.int64), np.zeros(size, np.int64)
    sorted_costs = costs[order]
    lowest[some] = sorted_costs[starts[some] + rank(counts[some], low) - 1]
    highest[some] = sorted_costs[starts[some] + rank(counts[some], high) - 1]
    kept: Array = grouped.copy()
    of_group = groups[places]
    kept[places] = (costs[places] >= lowest[of_group]) & (
        costs[places] <= highest[of_group]
    )
    return kept


def rank(counts: Array, share: Fraction) -> Array:
    """Return the nearest rank (from 1) of a share among so many: the least that covers it."""
    ranks = -(-share.numerator * counts // share.denominator)
    return np.asarray(np.clip(ranks, 1, counts))


def add_up(index: Array, values: Array, size: int) -> Array:
    """Return the sums of whole numbers by index."""
    sums = np.zeros(size, np.int64)
    np.add.at(sums, index, values)
    return sums


def group_costs(
    groups: Array, years: Array, costs: Array, size: int, width: int
) -> GroupCosts:
    """Return cases and costs by group and year (`width` years), of cases that all have a group."""
    index = groups * width + years
    cases = np.bincount(index, minlength=size * width).reshape(size, width)
    sums = add_up(index, costs, size * width).reshape(size, width)
    return GroupCosts(cases, sums, spread(groups, costs, size))


def spread(groups: Array, costs: Array, size: int) -> Array:
    """Return the coefficient of variation of each group, in ten-thousandths."""
    count = np.bincount(groups, minlength=size)
    some = np.maximum(count, 1)
    mean = np.bincount(groups, weights=costs, minlength=size) / some
    square = np.bincount(groups, weights=(costs - mean[groups]) ** 2, minlength=size)
    deviation = np.sqrt(square / some)
    share = np.divide(deviation, mean, out=np.zeros(size), where=mean > 0)
    return np.asarray(np.rint(share * TENTHS).astype(np.int64))
