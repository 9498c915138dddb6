from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from jixiao.money import SCALES, convert, from_fen, in_yuan

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
