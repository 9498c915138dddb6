"""A year cleared: the fund turned into a point value, and shared out to the fen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from jixiao.errors import JixiaoError
from jixiao.fund.parameters import Terms
from jixiao.fund.payment import fixed_part, retention
from jixiao.fund.payment.apportionment import apportion, rounded
from jixiao.fund.payment.point_value import MILLION, floating_point_value
from jixiao.fund.payment.retention import (
    Quota,
    after_sharing,
    group_quotas,
    retention_of,
)
from jixiao.money import in_yuan

KEYS = (
    "dip.point_value_form",
    "dip.elastic_base",
    "dip.ratio_of",
    "dip.clearing_deadline",
)
"""The parameters that every clearing asks; `keys_of` adds those of what was chosen."""
_FEN = 100


def keys_of(terms: Terms) -> tuple[str, ...]:
    """Return the parameters by which a year is cleared: a part that is fixed, and sharing, if chosen."""
    form = terms.choice("dip.point_value_form")
    fixed = {fixed_part.SEVERE: fixed_part.KEYS[:1], fixed_part.RIGID: fixed_part.KEYS[1:]}  # fmt: skip
    shared = retention.KEYS if retention_of(terms) else ()
    return (*KEYS, *fixed.get(form, ()), *shared)


@dataclass(frozen=True, slots=True)
class GroupYear:
    """A hospital's cases of a group: points and those paid at a fixed value, in millionths; fen booked."""

    points: int
    fixed_points: int
    booked: int


@dataclass(frozen=True, slots=True)
class HospitalYear:
    """A hospital's year before it is cleared: points in millionths, money in fen.

    `booked` is what the fund was booked to pay of `cost`; `assessment` the coefficient of its
    yearly assessment; `deducted` by audits; `paid` already. `fixed_points` are those of the points
    that are paid at the budget's value; `groups` are needed where surpluses are kept by group.
    """

    code: str
    cases: int
    points: int
    cost: int
    booked: int
    assessment: Fraction = Fraction(1)
    deducted: int = 0
    paid: int = 0
    fixed_points: int = 0
    groups: tuple[GroupYear, ...] = ()


@dataclass(frozen=True, slots=True)
class HospitalClearing:
    """What a year brings a hospital, in fen: its share, after assessment, and what is still due.

    `shared` is the share once surpluses are kept and overspends borne; `due` below 0 is owed by the
    hospital.
    """

    year: HospitalYear
    share: int
    shared: int
    assessed: int
    due: int


@dataclass(frozen=True, slots=True)
class Clearing:
    """A year cleared: `ratio` is the fund's share of costs, `point_value` yuan a point, both exact.

    Points that are fixed are paid at `fixed_value`; none where no part of them is. `beyond` is what
    the shares are above the fund (below 0: under it).
    """

    fund: int
    ratio: Fraction
    points: int
    point_value: Fraction
    hospitals: tuple[HospitalClearing, ...]
    notes: tuple[str, ...]
    fixed_value: Fraction | None = None

    @property
    def beyond(self) -> int:
        """How far the shares are above the fund, in fen."""
        return sum(each.share for each in self.hospitals) - self.fund


def clear_year(
    hospitals: Sequence[HospitalYear],
    fund: int,
    terms: Terms,
    budget_point_value: int | None = None,
) -> Clearing:
    """Share a year's fund (fen) out by points.

    `budget_point_value`, in millionths of a yuan, is needed where point values are fixed or elastic.

    Raises:
        JixiaoError: there are no points or costs, or a point value is needed and not given.
    """
    cost, points = sum(h.cost for h in hospitals), sum(h.points for h in hospitals)
    if fund <= 0 or cost <= 0:
        message = "年度可用基金和病例费用都要大于 0，才能清算。请检查基金和年度。"
        raise JixiaoError(message)
    ratio = Fraction(sum(h.booked for h in hospitals), cost)
    floating = floating_point_value(fund, ratio, points)
    fixed_points = sum(h.fixed_points for h in hospitals)
    values = _values(floating, points, fixed_points, terms, budget_point_value)
    if terms.choice("dip.ratio_of") == "全区":
        whole = values.value in (floating, values.rest)
        total = fund if whole else _fen(values.worth(points, fixed_points), ratio)
        weights = [values.weight(h.points, h.fixed_points) for h in hospitals]
        shares = apportion(total, weights)
    else:
        shares = [
            _fen(values.worth(h.points, h.fixed_points), _own_ratio(h))
            for h in hospitals
        ]
    cleared = _cleared(hospitals, shares, values, terms)
    clearing = Clearing(fund, ratio, points, values.value, cleared, (), values.fixed)
    return replace(clearing, notes=tuple(_notes(clearing, terms)))


