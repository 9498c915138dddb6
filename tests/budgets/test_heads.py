"""Where heads end, and where they are printed again."""

import pytest

from jixiao.budgets.boxes import Piece, pieces
from jixiao.budgets.heads import ABOUT, head_count, sections
from tests.budgets.test_boxes import flow, grid


def piece(*rows: list[str]) -> Piece:
    read = flow(grid(1, *rows))
    (only,) = pieces(read, 0, len(read))
    return only


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ([["项目", "决算数"], ["栏次", "1"], ["合计", "5.00"]], 2),
        ([["项目", "金额", "项目", "金额"], ["一、收入", "", "一、支出", ""]], 1),
        ([["合计", "公务接待费"], ["1.00", "1.00"]], 1),
        ([["科目编码", "科目名称", "合计"], ["合计", "", ""]], 1),
        ([["2101501", "行政运行", "5.00"]], 0),
        ([["公开01表", "单位：万元"], ["科目", "合计"], ["合计", "0"]], 2),
        ([["财决公开01表", "单位：元"], ["科目", "合计"], ["合计", "0"]], 2),
        ([["预算公开表3", "单位：元"], ["科目", "合计"], ["合计", "0"]], 2),
    ],
)
def test_heads_end_where_the_first_item_stands(rows: list[list[str]], count: int):
    assert count == head_count(piece(*rows).rows)


@pytest.mark.parametrize(
    "text", ["公开01表", "财决公开01表", "预算公开03表", "附表2", "表10", "公开07-1表"]
)
def test_the_number_of_a_table_is_not_its_title(text: str):
    assert ABOUT.fullmatch(text)
    assert not ABOUT.fullmatch("国有资产占用情况表")


def test_heads_printed_again_begin_another_section():
    heads = ["科目", "合计"]
    rows = piece(heads, ["甲", "1.00"], ["乙", "2.00"], heads, ["丙", "3.00"]).rows

    assert [(1, 2), (1, 1)] == [(len(s.heads), len(s.body)) for s in sections(rows)]
