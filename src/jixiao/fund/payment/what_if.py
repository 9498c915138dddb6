"""What if: a year settled again by other rules, who wins and loses, and the groups that drive it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from jixiao.errors import JixiaoError
from jixiao.fund.parameters import Terms
from jixiao.fund.payment.apportionment import rounded
from jixiao.fund.payment.year_settlement import (
    SettledYear,
    YearCases,
    YearRules,
    settle_year,
)

NO_GROUP = "（没有入组）"
_MILLION = 1_000_000
_FEN = 100


@dataclass(frozen=True, slots=True)
class Change:
    """What is otherwise; what is left out stays as it is.

    `points` of groups and `coefficients` of hospitals are ten-thousandths, `fund` fen, `point_value`
    millionths of a yuan. Hospitals in `without` take no part.
    """

    fund: int | None = None
    point_value: int | None = None
    points: Mapping[str, int] | None = None
    coefficients: Mapping[str, int] | None = None
    terms: Terms | None = None
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Difference:
    """What a hospital or a group gets before and after, in fen."""

    code: str
    before: int
    after: int

    @property
    def change(self) -> int:
        """How much more it gets."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    """A year before and after a change: hospitals by how much they gain, groups that drive it."""

    before: SettledYear
    after: SettledYear
    hospitals: tuple[Difference, ...]
    groups: tuple[Difference, ...]

    @property
    def winners(self) -> tuple[Difference, ...]:
        """The hospitals that gain."""
        return tuple(each for each in self.hospitals if each.change > 0)

    @property
    def losers(self) -> tuple[Difference, ...]:
        """The hospitals that lose."""
        return tuple(each for each in self.hospitals if each.change < 0)


def changed_rules(rules: YearRules, change: Change) -> YearRules:
    """Return rules with a change laid over them.

    Raises:
        JixiaoError: it names a group or a hospital that the year does not have.
    """
    accounts = dict(rules.accounts)
    for code, coefficient in (change.coefficients or {}).items():
        _refuse_unknown("机构", code, accounts)
        accounts[code] = replace(accounts[code], coefficient=coefficient)
    for code in change.points or {}:
        _refuse_unknown("病种", code, rules.points)
    return replace(
        rules,
        terms=change.terms or rules.terms,
        points={**rules.points, **(change.points or {})},
        accounts=accounts,
        point_value=change.point_value or rules.point_value,
        fund=rules.fund if change.fund is None else change.fund,
    )


def _refuse_unknown(title: str, code: str, known: Mapping[str, object]) -> None:
    if code not in known:
        message = (
            f"没有叫 {code} 的{title}；请照 dip_points 或 dip_cleared 表里的写法写。"
        )
        raise JixiaoError(message)


def compare(cases: YearCases, rules: YearRules, change: Change) -> Comparison:
    """Settle a year as it is and as it would be.

    Raises:
        JixiaoError: as `changed_rules` and `settle_year` do.
    """
    before = settle_year(cases, rules)
    others = changed_rules(rules, change)
    after = settle_year(_without(cases, change.without), others)
    return Comparison(
        before,
        after,
        _by_hospital(before, after),
        _differences(_by_group(before), _by_group(after)),
    )


def _without(cases: YearCases, left_out: frozenset[str]) -> YearCases:
    for code in left_out:
        _refuse_unknown("机构", code, dict.fromkeys(cases.hospital_codes))
    if not left_out:
        return cases
    stays = np.array([code not in left_out for code in cases.hospital_codes])
    kept = stays[cases.hospitals]
    number = np.cumsum(stays) - 1
    return YearCases(
        [key for key, flag in zip(cases.keys, kept, strict=True) if flag],
        [code for code in cases.hospital_codes if code not in left_out],
        number[cases.hospitals[kept]],
        cases.group_codes,
        cases.groups[kept],
        cases.costs[kept],
        cases.booked[kept],
        cases.months[kept],
    )


def _by_hospital(before: SettledYear, after: SettledYear) -> tuple[Difference, ...]:
    first, second = (
        {each.year.code: each.share for each in settled.clearing.hospitals}
        for settled in (before, after)
    )
    return _differences(first, second)


def _by_group(settled: SettledYear) -> dict[str, int]:
    """Return what each group's points are worth, in fen."""
    codes = [*settled.cases.group_codes, NO_GROUP]
    sums = np.zeros(len(codes), np.int64)
    places = np.where(settled.cases.groups < 0, len(codes) - 1, settled.cases.groups)
    np.add.at(sums, places, settled.priced.points)
    worth = (
        settled.clearing.point_value * settled.clearing.ratio * Fraction(_FEN, _MILLION)
    )
    return {
        code: rounded(int(n) * worth) for code, n in zip(codes, sums, strict=True) if n
    }


def _differences(
    before: Mapping[str, int], after: Mapping[str, int]
) -> tuple[Difference, ...]:
    codes = sorted({*before, *after})
    made = [Difference(code, before.get(code, 0), after.get(code, 0)) for code in codes]
    return tuple(sorted(made, key=lambda each: (-each.change, each.code)))