@dataclass(frozen=True, slots=True)
class _Values:
    """Yuan a point: `value` of points that are not fixed, `fixed` of those that are.

    `rest` is the value that shares out what fixed points leave of the fund; none where none are fixed.
    """

    value: Fraction
    fixed: Fraction | None = None
    rest: Fraction | None = None

    def worth(self, points: int, fixed_points: int) -> Fraction:
        """Return yuan of costs that points are worth."""
        worth = (points - fixed_points) * self.value + fixed_points * (self.fixed or 0)
        return worth / MILLION

    def weight(self, points: int, fixed_points: int) -> int:
        """Return a whole number in proportion to what points are worth."""
        if self.fixed is None:
            return points
        below = self.value.denominator * self.fixed.denominator
        return int(self.worth(points, fixed_points) * below * MILLION)


def _values(
    floating: Fraction, points: int, fixed_points: int, terms: Terms, budget: int | None
) -> _Values:
    form = terms.choice("dip.point_value_form")
    if form == "浮动":
        return _Values(floating)
    if budget is None:
        message = f"点值是“{form}”的，要有年初点值。请先算出或写明年初点值。"
        raise JixiaoError(message)
    fixed = Fraction(budget, MILLION)
    if form == "固定":
        return _Values(fixed)
    if form == "弹性":
        base = terms.factor("dip.elastic_base")
        return _Values(base * fixed + (1 - base) * floating)
    return _with_fixed_part(floating, points, fixed_points, fixed)


def _with_fixed_part(
    floating: Fraction, points: int, fixed_points: int, fixed: Fraction
) -> _Values:
    """Return the values where fixed points come first, and the others share what is left.

    Raises:
        JixiaoError: all points are fixed, or they take more than there is.
    """
    if not fixed_points:
        return _Values(floating)
    left = points * floating - fixed_points * fixed
    if fixed_points == points or left < 0:
        message = (
            "按年初点值付重症或刚性的部分，就用完了可用基金，其余的分不到；或者全部都是固定的。"
            "请检查基金、年初点值，或换一种点值。"
        )
        raise JixiaoError(message)
    value = left / (points - fixed_points)
    return _Values(value, fixed, value)


def _fen(yuan: Fraction, ratio: Fraction) -> int:
    return rounded(yuan * ratio * _FEN)


def _own_ratio(hospital: HospitalYear) -> Fraction:
    return Fraction(hospital.booked, hospital.cost) if hospital.cost else Fraction(0)


def _cleared(
    hospitals: Sequence[HospitalYear],
    shares: Sequence[int],
    values: _Values,
    terms: Terms,
) -> tuple[HospitalClearing, ...]:
    quotas = [Quota(s, h.booked) for h, s in zip(hospitals, shares, strict=True)]
    groups = [
        group_quotas(
            share,
            [values.weight(each.points, each.fixed_points) for each in hospital.groups],
            [each.booked for each in hospital.groups],
        )
        for hospital, share in zip(hospitals, shares, strict=True)
    ]
    shared = after_sharing(retention_of(terms), quotas, groups)
    rows = zip(hospitals, shares, shared, strict=True)
    return tuple(_judged(*row) for row in rows)


def _judged(hospital: HospitalYear, share: int, shared: int) -> HospitalClearing:
    assessed = rounded(shared * hospital.assessment)
    due = assessed - hospital.deducted - hospital.paid
    return HospitalClearing(hospital, share, shared, assessed, due)


def _notes(clearing: Clearing, terms: Terms) -> list[str]:
    notes = []
    rule = retention_of(terms)
    if clearing.beyond:
        more = "多" if clearing.beyond > 0 else "少"
        amount = in_yuan(abs(clearing.beyond))
        unshared = (
            "" if rule else "结余留用、超支分担没有全国的比例，参数里没有选，没有算。"
        )
        notes.append(
            f"按这样的点值，各机构合计比可用基金{more} {amount} 元。{unshared}"
        )
    if rule:
        moved = sum(each.shared - each.share for each in clearing.hospitals)
        more = "多" if moved > 0 else "少"
        notes.append(
            f"按{rule.level}算结余留用、超支分担以后，各机构合计比应得的{more} {in_yuan(abs(moved))} 元。"
        )
    owing = [each.year.code for each in clearing.hospitals if each.due < 0]
    if owing:
        notes.append(f"{len(owing)} 家机构已付多于应付，应收回：{'、'.join(owing)}。")
    return notes
