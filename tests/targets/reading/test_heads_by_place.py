"""Heads in words that no list has, known by the levels below them."""

import pytest

from jixiao.documents import Line
from jixiao.targets.reading.heads_by_place import with_heads_by_place

ROW = "产出指标\t数量指标\t改造路灯\t600盏\t1500盏"


def texts(*lines: str) -> list[str]:
    printed = [Line(number, text) for number, text in enumerate(lines, 1)]
    return [line.text for line in with_heads_by_place(printed)]


def test_words_over_levels_and_names_are_their_heads():
    assert ["一级指标\t二级指标\t三级指标\t上年实绩\t本年计划", ROW] == texts(
        "类别\t分类\t内容\t上年实绩\t本年计划", ROW
    )


@pytest.mark.parametrize(
    "head",
    [
        "项目名称\t路灯改造\t主管部门\t甲市城管局\t备注",
        "一级指标\t二级指标\t内容\t上年实绩\t本年计划",
        "类别\t分类\t内容\t本年计划",
    ],
)
def test_fields_known_heads_and_too_few_heads_stay(head: str):
    assert [head, ROW] == texts(head, ROW)
