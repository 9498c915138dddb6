"""Saved web pages: spans, layout tables, encodings; nothing is fetched or run."""

from html import escape

import pytest

from jixiao.documents import open_document
from jixiao.publication.forms import lay_out
from jixiao.reading import read_document
from tests.conftest import EXAMPLES
from tests.documents.sheets import as_html


def lines(write, html: str | bytes) -> list[str]:
    return [line.text for line in open_document(write(html)).lines]


def test_spans_stand_once(write):
    html = "<table><tr><td rowspan=2>竖<td>甲<td>乙<tr><td colspan=2>横</table>"

    assert ["竖\t甲\t乙", "\t横\t"] == lines(write, html)


def test_a_layout_table_is_text_and_the_data_inside_a_table(write):
    html = (
        "<html><table><tr><td><p>导航</p></td><td>"
        "<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table></td></tr></table>"
    )

    assert ["导航", "甲\t乙", "丙\t丁"] == lines(write, html)


def test_what_is_hidden_or_code_is_left_out(write):
    html = "<html><body><p style='display: none'>藏</p><script>1</script><p>见<br>下</p></body></html>"

    assert ["见", "下"] == lines(write, html)


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312"])
def test_its_declared_encoding_is_taken(write, encoding: str):
    assert ["项目\t宣传"] == lines(write, as_html("项目\t宣传", encoding))


def test_entities_fetch_nothing(write):
    html = '<!DOCTYPE html SYSTEM "http://127.0.0.1:9/x"><html><body><img src="http://127.0.0.1:9/y">文</body></html>'

    assert ["文"] == lines(write, html)


def test_spans_that_lie_move_no_cell_and_are_noted(write):
    html = (
        "<table><tr><td>一<td>二<td>三<tr><td rowspan=8>甲<td>乙<td>丙<tr><td>丁<td>戊"
        "<tr><td>己<td>庚<td>辛<tr><td>壬<td>癸<td>子</table>"
    )
    document = open_document(write(html))

    assert ["一\t二\t三", "甲\t乙\t丙", "\t丁\t戊", "己\t庚\t辛", "壬\t癸\t子"] == [
        line.text for line in document.lines
    ]
    assert ["spans_repaired"] == [note.code for note in document.notes]


def test_a_span_of_nought_ends_with_its_section(write):
    html = (
        "<table><tbody><tr><td rowspan=0>竖<td>甲<tr><td>乙</tbody>"
        "<tbody><tr><td>丙<td>丁</tbody></table>"
    )

    assert ["竖\t甲", "\t乙", "丙\t丁"] == lines(write, html)


def test_hidden_cells_take_no_place_and_are_noted(write):
    html = (
        "<html><head><style>.off{display:none}.blank{visibility:hidden}</style></head><body>"
        "<table><tr><td>甲<td class=off>藏<td>乙<tr class=off><td>隐<td>去<td>了"
        "<tr><td class=blank>空<td>丙</table><table hidden><tr><td>一<td>二</table></body></html>"
    )
    document = open_document(write(html))

    assert ["甲\t乙", "\t丙"] == [line.text for line in document.lines]
    (note,) = document.notes
    assert "有 4 格隐藏的内容" in note.text


def test_a_table_of_boxes_is_a_grid_between_its_lines(write):
    row = "<div class=tr><span>{}</span><span>{}</span></div>".format
    html = (
        f"<html><body>题<div>{row('甲', '乙')}{row('丙', '丁')}尾</div></body></html>"
    )
    document = open_document(write(html))

    assert ["题", "甲\t乙", "丙\t丁", "尾"] == [line.text for line in document.lines]
    assert "表1 第2行第1列" == document.lines[2].cells[0].ref


def test_hidden_rows_of_boxes_are_noted(write):
    row = "<div class=tr {}><span>{}</span><span>{}</span></div>".format
    rows = (
        row("", "甲", "乙")
        + row("style=display:none", "藏", "起")
        + row("", "丙", "丁")
    )
    document = open_document(write(f"<html><body><div>{rows}</div></body></html>"))

    assert ["甲\t乙", "丙\t丁"] == [line.text for line in document.lines]
    assert ["hidden_cells"] == [note.code for note in document.notes]


def test_a_form_of_boxes_reads_as_the_form_of_cells(write):
    form = EXAMPLES / "shapotou_2022" / "enrolment_service.txt"
    (wanted,) = read_document(form).tables
    grid = lay_out(wanted).grid
    boxes = "".join(
        f"<div style='grid-column: span {c.column_span}; grid-row: span {c.row_span}'>"
        f"{escape(c.text)}</div>"
        for c in sorted(grid.cells, key=lambda c: (c.row, c.column))
    )
    page = (
        f"<html><body><div class=form>{boxes}</div><style>.form"
        f"{{display:grid; grid-template-columns: repeat({grid.columns}, 1fr)}}</style></body></html>"
    )
    (table,) = read_document(write(page)).tables

    assert wanted.project_name == table.project_name
    assert [(row.aspect, row.name, row.target.text) for row in wanted.indicators] == [
        (row.aspect, row.name, row.target.text) for row in table.indicators
    ]


def test_tables_of_a_row_each_are_one(write):
    row = "<tr><td><table><tr><td>{}<td>{}</table></td></tr>".format
    html = f"<html><table>{row('甲', '乙')}{row('丙', '丁')}</table>"

    (grid,) = open_document(write(html)).grids
    assert (2, 2) == (grid.rows, grid.columns)


def test_fields_of_a_table_are_read(write):
    html = "<table><tr><td>指标值<td><input value='≥95%'><tr><td>单位<td><textarea>次</textarea></table>"

    assert ["指标值\t≥95%", "单位\t次"] == lines(write, html)
