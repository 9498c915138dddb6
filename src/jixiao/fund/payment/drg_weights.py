"""Relative weights of DRG groups from what their cases cost, and what each case weighs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow as pa

from jixiao.errors import JixiaoError
from jixiao.fund.parameters import Terms
from jixiao.fund.payment.apportionment import rounded
from jixiao.fund.payment.case_points import Array
from jixiao.fund.payment.group_points import YearCost, weighted_mean

UNGROUPED = "没有入组"
TENTHS, HUNDRED = 10_000, 100
"""Weights of groups are ten-thousandths, of cases millionths."""


@dataclass(frozen=True, slots=True)
class GroupWeight:
    """A group's relative weight in ten-thousandths, its mean cost in fen and mean days, its cases."""

    code: str
    weight: int
    mean: int
    days: float
    cases: int


def group_weights(rows: pa.Table, terms: Terms) -> dict[str, GroupWeight]:
    """Return the weights of groups: their weighted mean cost against that of all.

    Stays that are too short or too long, and cases without a group, count nothing.
    """
    years = sorted(set(rows["year"].to_pylist()))
    days = np.asarray(rows["days"].fill_null(0))
    status = np.asarray(rows["status"].to_pylist())
    counts = (days >= terms.count("drg.shortest_stay")) & (
        days <= terms.count("drg.longest_stay")
    )
    kept = rows.filter(pa.array(counts & (status != UNGROUPED)))
    by_group = kept.group_by(["drg", "year"]).aggregate(
        [("medfee_sumamt", "sum"), ("days", "sum"), ("setl_id", "count")]
    )
    of_group: dict[str, dict[int, Mapping[str, Any]]] = {}
    for row in by_group.to_pylist():
        of_group.setdefault(row["drg"], {})[row["year"]] = row
    weights = terms.weights("drg.year_weights")[-len(years) :]
    costs = {code: _years(listed, years) for code, listed in of_group.items()}
    whole = tuple(
        YearCost(sum(y.cases for y in of_year), sum(y.cost for y in of_year))
        for of_year in zip(*costs.values(), strict=True)
    )
    all_mean = weighted_mean(whole, weights, by_cases=False) if costs else None
    if not all_mean:
        message = "没有可算权重的病例。请检查年份和住院天数的限。"
        raise JixiaoError(message)
    return {
        code: _weight(code, costs[code], weights, all_mean, listed)
        for code, listed in sorted(of_group.items())
    }


def _years(
    listed: Mapping[int, Mapping[str, Any]], years: Sequence[int]
) -> tuple[YearCost, ...]:
    nothing = {"setl_id_count": 0, "medfee_sumamt_sum": 0}
    rows = (listed.get(year, nothing) for year in years)
    return tuple(
        YearCost(row["setl_id_count"], int(row["medfee_sumamt_sum"])) for row in rows
    )


def _weight(
    code: str,
    costs: Sequence[YearCost],
    weights: Sequence[int],
    all_mean: Fraction,
    listed: Mapping[int, Mapping[str, Any]],
) -> GroupWeight:
    mean = weighted_mean(costs, weights, by_cases=False) or Fraction(0)
    cases = sum(year.cases for year in costs)
    days = sum(int(row["days_sum"]) for row in listed.values()) / cases
    return GroupWeight(
        code, rounded(mean / all_mean * TENTHS), rounded(mean), days, cases
    )


@dataclass(frozen=True, slots=True)
class ByPoints:
    """What the point method asks of each case besides: its hospital's coefficient, whether it is whole.

    `coefficients` are ten-thousandths: what the group cost in the hospital against everywhere, in the
    years before. `incomplete` flags stays that were broken off.
    """

    coefficients: Array
    incomplete: Array


def case_weights(
    places: Array,
    weights: Sequence[GroupWeight],
    costs: Array,
    terms: Terms,
    points: ByPoints | None = None,
) -> tuple[Array, Array, Array]:
    """Return the weight of each case in millionths, and which are low and high.

    A case below `drg.low` times its group's mean weighs as much as it cost; those above `drg.high`
    weigh as others and are counted apart: no text that was seen says what they weigh. By the point
    method a stay that was broken off weighs as much as it cost, at most what its group does, and a
    whole one is multiplied by its hospital's coefficient.
    """
    group_weight = np.array([*(each.weight for each in weights), 0], np.int64)[places]
    mean = np.array([*(max(each.mean, 1) for each in weights), 1], np.int64)[places]
    low, high = terms.factor("drg.low"), terms.factor("drg.high")
    grouped = places >= 0
    is_low = grouped & (costs * low.denominator < mean * low.numerator)
    is_high = grouped & (costs * high.denominator > mean * high.numerator)
    scaled = group_weight * HUNDRED
    by_cost = np.minimum((2 * scaled * costs + mean) // (2 * mean), scaled)
    if points is None:
        return np.where(is_low, by_cost, scaled), is_low, is_high
    whole = (2 * scaled * points.coefficients + TENTHS) // (2 * TENTHS)
    return np.where(is_low | points.incomplete, by_cost, whole), is_low, is_high


def cost_coefficients(
    before: pa.Table, hospitals: Sequence[str], groups: Sequence[str]
) -> Array:
    """Return what each case's group cost in its hospital against everywhere, in ten-thousandths.

    `before` are the cases of the years before; a group that is new in a hospital counts 1.
    """
    of_pair: dict[tuple[str, str], tuple[int, int]] = {}
    of_group: dict[str, tuple[int, int]] = {}
    summed = before.group_by(["fixmedins_code", "drg"]).aggregate(
        [("medfee_sumamt", "sum"), ("medfee_sumamt", "count")]
    )
    for row in summed.to_pylist():
        cost, cases = int(row["medfee_sumamt_sum"]), row["medfee_sumamt_count"]
        of_pair[row["fixmedins_code"], row["drg"]] = (cost, cases)
        whole, count = of_group.get(row["drg"], (0, 0))
        of_group[row["drg"]] = (whole + cost, count + cases)
    known = {
        pair: rounded(Fraction(cost * of_group[pair[1]][1] * TENTHS, cases * of_group[pair[1]][0]))
        for pair, (cost, cases) in of_pair.items()
        if of_group[pair[1]][0]
    }  # fmt: skip
    pairs = zip(hospitals, groups, strict=True)
    return np.array([known.get(pair, TENTHS) for pair in pairs], np.int64)
