"""The numbered parts of an objective."""

from decimal import Decimal

import pytest

from jixiao.targets.objective_items import find_items


def numbers(text: str) -> list[str]:
    return [item.number for item in find_items(text)]


@pytest.mark.parametrize(
    "text",
    [
        "目标1：修路。目标2：架桥。",
        "1.修路。2.架桥。",
        "1、修路；2、架桥",
        "（1）修路（2）架桥",
    ],
)
def test_an_objective_is_cut_at_its_figures(text: str):
    assert ["1", "2"] == numbers(text)


def test_an_objective_is_cut_at_its_numerals():
    assert ["一", "二"] == numbers("一、修路。二、架桥。")


def test_a_single_number_cuts_nothing():
    assert () == find_items("1.完成全年道路维修。")


def test_figures_inside_numbered_parts_stay_in_their_text():
    first, second, third = find_items(
        "（一）修路。（二）架桥：1.木桥；2.石桥。（三）植树。"
    )

    assert ("一", "二", "三") == (first.number, second.number, third.number)
    assert "架桥：1.木桥；2.石桥。" == second.text


def test_gaps_stay_gaps_and_leaps_are_figures():
    assert ["1", "3"] == numbers("1.修路。3.架桥。17.不是序号。")


def test_numbers_in_levels_are_a_tree_with_the_amounts_each_part_states():
    items = find_items(
        "一、保障运转（投入120万元）。（一）办公80万元：1.采购2.5万元；2.维修，每人500元/年。"
        "（二）人员经费40万元。二、培训30万元。（一）培训3期；（二）考核。"
    )

    first, second = items
    office, staff = first.items
    assert ["一", "二"] == [item.number for item in items]
    assert ["一", "二"] == [item.number for item in second.items]
    assert ["1", "2"] == [item.number for item in office.items]
    assert [(Decimal(120), "万元")] == [(a.number, a.unit) for a in first.amounts]
    assert [Decimal("2.5")] == [a.number for a in office.items[0].amounts]
    assert () == office.items[1].amounts
    assert "人员经费40万元。" == staff.text


def test_numbers_that_run_on_below_the_next_part_are_its_own():
    first, second = find_items("一、修路：1.甲；2.乙。二、架桥：4.丙；5.丁。")

    assert ["1", "2"] == [item.number for item in first.items]
    assert ["4", "5"] == [item.number for item in second.items]
