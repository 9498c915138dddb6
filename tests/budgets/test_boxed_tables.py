"""Accounts in many layouts, drawn as cells: every amount under its row and its column."""

import pytest

from jixiao.documents import Cell, Document, Source
from jixiao.documents.assembly import assemble, grid_of
from jixiao.reading import read_opened
from tests.budgets.accounts import Drawer, Truth
from tests.budgets.test_boxes import grid
from tests.drawn import drawn


def amounts(document: Document) -> tuple[Truth, list[object]]:
    """What is read of a drawing, and whatever was unread or not sure."""
    reading = read_opened(document)
    assert reading.budget
    read: Truth = {}
    doubts: list[object] = [*reading.unread]
    for table in reading.budget.tables:
        for row in table.rows:
            doubts += [] if row.sure else [row]
            key = row.subject_code or row.subject_name
            for column, amount in row.amounts.items():
                read[table.code, row.side or "", key, column] = amount
    return read, doubts


@drawn(one_of=4)
@pytest.mark.parametrize("draw", [Drawer.accounts, Drawer.budget])
@pytest.mark.parametrize("seed", range(8))
def test_a_table_of_any_layout_is_read_cell_by_cell(seed: int, draw):
    drawer = Drawer(seed)

    read, doubts = amounts(draw(drawer))

    assert drawer.truth == read
    assert [] == doubts


def test_a_label_that_holds_an_amount_is_not_sure():
    rows = [
        ["科目名称", "小计", "基本支出"],
        ["行政运行 3.00", "5.00", "5.00"],
        ["合计", "8.00", "8.00"],
    ]
    cells = [
        Cell(text=text, row=row, column=column, page=1)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    titles = "一般公共预算财政拨款支出决算表", "国有资本经营预算财政拨款支出决算表"
    blocks = [
        block
        for title in titles
        for block in (Cell(text=title, page=1), grid_of(cells, 1))
    ]

    document = assemble(Source(path="示例.pdf", sha256="", format="pdf"), blocks)
    _, doubts = amounts(document)

    assert ["行政运行3.00"] * 2 == [row.subject_name.replace(" ", "") for row in doubts]


def official_accounts(rows: list[list[str]], *, aligned: bool = False) -> Document:
    """A table as “三公” accounts, parted by rules or by white space alone."""
    titles = "“三公”经费支出决算表", "国有资本经营预算财政拨款支出决算表"
    cells = [
        Cell(
            text=text,
            row=row,
            column=column,
            page=1,
            box=(90 * column, 20 * row, 90 * column + 80, 20 * row + 10)
            if aligned
            else None,
        )
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    blocks = [
        block
        for title in titles
        for block in (Cell(text=title, page=1), grid_of(cells, 1))
    ]
    return assemble(Source(path="示例.pdf", sha256="", format="pdf"), blocks)


def test_rows_called_by_a_period_are_amounts_of_that_period():
    rows = [
        ["项目", "合计", "公务接待费", "会议费"],
        ["预算数", "3.00", "1.00", "2.00"],
        ["决算数", "5.00", "2.00", "3.00"],
        ["增减额", "2.00", "1.00", "1.00"],
    ]

    read, _ = amounts(official_accounts(rows))

    reception = {
        column: amount
        for (code, *_, column), amount in read.items()
        if code == "F7" and column.endswith("公务接待费")
    }
    assert {
        "预算数·公务接待费": "1.00",
        "决算数·公务接待费": "2.00",
        "增减额·公务接待费": "1.00",
    } == reception


@pytest.mark.parametrize(
    "name",
    ["21015012行政运行", "五、事业收入31.75五、教育支出", "七、上缴收入七、文化支出"],
)
def test_a_name_that_something_ran_into_is_not_sure_without_rules(name: str):
    rows = [
        ["项目", "预算数", "决算数"],
        ["合计", "5.00", "3.00"],
        [name, "5.00", "3.00"],
    ]

    _, doubts = amounts(official_accounts(rows, aligned=True))

    assert name in {row.subject_name for row in doubts}


def test_parts_of_a_code_in_the_cell_of_its_name_are_joined():
    rows = [
        ["项目", "预算数", "决算数"],
        ["合计", "5.00", "3.00"],
        ["210 15 01 行政运行", "5.00", "3.00"],
    ]

    read, _ = amounts(official_accounts(rows))

    assert "5.00" == read["F9", "", "2101501", "预算数"]


def test_a_page_may_go_on_with_an_item_that_has_no_amounts():
    heads = ["项目", "决算数", "项目", "决算数"]
    first = grid(1, heads, ["一、财政拨款收入", "2.00", "一、医疗支出", "2.00"])
    goes_on = (
        ["使用非财政拨款结余", "", "结余分配", ""],
        ["总计", "2.00", "总计", "2.00"],
    )
    title, other = "收入支出决算总表", "国有资本经营预算财政拨款支出决算表"
    blocks = [Cell(text=title, page=1), first, grid(2, *goes_on)]
    blocks += [
        Cell(text=other, page=2),
        grid(2, ["科目名称", "合计"], ["合计", "1.00"]),
    ]

    document = assemble(Source(path="示例.pdf", sha256="", format="pdf"), blocks)
    read, doubts = amounts(document)

    assert "2.00" == read["F1", "支出", "总计", "支出决算数"]
    assert [] == doubts


def test_what_may_count_the_rows_is_no_sure_amount_without_rules():
    rows = [
        ["项目", "预算数", "决算数"],
        ["接待", "7", "3.00"],
        ["合计", "7.00", "3.00"],
    ]

    _, doubts = amounts(official_accounts(rows, aligned=True))

    assert "接待" in {row.subject_name for row in doubts}
    assert "接待" not in {
        row.subject_name for row in amounts(official_accounts(rows))[1]
    }
