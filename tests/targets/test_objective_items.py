"""The numbered parts of an objective."""

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
