"""Where heads end, and what they make of the columns below them."""

import pytest

from jixiao.budgets.boxes import Piece, pieces
from jixiao.budgets.heads import Kind, blocks_of, columns_of, head_count
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
    ],
)
def test_heads_end_where_the_first_item_stands(rows: list[list[str]], count: int):
    assert count == head_count(piece(*rows).rows)


def kinds(*rows: list[str]) -> list[Kind]:
    whole = piece(*rows)
    return [c.kind for c in columns_of(whole.rows[:1], whole.rows[1:], whole.width)]


def test_columns_are_what_their_heads_and_their_cells_say():
    heads = ["科目编码", "科目名称", "行次", "合计", "备注"]
    rows = [["208", "社会保障", "1", "5.00", "新增"], ["210", "卫生健康", "2", "6", ""]]

    assert [
        Kind.CODE, Kind.NAME, Kind.LINE_NUMBER, Kind.FIGURE, Kind.REMARK,
    ] == kinds(heads, *rows)  # fmt: skip


def test_one_head_over_code_and_name_is_told_by_the_cells():
    rows = [["208", "社会保障", "5.00"], ["210", "卫生健康", "6.00"]]

    assert [Kind.CODE, Kind.NAME, Kind.FIGURE] == kinds(["项目", "", "合计"], *rows)


def test_labels_behind_amounts_begin_another_block():
    whole = piece(
        ["收入", "金额", "支出", "金额"], ["一、甲", "1.00", "一、乙", "2.00"]
    )

    blocks = blocks_of(columns_of(whole.rows[:1], whole.rows[1:], whole.width))

    assert [(0, 1), (2, 3)] == [tuple(c.at for c in b.columns) for b in blocks]
