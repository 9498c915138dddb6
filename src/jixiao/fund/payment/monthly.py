"""Monthly prepayment: what a hospital's points of a month bring before the year is cleared."""

from dataclasses import dataclass
from fractions import Fraction

from jixiao.fund.parameters import Terms
from jixiao.fund.payment.apportionment import rounded

KEYS = ("dip.prepaid_share", "dip.retained_cap")
_FEN, _MILLION = 100, 1_000_000


@dataclass(frozen=True, slots=True)
class MonthOfHospital:
    """A month of a hospital: points in millionths; money in fen.

    `others` is what patients and other payers bore of its cases, `value` what the points are worth,
    `prepaid` what is paid out now (below 0: it owes), `retained` what is kept to the year's end.
    """

    points: int
    value: int
    others: int
    deducted: int
    prepaid: int
    retained: int


def prepay(
    points: int, point_value: int, others: int, deducted: int, terms: Terms
) -> MonthOfHospital:
    """Return (points × the budget's point value − others' payments) × the share − deductions.

    `points` in millionths, `point_value` in millionths of a yuan, money in fen; the value and the
    share are rounded half up to the fen.
    """
    value = rounded(Fraction(points * point_value * _FEN, _MILLION * _MILLION))
    due = value - others
    paid = rounded(due * terms.factor("dip.prepaid_share"))
    return MonthOfHospital(points, value, others, deducted, paid - deducted, due - paid)


def doubts_of(terms: Terms) -> list[str]:
    """Say where what is kept each month is more than may be kept."""
    kept = 1 - terms.factor("dip.prepaid_share")
    cap = terms.factor("dip.retained_cap") if "dip.retained_cap" in terms else None
    if cap is None or kept <= cap:
        return []
    share, most = terms.row("dip.prepaid_share"), terms.row("dip.retained_cap")
    return [
        f"月度付 {share.printed}，留下的多于 {most.printed}（{most.basis}）。两处规定不一致，按前一处算。"
    ]
