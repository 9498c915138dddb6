"""A year cleared: the fund turned into a point value, and shared out to the fen."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from jixiao.errors import JixiaoError
from jixiao.fund.parameters import Terms
from jixiao.fund.payment.apportionment import apportion, rounded
from jixiao.fund.payment.point_value import MILLION, floating_point_value
from jixiao.money import in_yuan

KEYS = (
    "dip.point_value_form",
    "dip.elastic_base",
    "dip.ratio_of",
    "dip.clearing_deadline",
)
_FEN = 100


@dataclass(frozen=True, slots=True)
class HospitalYear:
    """A hospital's year before it is cleared: points in millionths, money in fen.

    `booked` is what the fund was booked to pay of `cost`; `assessment` the coefficient of its
    yearly assessment; `deducted` by audits; `paid` already.
    """

    code: str
    cases: int
    points: int
    cost: int
    booked: int
    assessment: Fraction = Fraction(1)
    deducted: int = 0
    paid: int = 0


@dataclass(frozen=True, slots=True)
class HospitalClearing:
    """What a year brings a hospital, in fen: its share, after assessment, and what is still due.

    `due` below 0 is owed by the hospital.
    """

    year: HospitalYear
    share: int
    assessed: int
    due: int


@dataclass(frozen=True, slots=True)
class Clearing:
    """A year cleared: `ratio` is the fund's share of costs, `point_value` yuan a point, both exact.

    `beyond` is what the shares are above the fund (below 0: under it).
    """

    fund: int
    ratio: Fraction
    points: int
    point_value: Fraction
    hospitals: tuple[HospitalClearing, ...]
    notes: tuple[str, ...]

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
    value = _point_value(floating, terms, budget_point_value)
    if terms.choice("dip.ratio_of") == "全区":
        total = fund if value == floating else _fen(points, value, ratio)
        shares = apportion(total, [h.points for h in hospitals])
    else:
        shares = [_fen(h.points, value, _own_ratio(h)) for h in hospitals]
    cleared = tuple(_cleared(h, s) for h, s in zip(hospitals, shares, strict=True))
    clearing = Clearing(fund, ratio, points, value, cleared, ())
    return Clearing(fund, ratio, points, value, cleared, tuple(_notes(clearing)))


def _point_value(floating: Fraction, terms: Terms, budget: int | None) -> Fraction:
    form = terms.choice("dip.point_value_form")
    if form == "浮动":
        return floating
    if budget is None:
        message = f"点值是“{form}”的，要有年初点值。请先算出或写明年初点值。"
        raise JixiaoError(message)
    fixed = Fraction(budget, MILLION)
    if form == "固定":
        return fixed
    base = terms.factor("dip.elastic_base")
    return base * fixed + (1 - base) * floating


def _fen(points: int, value: Fraction, ratio: Fraction) -> int:
    return rounded(Fraction(points, MILLION) * value * ratio * _FEN)


def _own_ratio(hospital: HospitalYear) -> Fraction:
    return Fraction(hospital.booked, hospital.cost) if hospital.cost else Fraction(0)


def _cleared(hospital: HospitalYear, share: int) -> HospitalClearing:
    assessed = rounded(share * hospital.assessment)
    due = assessed - hospital.deducted - hospital.paid
    return HospitalClearing(hospital, share, assessed, due)


def _notes(clearing: Clearing) -> list[str]:
    notes = []
    if clearing.beyond:
        more = "多" if clearing.beyond > 0 else "少"
        amount = in_yuan(abs(clearing.beyond))
        notes.append(
            f"按这样的点值，各机构合计比可用基金{more} {amount} 元。结余留用、超支分担"
            "没有全国的比例，参数里也没有，没有算。"
        )
    owing = [each.year.code for each in clearing.hospitals if each.due < 0]
    if owing:
        notes.append(f"{len(owing)} 家机构已付多于应付，应收回：{'、'.join(owing)}。")
    return notes
