"""Which operations count beside a main one: those that move the mean cost far enough."""

from dataclasses import dataclass

import numpy as np

from jixiao.fund.grouping.cases import Array
from jixiao.fund.grouping.dip.costs import TENTHS, add_up
from jixiao.fund.parameters import Terms

KEYS = ("dip.related_rise", "dip.related_direction")


@dataclass(frozen=True, slots=True)
class Beside:
    """Each combination of a pair (diagnosis and main operation) with an operation beside it.

    `cases` and `costs` (fen) are of the cases that have it, `base_cases` and `base_costs` of those
    that it is compared with; `moved` is by how much the mean cost differs, in ten-thousandths.
    """

    pairs: Array
    operations: Array
    cases: Array
    base_cases: Array
    moved: Array
    related: Array


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
    moved, related = _judged(cases, cost, against, against_cost, terms)
    return Beside(pair_of, known % width, cases, against, moved, related), place


def _judged(
    cases: Array, costs: Array, base_cases: Array, base_costs: Array, terms: Terms
) -> tuple[Array, Array]:
    """Return how far each moves the mean cost, and whether far enough; exactly, in fractions.

    What nothing can be compared with moves nothing that is known, and counts.
    """
    least = terms.factor("dip.related_rise")
    both = terms.choice("dip.related_direction") == "升降"
    moved = np.zeros(len(cases), np.int64)
    related = np.zeros(len(cases), bool)
    columns = (column.tolist() for column in (cases, costs, base_cases, base_costs))
    for n, (count, cost, base_count, base_cost) in enumerate(
        zip(*columns, strict=True)
    ):
        if not base_count or not base_cost:
            related[n] = True
            continue
        above, below = cost * base_count - base_cost * count, base_cost * count
        moved[n] = above * TENTHS // below
        size = abs(above) if both else above
        related[n] = size * least.denominator >= below * least.numerator
    return moved, related
