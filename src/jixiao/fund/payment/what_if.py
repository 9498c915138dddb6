"""What if: a year settled again by other rules, who wins and loses, and the groups that drive it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from jixiao.errors import JixiaoError
from jixiao.fund.parameters import Terms
from jixiao.fund.payment.apportionment import rounded
from jixiao.fund.payment.case_points import Array
from jixiao.fund.payment.year_cases import YearCases
from jixiao.fund.payment.year_settlement import (
    HospitalAccount,
    SettledYear,
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
    millionths of a yuan. Cases of a `merged` group count for the other one. Hospitals in `without`
    take no part; one that is `joining` treats as many and the same cases as the one it is like.
    `regrouped` are the same cases in the groups of another catalogue, with its points.
    """

    fund: int | None = None
    point_value: int | None = None
    points: Mapping[str, int] | None = None
    coefficients: Mapping[str, int] | None = None
    terms: Terms | None = None
    without: frozenset[str] = frozenset()
    assessments: Mapping[str, Fraction] | None = None
    merged: Mapping[str, str] | None = None
    joining: Mapping[str, str] | None = None
    regrouped: "Regrouped | None" = None


@dataclass(frozen=True, slots=True)
class Regrouped:
    """A year's cases as another catalogue groups them, and what its groups are worth there.

    `points` are ten-thousandths; groups in `same_price` count alike in every hospital; `point_value`
    (millionths of a yuan) goes with those points. `doubts` are said with the result.
    """

    cases: YearCases
    points: Mapping[str, int]
    same_price: frozenset[str]
    point_value: int
    doubts: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Fit:
    """How well groups tell costs apart, and how many cases stand just above the low line.

    `explained` is the share of the variance of costs that groups explain (R²), `cv` the mean
    coefficient of variation within groups, weighted by their cases; none where nothing is grouped.
    """

    explained: float | None
    cv: float | None
    piled_up: int


def fit_of(settled: SettledYear) -> Fit:
    """Return how well a year's groups fit its costs."""
    cases = settled.cases
    grouped = cases.groups >= 0
    costs = cases.costs[grouped].astype(np.float64)
    places = cases.groups[grouped]
    fit = explained_by(costs, places, len(cases.group_codes))
    return Fit(*fit, settled.piled_up)


def explained_by(
    costs: Array, places: Array, groups: int
) -> tuple[float | None, float | None]:
    """Return the share of the variance of costs that groups explain, and the mean variation within."""
    if not len(costs) or not costs.var():
        return None, None
    counts = np.bincount(places, minlength=groups)
    size = np.maximum(counts, 1)
    means = np.bincount(places, costs, minlength=len(counts)) / size
    within = (costs - means[places]) ** 2
    spread = np.sqrt(np.bincount(places, within, minlength=len(counts)) / size)
    relative = np.divide(spread, means, out=np.zeros_like(means), where=means > 0)
    explained = 1 - within.sum() / ((costs - costs.mean()) ** 2).sum()
    return float(explained), float((relative * counts).sum() / counts.sum())


def changed_rules(rules: YearRules, change: Change) -> YearRules:
    """Return rules with a change laid over them.

    Raises:
        JixiaoError: it names a group or a hospital that the year does not have.
    """
    if change.regrouped is not None:
        rules = _rules_of(rules, change.regrouped)
    for code in (*(change.points or {}), *(change.merged or {})):
        _refuse_unknown("病种", code, rules.points)
    return replace(
        rules,
        terms=change.terms or rules.terms,
        points={**rules.points, **(change.points or {})},
        accounts=_changed_accounts(rules, change),
        point_value=change.point_value or rules.point_value,
        fund=rules.fund if change.fund is None else change.fund,
    )


def _rules_of(rules: YearRules, regrouped: Regrouped) -> YearRules:
    return replace(
        rules,
        points=regrouped.points,
        same_price=regrouped.same_price,
        point_value=regrouped.point_value,
    )


