"""What a hospital's payment is made of: structure, price and management, which add up to the fen."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from jixiao.fund.payment.apportionment import rounded
from jixiao.fund.payment.statement import HospitalStatement

_MILLION = 1_000_000
_TENTHS = 10_000
_FEN = 100


@dataclass(frozen=True, slots=True)
class PaymentParts:
    """A payment in fen, part by part.

    `structure` is what the cases' points are worth at the budget's value, `price` what the year's
    own value adds or takes away; the rest is management: `raised` by special reviews and new
    technology, `shared` by keeping surpluses and bearing overspends, `assessed` by the yearly
    assessment, `deducted` by audits.
    """

    structure: int
    price: int
    raised: int
    shared: int
    assessed: int
    deducted: int

    @property
    def management(self) -> int:
        """All that is neither structure nor price."""
        return self.raised + self.shared + self.assessed + self.deducted

    @property
    def total(self) -> int:
        """What the year brings, before what was paid already."""
        return self.structure + self.price + self.management


def structure_and_price(
    points: Fraction, reference: Fraction, actual: Fraction
) -> tuple[int, int]:
    """Return points at a reference value, and what the actual value makes of the difference, in fen.

    `points` are points (or weights), the values fen a point.
    """
    return rounded(points * reference), rounded(points * (actual - reference))


def explain_payment(statement: HospitalStatement) -> PaymentParts:
    """Explain a hospital's year from its statement; the parts add up to what it is to get.

    Points that are fixed are paid at the budget's value and have no price part.
    """
    cleared = statement.cleared
    ratio = Fraction(cleared["ratio"])
    reference = statement.fixed_value * ratio * _FEN
    actual = Fraction(cleared["point_value"]) * ratio * _FEN
    plain = Fraction(sum(map(_plain_points, statement.rows)), _MILLION)
    fixed = Fraction(statement.fixed_points, _MILLION)
    of_fixed, _ = structure_and_price(fixed, reference, reference)
    of_floating, price = structure_and_price(plain - fixed, reference, actual)
    structure = of_fixed + of_floating
    return PaymentParts(
        structure=structure,
        price=price,
        raised=cleared["share"] - structure - price,
        shared=statement.shared - cleared["share"],
        assessed=cleared["assessed"] - statement.shared,
        deducted=-cleared["deducted"],
    )


def _plain_points(row: Mapping[str, Any]) -> int:
    """Return a case's points, in millionths, without what a review or new technology raised."""
    if row["special"]:
        factors = row["coefficient"] * row["auxiliary"]
        return int(row["points"] * factors * _MILLION // _TENTHS**3)
    return int(row["case_points"] - row["added"] * (_MILLION // _TENTHS))
