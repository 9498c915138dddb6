"""A year of grouped cases settled: each case priced, months prepaid, hospitals cleared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from jixiao.fund.parameters import Terms
from jixiao.fund.payment.apportionment import rounded
from jixiao.fund.payment.case_points import Array, PricedCases, price_cases
from jixiao.fund.payment.clearing import Clearing, HospitalYear, clear_year
from jixiao.fund.payment.monthly import MonthOfHospital, prepay

TENTHS = 10_000
_MILLION = 10**6
_MILLIONTHS = 100
"""How many millionths a ten-thousandth is."""
UNKNOWN = -1
MONTHS = 12
_PILED_FROM, _PILED_TO = Fraction(1, 2), Fraction(3, 5)


@dataclass(frozen=True, slots=True)
class YearCases:
    """The cases of a year, a number each: hospital and group (UNKNOWN: none) by their places.

    `costs` and `booked` (what the fund was booked to pay) are fen, `months` from 1. `types` are what
    cases are paid by besides, with the factors `auxiliary`; `added` what new technology adds; both
    ten-thousandths. `units` are how often a group's points count: the days of a group paid by day.
    `by_cost` flags what passed a special review: its points are what its cost is worth.
    """

    keys: Sequence[str]
    hospital_codes: Sequence[str]
    hospitals: Array
    group_codes: Sequence[str]
    groups: Array
    costs: Array
    booked: Array
    months: Array
    types: Sequence[str] | None = None
    auxiliary: Array | None = None
    added: Array | None = None
    units: Array | None = None
    by_cost: Array | None = None

    def __len__(self) -> int:
        return len(self.costs)

    def take(self, places: Array) -> "YearCases":
        """Return the cases at some places, in that order."""

        def taken(column: Array | None) -> Array | None:
            return None if column is None else column[places]

        listed = places.tolist()
        return replace(
            self,
            keys=[self.keys[n] for n in listed],
            hospitals=self.hospitals[places],
            groups=self.groups[places],
            costs=self.costs[places],
            booked=self.booked[places],
            months=self.months[places],
            types=None if self.types is None else [self.types[n] for n in listed],
            auxiliary=taken(self.auxiliary),
            added=taken(self.added),
            units=taken(self.units),
            by_cost=taken(self.by_cost),
        )

    def of_hospital(self, code: str) -> Array:
        """Flag the cases of a hospital."""
        if code not in self.hospital_codes:
            return np.zeros(len(self), bool)
        return np.equal(self.hospitals, list(self.hospital_codes).index(code))


@dataclass(frozen=True, slots=True)
class HospitalAccount:
    """What the bureau says of a hospital's year: coefficient in ten-thousandths, money in fen."""

    coefficient: int
    assessment: Fraction = Fraction(1)
    deducted: int = 0
    paid: int = 0


@dataclass(frozen=True, slots=True)
class YearRules:
    """By what a year is settled: points of groups in ten-thousandths, accounts of hospitals.

    Groups in `same_price` have coefficient 1 in every hospital. `point_value` is the budget's, in
    millionths of a yuan, `fund` fen.
    """

    terms: Terms
    points: Mapping[str, int]
    accounts: Mapping[str, HospitalAccount]
    point_value: int
    fund: int
    same_price: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SettledYear:
    """A year settled: cases priced, hospitals cleared, months by hospital and number."""

    cases: YearCases
    rules: YearRules
    coefficients: Array
    priced: PricedCases
    clearing: Clearing
    months: Mapping[tuple[str, int], MonthOfHospital]

    @property
    def piled_up(self) -> int:
        """The cases that cost from half to six tenths of their standard, just above the jump."""
        value = Fraction(self.rules.point_value, 10**6) * 100
        points = base_points(self.cases, self.rules) / TENTHS
        factors = self.coefficients / TENTHS * factors_of(self.cases) / TENTHS
        standard = points * factors * float(value)
        share = np.divide(
            self.cases.costs,
            standard,
            out=np.zeros(len(self.cases)),
            where=standard > 0,
        )
        return int(((share >= float(_PILED_FROM)) & (share < float(_PILED_TO))).sum())


