"""What heads and cells make of the columns of a table."""

from jixiao.budgets.boxes import pieces
from jixiao.budgets.grid_columns import Kind, blocks_of, columns_of
from jixiao.documents import Cell
from jixiao.documents.assembly import grid_of
from tests.budgets.test_boxes import flow
from tests.budgets.test_heads import piece


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


def test_a_head_over_several_units_of_the_grid_is_one_column():
    heads = [("科目", 0, 1), ("金额", 1, 3)]
    body = [("甲", 0, 1), ("5.00", 1, 3)]
    cells = [
        Cell(text=text, row=row, column=at, column_span=end - at, page=1)
        for row, line in enumerate((heads, body, body))
        for text, at, end in line
    ]
    read = flow(grid_of(cells, 1))
    (whole,) = pieces(read, 0, len(read))

    columns = columns_of(whole.rows[:1], whole.rows[1:], whole.width)

    assert [(0, 1), (1, 3)] == [(column.at, column.end) for column in columns]
