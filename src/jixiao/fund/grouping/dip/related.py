"""Which operations count beside a main one: those that move the mean cost far enough."""

from dataclasses import dataclass

import numpy as np

from jixiao.fund.grouping.cases import Array
from jixiao.fund.grouping.dip.costs import TENTHS, add_up
from jixiao.fund.parameters import Terms

KEYS = ("dip.related_rise", "dip.related_direction")
_NEAR = 1e-9
"""Nearer to the line than this, a quotient of floating numbers decides nothing."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Each combination of a pair (diagnosis and main operation) with an operation beside it.

    `cases` and `costs` (fen) are of the cases that have it, `base_cases` and `base_costs` of those
    that it is compared with.
    """

    pairs: Array
    operations: Array
    cases: Array
    costs: Array
    base_cases: Array
    base_costs: Array
    related: Array

    def moved(self, place: int) -> int:
        """Return by how much one moves the mean cost, in ten-thousandths, rounded down."""
        cost, cases = int(self.costs[place]), int(self.cases[place])
        base, base_cases = int(self.base_costs[place]), int(self.base_cases[place])
        below = base * cases
        return (cost * base_cases - below) * TENTHS // below if below else 0


@dataclass(frozen=True, slots=True)
class Exploded:
    """The operations beside the main one, a row each: its case and its number."""

    owners: Array
    operations: Array


def beside(
    pairs: Array,
    exploded: Exploded,
    counts: Array,
    costs: Array,
    width: int,
    terms: Terms,
) -> tuple[Beside, Array]:
    """Judge every combination; the second answer is each row's place among them.

    `pairs` number the pair of each case, `counts` its operations. Cases with nothing else beside
    stand against those with nothing beside; where there are none, all with it against all without.
    """
    keys = pairs[exploded.owners] * width + exploded.operations
    known, place = np.unique(keys, return_inverse=True)
    size = len(known)
    alone = counts[exploded.owners] == 2  # noqa: PLR2004 — the main one and this
    cost_of = costs[exploded.owners]
    with_cases = np.bincount(place, minlength=size)
    with_costs = add_up(place, cost_of, size)
    alone_cases = np.bincount(place[alone], minlength=size)
    alone_costs = add_up(place[alone], cost_of[alone], size)
    pair_of = known // width
    pair_count = int(pairs.max(initial=-1)) + 1
    single = (counts == 1) & (pairs >= 0)
    whole = pairs >= 0
    base_cases = np.bincount(pairs[single], minlength=pair_count)[pair_of]
    base_costs = add_up(pairs[single], costs[single], pair_count)[pair_of]
    all_cases = np.bincount(pairs[whole], minlength=pair_count)[pair_of]
    all_costs = add_up(pairs[whole], costs[whole], pair_count)[pair_of]
    plain = (alone_cases > 0) & (base_cases > 0)
    cases = np.where(plain, alone_cases, with_cases)
    cost = np.where(plain, alone_costs, with_costs)
    against = np.where(plain, base_cases, all_cases - with_cases)
    against_cost = np.where(plain, base_costs, all_costs - with_costs)
    related = _judged(cases, cost, against, against_cost, terms)
    of_operation = known % width
    judged = Beside(pair_of, of_operation, cases, cost, against, against_cost, related)
    return judged, place


def _judged(
    cases: Array, costs: Array, base_cases: Array, base_costs: Array, terms: Terms
) -> Array:
    """Flag what moves the mean cost far enough; what is near the line is decided in whole numbers.

    What nothing can be compared with moves nothing that is known, and counts.
    """
    least = terms.factor("dip.related_rise")
    both = terms.choice("dip.related_direction") == "升降"
    known = (base_cases > 0) & (base_costs > 0)
    base = np.divide(base_costs, base_cases, out=np.ones(len(cases)), where=known)
    rise = np.divide(costs, cases, out=np.ones(len(cases)), where=cases > 0) / base - 1
    size = np.abs(rise) if both else rise
    related = ~known | (size >= float(least))
    for n in np.flatnonzero(known & (np.abs(size - float(least)) < _NEAR)).tolist():
        below = int(base_costs[n]) * int(cases[n])
        above = int(costs[n]) * int(base_cases[n]) - below
        above = abs(above) if both else above
        related[n] = above * least.denominator >= below * least.numerator
    return np.asarray(related)