def _points_by_place(cases: YearCases, points: Mapping[str, int]) -> Array:
    """Return the points of the groups, and 0 in the last place, for cases without one."""
    return np.array([*(points.get(code, 0) for code in cases.group_codes), 0], np.int64)


def coefficients_of(cases: YearCases, rules: YearRules) -> Array:
    """Return each case's coefficient: its hospital's, or 1 where its group is paid alike anywhere."""
    by_hospital = np.array(
        [rules.accounts[code].coefficient for code in cases.hospital_codes], np.int64
    )
    alike = np.array(
        [*(code in rules.same_price for code in cases.group_codes), False], dtype=bool
    )
    return np.where(alike[cases.groups], TENTHS, by_hospital[cases.hospitals])


def base_points(cases: YearCases, rules: YearRules) -> Array:
    """Return the points of each case's group, times its days where the group is paid by day."""
    points = _points_by_place(cases, rules.points)[cases.groups]
    return points if cases.units is None else points * cases.units


def factors_of(cases: YearCases) -> Array:
    """Return the factor of each case's type, 1 for those of none, in ten-thousandths."""
    if cases.auxiliary is None:
        return np.full(len(cases), TENTHS, np.int64)
    return cases.auxiliary


def _by_cost(cases: YearCases, point_value: int, points: Array) -> Array:
    """Return points, for those that passed a special review what their cost is worth."""
    if cases.by_cost is None or not cases.by_cost.any():
        return points
    changed = points.copy()
    for place in np.flatnonzero(cases.by_cost).tolist():
        changed[place] = worth_of(int(cases.costs[place]), point_value)
    return changed


def worth_of(cost: int, point_value: int) -> int:
    """Return the points, in millionths, that a cost in fen is worth by the budget's point value."""
    return rounded(Fraction(cost * TENTHS * _MILLION, point_value))


def settle_year(cases: YearCases, rules: YearRules) -> SettledYear:
    """Settle a year.

    Raises:
        JixiaoError: it has no points or costs, or a number is out of bounds.
        KeyError: a hospital has no account.
    """
    coefficients = coefficients_of(cases, rules)
    points = base_points(cases, rules)
    priced = price_cases(
        rules.terms,
        rules.point_value,
        points,
        coefficients,
        factors_of(cases),
        cases.costs,
    )
    if cases.added is not None:
        priced = replace(priced, points=priced.points + cases.added * _MILLIONTHS)
    priced = replace(priced, points=_by_cost(cases, rules.point_value, priced.points))
    clearing = clear_year(
        _hospital_years(cases, rules, priced),
        rules.fund,
        rules.terms,
        rules.point_value,
    )
    return SettledYear(
        cases, rules, coefficients, priced, clearing, _months(cases, rules, priced)
    )


def _sums(index: Array, values: Array, size: int) -> list[int]:
    sums = np.zeros(size, np.int64)
    np.add.at(sums, index, values)
    return [int(each) for each in sums]


def _hospital_years(
    cases: YearCases, rules: YearRules, priced: PricedCases
) -> list[HospitalYear]:
    size = len(cases.hospital_codes)
    counts = np.bincount(cases.hospitals, minlength=size).tolist()
    columns = [
        _sums(cases.hospitals, values, size)
        for values in (priced.points, cases.costs, cases.booked)
    ]
    rows = zip(cases.hospital_codes, counts, *columns, strict=True)
    return [
        HospitalYear(
            code,
            count,
            points,
            cost,
            booked,
            rules.accounts[code].assessment,
            rules.accounts[code].deducted,
            rules.accounts[code].paid,
        )
        for code, count, points, cost, booked in rows
    ]


def _months(
    cases: YearCases, rules: YearRules, priced: PricedCases
) -> dict[tuple[str, int], MonthOfHospital]:
    size = len(cases.hospital_codes) * MONTHS
    index = cases.hospitals * MONTHS + cases.months - 1
    points = _sums(index, priced.points, size)
    others = _sums(index, cases.costs - cases.booked, size)
    return {
        (code, month + 1): prepay(
            points[n * MONTHS + month],
            rules.point_value,
            others[n * MONTHS + month],
            0,
            rules.terms,
        )
        for n, code in enumerate(cases.hospital_codes)
        for month in range(MONTHS)
    }
