"""Values are compared exact and printed rounded, never so that the print says otherwise."""

from decimal import Decimal

import pytest

from jixiao.measures import library
from jixiao.measures.target_values import in_unit_of, is_met, printed_value
from jixiao.quantity import read_value
from tests.checks.forms import row


@pytest.mark.parametrize(
    ("code", "value", "measured", "met", "printed"),
    [
        ("FU03", "≥0.07亿元", "6951207.84", False, "0.0695"),
        ("FU04", "≤0.0345亿元", "3452309.16", False, "0.03452"),
        ("FU04", "≤0.0346亿元", "3452309.16", True, "0.0345"),
        ("SE03", "全覆盖", "99.996", False, "99.996"),
        ("SE03", "全覆盖", "100", True, "100.00"),
        ("FU01", "6-9个月", "9.004", False, "9.004"),
        ("FU01", "6-9个月", "6", True, "6.00"),
        ("EN01", "≥0.26万人", "2600", True, "0.26"),
    ],
)
def test_a_value_is_compared_before_it_is_rounded(
    code: str, value: str, measured: str, met: bool, printed: str
):
    promised, measure = row("指标", value, "数量指标"), library()[code]

    exact = in_unit_of(promised.target, measure, Decimal(measured))

    assert exact is not None
    assert met == is_met(promised, measure, exact)[0]
    assert Decimal(printed) == printed_value(promised, measure, exact)


def test_a_span_is_measured_in_its_own_unit():
    target = read_value("20-25万人", 2026)[0]

    assert Decimal(22) == in_unit_of(target, library()["EN01"], Decimal(220000))
