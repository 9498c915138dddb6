"""Tables beside each other on one sheet: parted only where they surely are two."""

from msgspec.structs import replace

from jixiao.documents import Cell
from jixiao.documents.readers.side_by_side import tables_of

FORM = (
    "项目支出绩效目标表",
    "项目名称|甲",
    "主管部门|乙局",
    "一级指标|二级指标|三级指标|指标值",
    "产出指标|数量指标|次数|≥5次",
)


def cells(rows: tuple[str, ...], right: int = 0) -> list[Cell]:
    return [
        Cell(text=text, row=row, column=column + right)
        for row, line in enumerate(rows)
        for column, text in enumerate(line.split("|"))
        if text
    ]


def columns(table: list[Cell]) -> set[int]:
    return {cell.column for cell in table}


def test_copies_of_a_form_are_two_tables_with_or_without_a_blank_column():
    for right in (4, 5):
        tables = tables_of(cells(FORM) + cells(FORM, right))

        assert [cells(FORM), cells(FORM)] == tables


def test_three_forms_are_three_tables():
    tables = tables_of(cells(FORM) + cells(FORM, 5) + cells(FORM, 10))

    assert 3 == len(tables)


def test_other_tables_with_titles_of_their_own_are_two_across_a_blank_column():
    income = ("部门收入决算表", "科目|金额", "合计|5")
    outlay = ("部门支出决算表", "支出|数额", "总计|6")

    assert 2 == len(tables_of(cells(income) + cells(outlay, 3)))
    assert 1 == len(tables_of(cells(income) + cells(outlay, 2)))


def test_a_table_that_begins_lower_is_another_across_a_blank_column():
    lower = [replace(cell, row=cell.row + 2) for cell in cells(FORM, 5)]

    assert [len(FORM)] * 2 == [
        len({cell.row for cell in table}) for table in tables_of(cells(FORM) + lower)
    ]


def test_what_a_merged_cell_crosses_is_one_table():
    both = cells(FORM) + cells(FORM, 5)
    title = both[0]
    wide = Cell(text=title.text, row=9, column=3, column_span=3)

    assert 1 == len(tables_of([*both, wide]))


def test_halves_of_one_table_stay_together():
    paired = (
        "收入支出决算总表",
        "|||公开01表",
        "项目|行次|||项目|行次|金额",
        "收入|1|5||支出|9|5",
        "合计|2|5||合计|10|5",
        "年初结转和结余|3|0||年末结转和结余|11|0",
    )
    term_and_year = (
        "项目支出绩效目标表",
        "项目名称|甲",
        "一级指标|二级指标|三级指标|指标值|二级指标|三级指标|指标值",
        "产出指标|数量指标|次数|≥15次|数量指标|次数|≥5次",
    )
    for rows in (paired, term_and_year):
        assert 1 == len(tables_of(cells(rows)))
