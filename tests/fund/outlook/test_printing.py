"""Counts are printed whole, everything else with two digits."""

from fractions import Fraction

import pytest

from jixiao.fund.outlook.printing import printed


@pytest.mark.parametrize(
    ("value", "unit", "wanted"),
    [
        (Fraction(6100), "人次", "6,100"),
        (Fraction(61), "元", "61.00"),
        (Fraction(61, 2), "人次", "30.50"),
        (None, "人次", "—"),
    ],
)
def test_a_count_has_no_decimals(value: Fraction | None, unit: str, wanted: str):
    assert wanted == printed(value, unit)
