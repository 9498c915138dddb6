"""How steady DRG groups are: what they explain of costs, and how far weights move in a year."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from jixiao.fund.parameters import Terms
from jixiao.fund.payment.drg_weights import UNGROUPED, GroupWeight, group_weights
from jixiao.fund.payment.what_if import explained_by


@dataclass(frozen=True, slots=True)
class YearStability:
    """How well a year's groups hold together, and how far their weights moved from the year before.

    `explained` is the share of the variance of costs that groups explain (R²), `cv` the mean
    coefficient of variation within groups by their cases; `moved` the mean of |weight ÷ the year
    before's − 1| over cases whose group weighed in both, none for the first year.
    """

    year: int
    cases: int
    groups: int
    explained: float | None
    cv: float | None
    moved: float | None


def stability(rows: pa.Table, terms: Terms) -> tuple[YearStability, ...]:
    """Return how steady the groups of each year are; a year in which nothing weighs is left out."""
    steady: list[YearStability] = []
    before: dict[str, GroupWeight] = {}
    status = np.asarray(rows["status"].to_pylist())
    years = np.asarray(rows["year"])
    for year in sorted(set(years.tolist())):
        chosen = rows.filter(pa.array((years == year) & (status != UNGROUPED)))
        if not chosen.num_rows:
            continue
        weights = group_weights(chosen, terms)
        codes = chosen["drg"].combine_chunks().dictionary_encode()
        costs = np.asarray(chosen["medfee_sumamt"], dtype=np.float64)
        places = np.asarray(codes.indices, dtype=np.int64)
        fit = explained_by(costs, places, len(codes.dictionary))
        moved = _moved(weights, before)
        steady.append(YearStability(year, len(costs), len(weights), *fit, moved))
        before = weights
    return tuple(steady)


def _moved(
    weights: Mapping[str, GroupWeight], before: Mapping[str, GroupWeight]
) -> float | None:
    both = [code for code in weights if before.get(code) and before[code].weight]
    cases = sum(weights[code].cases for code in both)
    if not cases:
        return None
    moves = (
        abs(weights[code].weight / before[code].weight - 1) * weights[code].cases
        for code in both
    )
    return sum(moves) / cases
