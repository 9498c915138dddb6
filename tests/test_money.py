from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.money import SCALES, Money, convert, in_yuan, round_to_fen

amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


def test_ten_thousands_are_read_exactly():
    assert Money(Decimal("2780000.00")) == Money.of("278", "万元")
    assert Decimal("0.52") == Money.of("0.52", "万元").to("万元")


def test_rounding_is_half_up_to_the_fen():
    assert Decimal("0.01") == round_to_fen(Decimal("0.005"))
    assert Decimal("-0.01") == round_to_fen(Decimal("-0.005"))


def test_a_unit_that_is_no_money_is_refused():
    with pytest.raises(ValueError, match="不是金额单位"):
        Money.of(1, "台")


@pytest.mark.parametrize("text", ["", "一万", "NaN", "Infinity"])
def test_what_is_no_amount_is_refused(text: str):
    with pytest.raises(ValueError, match="不是金额"):
        Money.of(text)


def test_money_prints_with_thousands_commas():
    assert "1,234,500.00元" == str(Money.of("123.45", "万元"))


@given(amounts, amounts)
def test_sums_and_differences_are_exact(one: Decimal, other: Decimal):
    assert Money(one) == Money(one) + Money(other) - Money(other)
    assert Money(-one) == -Money(one)


@given(amounts, st.sampled_from(sorted(SCALES)), st.sampled_from(sorted(SCALES)))
def test_a_conversion_comes_back(number: Decimal, unit: str, into: str):
    assert number == convert(convert(number, unit, into), into, unit)


def test_fen_are_printed_as_yuan_exactly():
    assert "7,275.00" == in_yuan(727_500)
    assert "-0.05" == in_yuan(-5)
    assert "90,071,992,547,409.93" == in_yuan(2**53 + 1)
