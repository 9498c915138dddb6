"""Ticks of a monitoring form, in columns and in one cell."""

import pytest

from jixiao.targets.reading.ticks import read_choice, read_ticks
from tests.targets.reading.test_grid import grid

WORDS = {"确定能": ("确定能",), "有可能": ("有可能",), "完全不可能": ("完全不可能",)}
MONTHS = "一级指标\t二级指标\t三级指标\t年度指标值\t{so_far}\t全年预计完成情况"


@pytest.mark.parametrize("mark", ["√", "✓", "☑", "■", "是", "V"])
def test_a_column_is_ticked_by_any_usual_mark(mark: str):
    assert (("经费保障",), "") == read_ticks({"经费保障": mark, "其他": ""})


@pytest.mark.parametrize("mark", ["", "□", "○", "—", "/", "否", "无"])
def test_a_column_left_open_is_not_ticked(mark: str):
    assert ((), "") == read_ticks({"经费保障": mark})


def test_what_is_written_in_a_column_is_kept_and_ticks_it():
    ticked = read_ticks({"经费保障": "下半年才下达", "人员保障": "√"})

    assert (("经费保障", "人员保障"), "经费保障：下半年才下达") == ticked


@pytest.mark.parametrize(
    ("cell", "chosen"),
    [
        ("有可能", ("有可能",)),
        ("□确定能 ☑有可能 □完全不可能", ("有可能",)),
        ("确定能□有可能☑完全不可能□", ("有可能",)),
        ("确定能 □ 有可能 □ 完全不可能 √", ("完全不可能",)),
        ("", ()),
    ],
)
def test_one_cell_names_what_is_chosen(cell: str, chosen: tuple[str, ...]):
    assert chosen == read_choice(cell, WORDS)


@pytest.mark.parametrize(
    "so_far", ["1-6月执行情况", "1—9月完成情况", "1至10月实际完成值"]
)
def test_the_months_are_those_of_the_heads(tables, so_far: str):
    heads = MONTHS.format(so_far=so_far)

    (table,) = tables(
        grid(
            "产出指标\t数量指标\t场次\t≥9场\t4场\t8场\n\t质量指标\t合格率\t≥9%\t9%\t9%\n",
            heads,
        )
    )

    months = int("".join(c for c in so_far[2:] if c.isdecimal()))
    assert months == table.monitored_months
    assert ["4场", "9%"] == [row.actual.text for row in table.indicators if row.actual]
    assert ["8场", "9%"] == [
        row.expected.text for row in table.indicators if row.expected
    ]
    assert not table.evaluated


def test_causes_told_in_one_column_are_a_reason_too(tables):
    heads = (
        MONTHS.format(so_far="1-7月执行情况") + "\t偏差原因分析\t完成目标可能性\t备注"
    )

    (table,) = tables(
        grid(
            "产出指标\t数量指标\t场次\t≥9场\t4场\t8场\t经费保障不够，人员保障差\t有可能\t年底补办\n",
            heads,
        )
    )

    (row,) = table.indicators
    assert (("经费保障", "人员保障"), "经费保障不够，人员保障差") == (
        row.causes,
        row.reason,
    )
    assert ("有可能", "年底补办") == (row.likelihood, row.remark)
