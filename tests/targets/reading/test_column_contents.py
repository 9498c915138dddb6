"""Columns whose heads say nothing."""

import pytest

from jixiao.documents.readers.text import read_text
from jixiao.reading import read_opened
from jixiao.settings import Settings

TITLE = "项目支出绩效目标表\n(2024年度)\n项目名称\t桥梁检测\n"
ROWS = "产出指标\t数量指标\t检测桥梁\t{}\n\t质量指标\t报告通过率\t{}\n\t时效指标\t按期完成率\t{}\n"


def targets(heads: str, *cells: str) -> list[tuple[str, str, str | None]]:
    text = f"{TITLE}一级指标\t二级指标\t{heads}\n" + ROWS.format(*cells)
    opened = read_text(text.encode(), "a.txt", "0" * 64, Settings())
    return [
        (row.name, row.target.text, row.evidence.doubt)
        for table in read_opened(opened).tables
        for row in table.indicators
    ]


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        ("三级指标\t标尺\t谁管", ("46座\t桥梁科", "≥95%\t总工室", "100%\t桥梁科")),
        ("事项\t谁管\t标尺\t要点", ("科室\t46座\t甲", "队\t≥95%\t乙", "室\t100%\t丙")),
    ],
)
def test_a_column_of_targets_is_the_value_whatever_its_head(
    heads: str, cells: tuple[str, ...]
):
    expected = [("检测桥梁", "46座"), ("报告通过率", "≥95%"), ("按期完成率", "100%")]

    assert expected == [row[:2] for row in targets(heads, *cells)]


def test_a_column_of_signs_and_one_of_units_are_known_by_their_cells():
    cells = ("≥\t46\t座", "≥\t95\t%", "＝\t100\t%")

    assert ["≥46座", "≥95%", "＝100%"] == [
        row[1] for row in targets("三级指标\t甲栏\t乙栏\t丙栏", *cells)
    ]


def test_of_two_columns_of_targets_nobody_knows_the_right_one():
    cells = ("40座\t46座", "≥94%\t≥95%", "99%\t100%")

    assert all(row[2] for row in targets("三级指标\t甲栏\t乙栏", *cells))
