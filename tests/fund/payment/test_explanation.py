"""A payment told apart: structure, price and management add up to it, whatever raised or cut it."""

from fractions import Fraction

import pytest

from jixiao.fund.payment.case_points import Deviation
from jixiao.fund.payment.explanation import explain_payment, structure_and_price
from jixiao.fund.payment.statement import HospitalStatement

MILLION = 1_000_000
TENTHS = 10_000


def case(points: int, case_points: int, *, added: int = 0, special: bool = False):
    return {
        "points": points * TENTHS, "coefficient": TENTHS, "auxiliary": TENTHS, "added": added * TENTHS,
        "special": special, "case_points": case_points * MILLION, "deviation": int(Deviation.NORMAL),
    }  # fmt: skip


def statement(*rows, value: str, reference: int, fixed: int = 0, **cleared):
    points = sum(row["case_points"] for row in rows)
    year = {
        "points": points, "fixed_points": fixed * MILLION, "ratio": "1", "point_value": value,
        "budget_point_value": reference * MILLION, "deducted": 0, **cleared,
    }  # fmt: skip
    return HospitalStatement(year, (), rows, ())


def test_a_weight_by_a_rate_that_holds_has_no_price_part():
    """Weight 2 at 10 000 yuan with an uplift of 1.3: 26 000 = 20 000 + 0 + 6 000."""
    parts = explain_payment(statement(
        case(2, 0, special=True) | {"case_points": 2_600_000},
        value="10000", reference=10_000, share=2_600_000, shared=2_600_000, assessed=2_600_000,
    ))  # fmt: skip

    assert (2_000_000, 0, 600_000) == (parts.structure, parts.price, parts.management)
    assert 2_600_000 == parts.total


def test_points_at_a_value_that_fell_lose_by_price():
    """100 points at .8 against 1.0: 80 = 100 - 20 + 0."""
    parts = explain_payment(statement(
        case(100, 100), value="4/5", reference=1, share=8_000, shared=8_000, assessed=8_000,
    ))  # fmt: skip

    assert (10_000, -2_000, 0) == (parts.structure, parts.price, parts.management)


def test_what_is_fixed_has_no_price_and_every_cut_is_a_part_of_its_own():
    parts = explain_payment(statement(
        case(100, 110, added=10), value="4/5", reference=1, fixed=50,
        share=9_810, shared=9_500, assessed=9_310, deducted=100,
    ))  # fmt: skip

    assert (10_000, -1_000) == (parts.structure, parts.price)
    assert (810, -310, -190, -100) == (
        parts.raised, parts.shared, parts.assessed, parts.deducted,
    )  # fmt: skip
    assert 9_210 == parts.total


@pytest.mark.parametrize("actual", [Fraction(7, 3), Fraction(5)])
def test_both_parts_are_the_points_at_the_actual_value(actual: Fraction):
    structure, price = structure_and_price(Fraction(9), Fraction(5), actual)

    assert 9 * actual == structure + price
