"""Spans are read from what a target prints; other texts are none."""

from decimal import Decimal

import pytest

from jixiao.evaluation import Span, span_of, unit_of
from jixiao.evaluation.spans import number_in_unit
from jixiao.quantity import TargetValue, read_value


@pytest.mark.parametrize(
    ("printed", "low", "high", "unit"),
    [
        ("6-9个月", 6, 9, "个月"),
        ("6至9个月", 6, 9, "个月"),
        ("60%—75%", 60, 75, "%"),
        ("60%～75%", 60, 75, "%"),
        ("60-80人次", 60, 80, "人次"),
        ("控制在6-9个月之间", 6, 9, "个月"),
        ("0.5-1.5", Decimal("0.5"), Decimal("1.5"), ""),
    ],
)
def test_spans_are_read(printed: str, low: Decimal, high: Decimal, unit: str):
    target = read_value(printed, 2026)[0]

    assert Span(Decimal(low), Decimal(high), unit) == span_of(target)
    assert unit == unit_of(target)


@pytest.mark.parametrize(
    "printed",
    ["9-6个月", "60%-75人", "≥95%", "全覆盖", "2026年6-9月", "第3-5批设备到位"],
)
def test_other_texts_are_none(printed: str):
    assert span_of(read_value(printed, 2026)[0]) is None


def test_both_ends_are_included():
    span = span_of(TargetValue(text="6-9个月"))

    assert span is not None
    assert span.holds(Decimal(6))
    assert span.holds(Decimal(9))
    assert not span.holds(Decimal("9.01"))


@pytest.mark.parametrize(
    ("printed", "unit", "number"),
    [
        ("280000人", "万人", 28),
        ("280000", "万人", 280000),
        ("0.8%", "‰", 8),
        ("1.5小时", "分钟", 90),
        ("35000元", "万元", Decimal("3.5")),
        ("30名", "人", 30),
        ("30台", "人", None),
        ("95%", "人", None),
    ],
)
def test_a_number_is_read_in_the_unit_of_the_target(
    printed: str, unit: str, number: Decimal | int | None
):
    read = number_in_unit(read_value(printed, 2026)[0], unit)

    assert read == (None if number is None else Decimal(number))
