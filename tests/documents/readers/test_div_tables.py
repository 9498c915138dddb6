"""Tables made of boxes: by style, role, class or plain evenness; boxes of a page are none."""

from lxml import html

from jixiao.documents.readers.div_tables import BoxReader
from jixiao.documents.readers.page_styles import styles_of


def table(page: str):
    """The cells (text, row, column, rows, columns) of the table a page begins with, and doubts."""
    root = html.document_fromstring(f"<html><body>{page}</body></html>")
    reader = BoxReader(styles_of(root), lambda element: element.text_content().strip())
    table = reader.table_at([*root.find("body")], 0).table
    if table is None:
        return None
    cells = [
        (c.element.text_content().strip(), c.row, c.column, c.down, c.across)
        for c in table.cells
    ]
    return cells, set(table.doubtful)


def rows(*lines: str, row: str = "", cell: str = "") -> str:
    return "".join(
        f"<div {row}>"
        + "".join(f"<div {cell}>{t}</div>" for t in line.split())
        + "</div>"
        for line in lines
    )


SIMPLE = [
    ("甲", 0, 0, 1, 1),
    ("乙", 0, 1, 1, 1),
    ("丙", 1, 0, 1, 1),
    ("丁", 1, 1, 1, 1),
]


def test_rows_are_known_by_role_style_or_class():
    for attributes in (
        {"row": "role=row", "cell": "role=cell"},
        {"row": "style='display:table-row'"},
        {"row": "style='display: flex'"},
        {"row": "class=tr", "cell": "class=td"},
    ):
        assert (SIMPLE, set()) == table(rows("甲 乙", "丙 丁", **attributes))


def test_rows_without_a_name_are_rows_where_they_are_even():
    assert 9 == len(table(rows("甲 乙 丙", "1 2 3", "4 5 6"))[0])
    assert None is table(rows("甲 乙 丙", "1 2 3"))
    assert None is table(rows("甲 乙 丙", "1 2", "3 4 5"))


def test_widths_tell_the_columns():
    style = "style='width:{}%'".format
    page = (
        f"<div class=row><div {style(20)}>甲</div><div {style(80)}>乙</div></div>"
        f"<div class=row><div {style(20)}>丙</div><div {style(30)}>丁</div>"
        f"<div {style(50)}>戊</div></div>"
    )

    assert [(0, 1), (1, 2), (0, 1), (1, 1), (2, 1)] == [
        (column, across) for _, _, column, _, across in table(page)[0]
    ]


def test_boxes_of_rows_inside_a_row_stand_beside_a_label_that_spans_them():
    inner = rows("数量 次数 ≥5", "质量 合格率 ≥95%", row="class=row")
    page = (
        rows("一级 二级 三级 指标值", row="class=row")
        + f"<div class=row><div>产出</div><div>{inner}</div></div>"
    )
    cells, doubtful = table(page)

    assert ("产出", 1, 0, 2, 1) in cells
    assert ("≥95%", 2, 3, 1, 1) in cells
    assert set() == doubtful


def test_a_css_grid_is_filled_cell_by_cell_with_spans():
    page = (
        "<div style='display:grid; grid-template-columns: repeat(2, 1fr) minmax(9px, 1fr)'>"
        "<div style='grid-row: span 2'>竖</div><div style='grid-column: span 2'>横</div>"
        "<div>甲</div><div>乙</div><div style='grid-column: 1 / 4'>底</div></div>"
    )

    assert [
        ("竖", 0, 0, 2, 1),
        ("横", 0, 1, 1, 2),
        ("甲", 1, 1, 1, 1),
        ("乙", 1, 2, 1, 1),
        ("底", 2, 0, 1, 3),
    ] == table(page)[0]


def test_spans_are_taken_from_attributes_and_uneven_rows_are_doubted():
    page = (
        rows("甲 乙 丙", row="class=row")
        + "<div class=row><div data-colspan=2>丁</div><div>戊</div></div>"
        + rows("己 庚", "注", row="class=row")
    )
    cells, doubtful = table(page)

    assert ("戊", 1, 2, 1, 1) in cells
    assert {2} == doubtful


def test_boxes_that_lay_out_a_page_are_no_table():
    for page in (
        rows("甲", "乙", "丙", row="class=row"),
        "<div class=row><div><h2>新闻</h2></div><div>旁</div></div>" * 2,
        "<div class=row><div><table><tr><td>1</table></div><div>旁</div></div>" * 2,
        "<p><span>一段</span><span>文字</span><span>三节</span></p>" * 3,
        f"<div class=row><div>{'长' * 4000}</div><div>旁</div></div>" * 2,
        "<div class=row>话<div>甲</div><div>乙</div></div>" * 2,
    ):
        assert None is table(page)
