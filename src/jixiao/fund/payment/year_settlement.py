"""A year of grouped cases settled: each case priced, months prepaid, hospitals cleared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from jixiao.fund.parameters import Terms
from jixiao.fund.payment.case_points import Array, PricedCases, price_cases
from jixiao.fund.payment.clearing import Clearing, HospitalYear, clear_year
from jixiao.fund.payment.monthly import MonthOfHospital, prepay

TENTHS = 10_000
UNKNOWN = -1
MONTHS = 12
_PILED_FROM, _PILED_TO = Fraction(1, 2), Fraction(3, 5)


@dataclass(frozen=True, slots=True)
class YearCases:
    """The cases of a year, a number each: hospital and group (UNKNOWN: none) by their places.

    `costs` and `booked` (what the fund was booked to pay) are fen, `months` from 1.
    """

    keys: Sequence[str]
    hospital_codes: Sequence[str]
    hospitals: Array
    group_codes: Sequence[str]
    groups: Array
    costs: Array
    booked: Array
    months: Array

    def __len__(self) -> int:
        return len(self.costs)

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
        points = _points_by_place(self.cases, self.rules.points)[self.cases.groups]
        standard = points * self.coefficients * float(value) / TENTHS**2
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


def settle_year(cases: YearCases, rules: YearRules) -> SettledYear:
    """Settle a year.

    Raises:
        JixiaoError: it has no points or costs, or a number is out of bounds.
        KeyError: a hospital has no account.
    """
    coefficients = coefficients_of(cases, rules)
    points = _points_by_place(cases, rules.points)[cases.groups]
    auxiliary = np.full(len(cases), TENTHS, np.int64)
    priced = price_cases(
        rules.terms, rules.point_value, points, coefficients, auxiliary, cases.costs
    )
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
