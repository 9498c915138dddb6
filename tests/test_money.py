from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.money import SCALES, convert, from_fen, in_yuan, typed_number

amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


def test_ten_thousands_are_converted_exactly():
    assert Decimal(2_780_000) == convert(Decimal(278), "万元", "元")
    assert Decimal("0.52") == convert(Decimal(5_200), "元", "万元")


def test_fen_are_yuan_of_two_digits():
    assert "7275.00" == str(from_fen(727_500))
    assert "-0.05" == str(from_fen(-5))


@given(amounts, st.sampled_from(sorted(SCALES)), st.sampled_from(sorted(SCALES)))
def test_a_conversion_comes_back(number: Decimal, unit: str, into: str):
    assert number == convert(convert(number, unit, into), into, unit)


def test_fen_are_printed_as_yuan_exactly():
    assert "7,275.00" == in_yuan(727_500)
    assert "-0.05" == in_yuan(-5)
    assert "90,071,992,547,409.93" == in_yuan(2**53 + 1)


def test_a_typed_number_may_part_its_thousands():
    assert Decimal("1200.50") == typed_number(" 1,200.50")
    assert Decimal(12_000) == typed_number("１２，０００")
    assert Decimal("-0.5") == typed_number("-.5")
    assert Decimal(12) == typed_number("12.")


@pytest.mark.parametrize(
    "text",
    ["1.000,50", "1,5", "12,34,567", "1e3", "1_000", "٣", "²", "12万", "", ".", "-", "NaN"],
)  # fmt: skip
def test_what_can_be_read_in_two_ways_is_no_typed_number(text: str):
    assert typed_number(text) is None
