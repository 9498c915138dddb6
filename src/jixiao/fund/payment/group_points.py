"""Points of groups from what they cost in three years; and points moved so that the whole holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from jixiao.errors import JixiaoError
from jixiao.fund.parameters import Terms
from jixiao.fund.payment.apportionment import rounded

TENTHS = 10_000
"""Points of groups are whole ten-thousandths."""
KEYS = (
    "dip.year_weights",
    "dip.year_weighting",
    "dip.points_method",
    "dip.points_base",
    "dip.base_group",
    "dip.standard_yuan",
)
"""The parameters that make points of costs."""


@dataclass(frozen=True, slots=True)
class YearCost:
    """What a group's cases of a year cost together, in fen."""

    cases: int
    cost: int


@dataclass(frozen=True, slots=True)
class GroupCost:
    """A group's years, from the earliest to the latest; a year without cases counts 0 of them."""

    code: str
    years: tuple[YearCost, ...]

    @property
    def cases(self) -> int:
        """The cases of all years."""
        return sum(year.cases for year in self.years)


def weighted_mean(
    years: Sequence[YearCost], weights: Sequence[int], by_cases: bool
) -> Fraction | None:
    """Return the mean cost in fen, years weighted; none where there are no cases.

    Weights multiply the means of the years (by their own number of cases too where `by_cases`); the
    weights of years without cases fall away.

    Raises:
        JixiaoError: there are not as many years as weights.
    """
    if len(years) != len(weights):
        message = (
            f"权重有 {len(weights)} 个，费用有 {len(years)} 年。"
            "请用同样多的年份，或改参数 dip.year_weights。"
        )
        raise JixiaoError(message)
    pairs = [(w, year) for w, year in zip(weights, years, strict=True) if year.cases]
    if not pairs:
        return None
    if by_cases:
        cost = sum(weight * year.cost for weight, year in pairs)
        return Fraction(cost, sum(weight * year.cases for weight, year in pairs))
    above, below = 0, 1
    for (
        weight,
        year,
    ) in pairs:  # whole numbers: a fraction a year takes five times as long
        above = above * year.cases + weight * year.cost * below
        below *= year.cases
    return Fraction(above, below * sum(weight for weight, _ in pairs))


def points_of_groups(groups: Sequence[GroupCost], terms: Terms) -> dict[str, int]:
    """Return the points of each group in ten-thousandths; a group without cases has none.

    Raises:
        JixiaoError: a parameter is not set, or the base group has no cases.
    """
    weights = terms.weights("dip.year_weights")
    by_cases = terms.choice("dip.year_weighting") == "病例"
    means = {
        group.code: weighted_mean(group.years, weights, by_cases) for group in groups
    }
    base = _base_cost(groups, means, terms)
    scale = terms.count("dip.points_base") * TENTHS
    return {
        code: rounded(mean / base * scale)
        for code, mean in means.items()
        if mean is not None
    }


def _base_cost(
    groups: Sequence[GroupCost], means: Mapping[str, Fraction | None], terms: Terms
) -> Fraction:
    """Return the cost in fen that the base number of points stands for."""
    match terms.choice("dip.points_method"):
        case "标准定额":
            return Fraction(terms.count("dip.standard_yuan"))
        case "基准病种":
            (code,) = terms.names("dip.base_group")
            if not (mean := means.get(code)):
                message = f"基准病种 {code} 没有病例，定不了分值。请另选基准病种。"
                raise JixiaoError(message)
            return mean
    whole = tuple(
        YearCost(sum(y.cases for y in of_year), sum(y.cost for y in of_year))
        for of_year in zip(*(group.years for group in groups), strict=True)
    )
    weights = terms.weights("dip.year_weights")
    by_cases = terms.choice("dip.year_weighting") == "病例"
    mean = weighted_mean(whole, weights, by_cases) if groups else None
    if not mean:
        message = "没有病例的费用，定不了分值。请先编目录，或检查年份。"
        raise JixiaoError(message)
    return mean


@dataclass(frozen=True, slots=True)
class Rebased:
    """Points moved by one factor so that Σ (points × cases) is what it was.

    `left` is what rounding leaves of it, in ten-thousandths of points times cases.
    """

    points: Mapping[str, int]
    factor: Fraction
    left: int


def rebase(
    before: Mapping[str, int], after: Mapping[str, int], cases: Mapping[str, int]
) -> Rebased:
    """Multiply changed points by one factor so that Σ (points × cases) holds.

    Points are rounded down, then raised by one ten-thousandth, the largest remainders first, as far
    as the whole allows.

    Raises:
        JixiaoError: the changed points are all 0.
    """
    whole = sum(points * cases[code] for code, points in before.items())
    changed = sum(points * cases[code] for code, points in after.items())
    if not changed:
        message = "改过的分值合计是 0，不能按比例还原。请检查分值。"
        raise JixiaoError(message)
    factor = Fraction(whole, changed)
    exact = {code: points * factor for code, points in after.items()}
    points = {code: int(value) for code, value in exact.items()}
    left = whole - sum(each * cases[code] for code, each in points.items())
    for code in sorted(exact, key=lambda code: (points[code] - exact[code], code)):
        if exact[code] > points[code] and 0 < cases[code] <= left:
            points[code] += 1
            left -= cases[code]
    return Rebased(points, factor, left)
