"""Totals in prose and the items before them."""

from decimal import Decimal

import pytest

from jixiao.checks.itemised import itemised_totals


def test_items_before_a_total_are_read_in_yuan():
    items, total, printed = next(itemised_totals("宣传5万元，培训3.5万元，合计8.5万元"))

    assert [50_000, 35_000] == items
    assert (85_000, "合计8.5万元") == (total, printed)


def test_a_total_after_one_item_adds_nothing_up():
    assert [] == list(itemised_totals("宣传5万元，合计5万元"))


def test_the_items_of_a_total_are_not_those_of_the_next():
    text = "宣传1万元，培训2万元，共计3万元；设备4万元，印刷5万元，共计9万元"

    first, second = itemised_totals(text)

    assert [40_000, 50_000] == second[0]
    assert 30_000 == first[1]


def test_a_total_behind_a_unit_price_is_an_item():
    text = "复印机10台每台0.7万元合计7万元，培训3万元，总计10万元"

    items, total, _ = next(itemised_totals(text))

    assert ([70_000, 30_000], 100_000) == (items, total)


@pytest.mark.parametrize("text", ["每人补助", "不低于", "≥"])
def test_a_price_or_a_floor_is_no_item(text: str):
    items, _, _ = next(itemised_totals(f"宣传1万元，{text}3万元，培训2万元，合计3万元"))

    assert [10_000, 20_000] == items


def test_a_decimal_before_a_bracket_is_in_ten_thousands():
    items, _, _ = next(itemised_totals("宣传1.5（含印刷），培训2.5（三期），合计4万元"))

    assert [Decimal(15_000), Decimal(25_000)] == items


def test_a_whole_number_before_a_bracket_is_no_amount():
    assert [] == list(itemised_totals("宣传15（场），培训25（人），合计4万元"))
