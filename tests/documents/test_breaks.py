"""Rows that a page break tore, and labels that only one page prints."""

from jixiao.documents.assembly import grid_of
from jixiao.documents.breaks import join_pages
from jixiao.documents.document import Cell, Grid
from jixiao.evidence import Box

WIDTH = 100.0


def box(column: int, row: int) -> Box:
    return column * WIDTH, row * 20.0, (column + 1) * WIDTH, (row + 1) * 20.0


def table(*rows: tuple[str, ...], page: int = 1) -> Grid:
    cells = [
        Cell(text=text, row=row, column=column, page=page, box=box(column, row))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    return grid_of(cells, page)


def texts(grid: Grid) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row].append(cell.text)
    return rows


def joined(
    upper: Grid, lower: Grid, *full: Box
) -> tuple[list[list[str]], list[list[str]]]:
    above, below = [upper], [lower]
    join_pages(above, below, frozenset(full))
    return texts(above[0]), texts(below[0])


UPPER = table(
    ("产出指标", "数量指标", "修缮道路", "≥3条"),
    ("", "", "群众对道路修缮工作的", "≥95%"),
)
LOWER = table(
    ("", "", "满意度", ""), ("效益指标", "社会效益", "通行便利", "显著"), page=2
)


def test_the_half_of_a_torn_row_goes_back_to_its_page():
    upper, lower = joined(UPPER, LOWER, box(2, 1))

    assert "群众对道路修缮工作的\n满意度" == upper[1][2].strip()
    assert [["效益指标", "社会效益", "通行便利", "显著"]] == lower


def test_a_row_whose_cell_had_room_is_not_torn():
    assert (texts(UPPER), texts(LOWER)) == joined(UPPER, LOWER)


def test_a_label_is_carried_though_another_goes_on_from_the_page_before():
    upper = table(
        ("", "", "培训次数", "≥3次"),
        ("效益指标", "社会效益", "知晓率", "≥90%"),
        ("满意度指标", "", "参保人满意度", "≥90%"),
    )
    lower = table(
        ("", "服务对象满意度", "医院满意度", "≥90%"),
        ("", "", "职工满意度", "≥9"),
        page=2,
    )

    above, _ = joined(upper, lower)

    assert ["", "", "培训次数", "≥3次"] == above[0]
    assert ["满意度指标", "服务对象满意度", "参保人满意度", "≥90%"] == above[2]


def test_two_labels_that_end_alike_are_two_rows():
    upper = table(
        ("产出指标", "成本指标", "印刷费", "≤2万元"),
        ("效益指标", "经济效益指标", "", ""),
    )
    lower = table(("", "社会效益指标", "", ""), ("", "生态效益指标", "", ""), page=2)

    assert (texts(upper), texts(lower)) == joined(upper, lower, box(1, 1))


def test_two_figures_are_two_values():
    upper = table(
        ("产出指标", "数量指标", "修缮道路", "3"),
        ("产出指标", "质量指标", "合格率", "95%"),
    )
    lower = table(
        ("", "", "", "98%"), ("效益指标", "社会效益", "通行便利", "显著"), page=2
    )

    assert (texts(upper), texts(lower)) == joined(upper, lower, box(3, 1))


def test_a_merged_label_is_printed_on_the_page_its_cell_begins_on():
    upper = grid_of(
        [
            Cell(text="产出指标", row=0, column=0, box=box(0, 0)),
            Cell(text="修缮道路", row=0, column=1, box=box(1, 0)),
            Cell(text="", row=1, column=0, box=box(0, 1)),
            Cell(text="通行便利", row=1, column=1, box=box(1, 1)),
        ]
    )
    lower = table(("效益指标", "群众满意"), ("", "安全出行"), page=2)

    assert [["产出指标", "修缮道路"], ["效益指标", "通行便利"]] == joined(upper, lower)[
        0
    ]


def test_a_blank_cell_above_the_foot_gets_no_label():
    upper = table(("", "修缮道路"), ("产出指标", "通行便利"))
    lower = table(("效益指标", "群众满意"), page=2)

    assert texts(upper) == joined(upper, lower)[0]
