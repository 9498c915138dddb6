"""The known answers of 差比价, and what any conversion must keep."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.fund.parameters import load_parameter_sets
from jixiao.fund.prices.conversion import Factors, factors_of
from jixiao.fund.prices.strength import Strength, read_strength
from jixiao.fund.prices.wording import Form, Wording

TABLET = Form("片剂", oral=True)
FACTORS = factors_of(load_parameter_sets()["sample"].on(date(2026, 3, 31)))


def ratio(of: str, to: str, form: Form = TABLET, factors: Factors = FACTORS) -> Decimal:
    """K from one pack to another."""
    of_level, to_level = (
        factors.level(read_strength(text, sold_by="支"), form) for text in (of, to)
    )
    return factors.converted(Decimal(1), of_level, to_level)


def priced(price: str, of: str, to: str) -> Decimal:
    return FACTORS.rounded(Decimal(price) * ratio(of, to))


def test_twice_the_capsules_cost_1_95_times():
    assert Decimal("17.00") == priced("8.72", "0.25g*24", "0.25g*48")


def test_half_the_count_divides():
    assert Decimal("0.512821") == round(ratio("0.1g*20", "0.1g*10"), 6)


def test_content_and_count_multiply():
    assert Decimal("25.13") == priced("10.00", "0.25g*24", "0.5g*36")
    assert Decimal("2.512513") == round(ratio("0.25g*24", "0.5g*36"), 6)


def test_three_times_the_content():
    assert Decimal("2.318745") == round(ratio("10mg*7", "30mg*7"), 6)


def test_one_concentration_differs_by_its_volume_alone():
    injection = Form("注射液", oral=False)

    assert Decimal("1.900000") == round(ratio("5ml:0.1g", "10ml:0.2g", injection), 6)
    assert Decimal("1.700000") == round(ratio("5ml:0.1g", "5ml:0.2g", injection), 6)


def test_counts_of_other_forms_are_linear():
    injection = Form("注射液", oral=False)

    assert Decimal("5.000000") == round(ratio("2ml:0.1g*1支", "2ml:0.1g*5支", injection), 6)  # fmt: skip


def test_forms_have_their_factors():
    dispersible = Wording().form("分散片")
    sugar_free = Wording().form("颗粒剂（无糖）")
    assert dispersible is not None
    assert sugar_free is not None
    strength = read_strength("0.1g*10")
    plain = FACTORS.level(strength, TABLET)

    assert Decimal("1.2") == round(FACTORS.level(strength, dispersible) / plain, 20)
    assert Decimal("1.1") == round(FACTORS.level(strength, sugar_free) / plain, 20)


def test_a_price_at_the_half_goes_up():
    assert Decimal("19.51") == priced("10.005", "0.1g*10", "0.1g*20")


amounts = st.integers(1, 5000)
strengths = st.builds(
    lambda content, count: Strength((content,), "mg", None, count),
    st.fractions(1, 5000, max_denominator=8),
    amounts,
)


@pytest.mark.slow
@given(strengths, strengths, strengths)
def test_conversion_is_symmetric_and_transitive(a: Strength, b: Strength, c: Strength):
    levels = [FACTORS.level(each, TABLET) for each in (a, b, c)]
    there, on, straight = (
        FACTORS.converted(Decimal(1), levels[x], levels[y])
        for x, y in ((0, 1), (1, 2), (0, 2))
    )
    back = FACTORS.converted(Decimal(1), levels[1], levels[0])

    assert abs(there * back - 1) < Decimal("1e-25")
    assert abs(there * on / straight - 1) < Decimal("1e-25")