def _changed_accounts(
    rules: YearRules, change: Change
) -> Mapping[str, HospitalAccount]:
    accounts = dict(rules.accounts)
    for code, like in (change.joining or {}).items():
        _refuse_unknown("机构", like, rules.accounts)
        if code in accounts:
            message = f"要加入的 {code} 已经在内。请另写一个编号。"
            raise JixiaoError(message)
        accounts[code] = replace(accounts[like], deducted=0, paid=0)
    for code, coefficient in (change.coefficients or {}).items():
        _refuse_unknown("机构", code, accounts)
        accounts[code] = replace(accounts[code], coefficient=coefficient)
    for code, assessment in (change.assessments or {}).items():
        _refuse_unknown("机构", code, accounts)
        accounts[code] = replace(accounts[code], assessment=assessment)
    return accounts


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
    after = settle_year(_changed_cases(cases, others, change), others)
    return Comparison(
        before,
        after,
        _by_hospital(before, after),
        _differences(_by_group(before), _by_group(after)),
    )


def _changed_cases(cases: YearCases, rules: YearRules, change: Change) -> YearCases:
    if change.regrouped is not None:
        cases = change.regrouped.cases
    for code, into in (change.merged or {}).items():
        _refuse_unknown("病种", into, rules.points)
        cases = _merged(cases, code, into)
    for code, like in (change.joining or {}).items():
        cases = _joined(cases, code, like)
    return _without(cases, change.without)


def _merged(cases: YearCases, code: str, into: str) -> YearCases:
    codes = list(cases.group_codes)
    if code not in codes:
        return cases
    if into not in codes:
        codes.append(into)
    taken = cases.groups == codes.index(code)
    groups = np.where(taken, codes.index(into), cases.groups)
    return replace(cases, group_codes=codes, groups=groups)


def _joined(cases: YearCases, code: str, like: str) -> YearCases:
    _refuse_unknown("机构", like, dict.fromkeys(cases.hospital_codes))
    alike = np.flatnonzero(cases.of_hospital(like))
    whole = cases.take(np.concatenate((np.arange(len(cases)), alike)))
    hospitals = whole.hospitals.copy()
    hospitals[len(cases) :] = len(cases.hospital_codes)
    keys = [*cases.keys, *(f"{cases.keys[n]}@{code}" for n in alike.tolist())]
    codes = [*cases.hospital_codes, code]
    return replace(whole, keys=keys, hospital_codes=codes, hospitals=hospitals)


def _without(cases: YearCases, left_out: frozenset[str]) -> YearCases:
    for code in left_out:
        _refuse_unknown("机构", code, dict.fromkeys(cases.hospital_codes))
    if not left_out:
        return cases
    stays = np.array([code not in left_out for code in cases.hospital_codes])
    kept = cases.take(np.flatnonzero(stays[cases.hospitals]))
    number = np.cumsum(stays) - 1
    codes = [code for code in cases.hospital_codes if code not in left_out]
    return replace(kept, hospital_codes=codes, hospitals=number[kept.hospitals])


def _by_hospital(before: SettledYear, after: SettledYear) -> tuple[Difference, ...]:
    first, second = (
        {each.year.code: each.shared for each in settled.clearing.hospitals}
        for settled in (before, after)
    )
    return _differences(first, second)


def _by_group(settled: SettledYear) -> dict[str, int]:
    """Return what each group's points are worth, in fen."""
    codes = [*settled.cases.group_codes, NO_GROUP]
    places = np.where(settled.cases.groups < 0, len(codes) - 1, settled.cases.groups)
    points, fixed = np.zeros((2, len(codes)), np.int64)
    np.add.at(points, places, settled.priced.points)
    np.add.at(fixed, places, settled.fixed)
    clearing = settled.clearing
    fen = clearing.ratio * Fraction(_FEN, _MILLION)
    floating, of_fixed = clearing.point_value, clearing.fixed_value or 0
    rows = zip(codes, points.tolist(), fixed.tolist(), strict=True)
    return {
        code: rounded(
            ((n - of_fixed_points) * floating + of_fixed_points * of_fixed) * fen
        )
        for code, n, of_fixed_points in rows
        if n
    }


def _differences(
    before: Mapping[str, int], after: Mapping[str, int]
) -> tuple[Difference, ...]:
    codes = sorted({*before, *after})
    made = [Difference(code, before.get(code, 0), after.get(code, 0)) for code in codes]
    return tuple(sorted(made, key=lambda each: (-each.change, each.code)))
