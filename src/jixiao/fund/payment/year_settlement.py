"""A year of grouped cases settled: each case priced, months prepaid, hospitals cleared."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

import numpy as np

from jixiao.fund.parameters import Terms
from jixiao.fund.payment.apportionment import rounded
from jixiao.fund.payment.case_points import Array, PricedCases, price_cases
from jixiao.fund.payment.clearing import (
    Clearing,
    GroupYear,
    HospitalYear,
    clear_year,
)
from jixiao.fund.payment.fixed_part import CostStructure, fixed_points
from jixiao.fund.payment.monthly import MonthOfHospital, prepay
from jixiao.fund.payment.retention import GROUP, retention_of
from jixiao.fund.payment.year_cases import TENTHS, YearCases

_MILLION = 10**6
_MILLIONTHS = 100
"""How many millionths a ten-thousandth is."""
MONTHS = 12
_PILED_FROM, _PILED_TO = Fraction(1, 2), Fraction(3, 5)


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

    Groups in `same_price` have coefficient 1 in every hospital; `structure` is what groups' costs are
    made of. `point_value` is the budget's, in
    millionths of a yuan, `fund` fen.
    """

    terms: Terms
    points: Mapping[str, int]
    accounts: Mapping[str, HospitalAccount]
    point_value: int
    fund: int
    same_price: frozenset[str] = frozenset()
    structure: Mapping[str, CostStructure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SettledYear:
    """A year settled: cases priced, hospitals cleared, months by hospital and number.

    `fixed` are the points of cases, in millionths, that are paid at the budget's value.
    """

    cases: YearCases
    rules: YearRules
    coefficients: Array
    priced: PricedCases
    fixed: Array
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
    fixed = fixed_points(cases, rules.structure, rules.terms, priced.points)
    clearing = clear_year(
        _hospital_years(cases, rules, priced, fixed),
        rules.fund,
        rules.terms,
        rules.point_value,
    )
    return SettledYear(
        cases,
        rules,
        coefficients,
        priced,
        fixed,
        clearing,
        _months(cases, rules, priced),
    )


def _sums(index: Array, values: Array, size: int) -> list[int]:
    sums = np.zeros(size, np.int64)
    np.add.at(sums, index, values)
    return [int(each) for each in sums]


def _hospital_years(
    cases: YearCases, rules: YearRules, priced: PricedCases, fixed: Array
) -> list[HospitalYear]:
    size = len(cases.hospital_codes)
    rule = retention_of(rules.terms)
    groups = (
        _groups_of(cases, priced.points, fixed)
        if rule is not None and rule.level == GROUP
        else [()] * size
    )
    counts = np.bincount(cases.hospitals, minlength=size).tolist()
    columns = [
        _sums(cases.hospitals, values, size)
        for values in (priced.points, cases.costs, cases.booked, fixed)
    ]
    rows = zip(cases.hospital_codes, counts, *columns, groups, strict=True)
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
            fixed_of,
            of_groups,
        )
        for code, count, points, cost, booked, fixed_of, of_groups in rows
    ]


def _groups_of(
    cases: YearCases, points: Array, fixed: Array
) -> list[tuple[GroupYear, ...]]:
    """Return the groups of each hospital by their codes: points, and what the fund was booked to pay."""
    codes = cases.group_codes
    width = len(codes) + 1
    rank = np.zeros(width, np.int64)  # the last, of no group, comes first
    rank[sorted(range(len(codes)), key=lambda n: codes[n])] = np.arange(1, width)
    known, place = np.unique(
        cases.hospitals * width + rank[cases.groups], return_inverse=True
    )
    sums = zip(
        known.tolist(),
        *(_sums(place, each, len(known)) for each in (points, fixed, cases.booked)),
        strict=True,
    )
    groups: list[list[GroupYear]] = [[] for _ in cases.hospital_codes]
    for key, of_points, of_fixed, booked in sums:
        groups[key // width].append(GroupYear(of_points, of_fixed, booked))
    return [tuple(of_hospital) for of_hospital in groups]


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
