"""Workbooks: merges, what is hidden, values as a sheet shows them, tables side by side."""

import io
import zipfile
from datetime import date

import xlsxwriter

from jixiao.documents import Cell, open_document
from jixiao.documents.document import Source
from jixiao.documents.readers.excel import read_excel
from jixiao.publication.forms import lay_out
from jixiao.reading import read_document
from jixiao.settings import Settings
from tests.conftest import EXAMPLES


def test_sheets_merges_and_values(write):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("目标表")
        sheet.merge_range("A1:C1", "标题")
        sheet.write_row("A2", ["金额", 12.5, 0.1 + 0.2])
        sheet.write_row("A3", ["整数", 284, True])
        dated = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_datetime("A4", date(2026, 12, 15), dated)
        sheet.write_formula("B4", "=B2*2", value=25)
        book.add_worksheet("藏").hide()
    document = open_document(write(stream.getvalue()))

    assert [
        "标题\t\t",
        "金额\t12.5\t0.3",
        "整数\t284\t是",
        "2026年12月15日\t25\t",
    ] == [line.text for line in document.lines]
    assert "目标表!B2" == document.lines[1].cells[1].ref
    assert 3 == document.grids[0].cells[0].column_span
    assert ["hidden_sheet"] == [note.code for note in document.notes]


def opened(write, fill):
    return open_document(write(_saved(fill)))


def test_values_stand_as_their_formats_print_them(write):
    def fill(book, sheet):
        formats = ["0%", '"≥"0.0%', '"≥"0"次"', "#,##0.00", 'yyyy"年"m"月"']
        values = [0.95, 0.985, 5, 12345.678, 46357]
        for column, (value, code) in enumerate(zip(values, formats, strict=True)):
            sheet.write_number(0, column, value, book.add_format({"num_format": code}))

    document = opened(write, fill)

    assert "95%\t≥98.5%\t≥5次\t12,345.68\t2026年12月" == document.lines[0].text


def test_what_is_hidden_is_noted_and_not_read(write):
    def fill(_, sheet):
        for row, words in enumerate(["甲 乙 丙", "丁 戊 己", "庚 辛 壬"]):
            sheet.write_row(row, 0, words.split())
        sheet.merge_range("A4:C5", "合")
        sheet.write("D5", "癸")
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_column(1, 1, 8, None, {"hidden": True})

    document = opened(write, fill)

    assert ["甲\t丙\t", "庚\t壬\t", "合\t\t癸"] == [
        line.text for line in document.lines
    ]
    assert "表!C3" == document.lines[1].cells[1].ref
    merged = document.grids[0].cells[-2]
    assert (1, 2) == (merged.row_span, merged.column_span)
    (note,) = document.notes
    assert "hidden_cells" == note.code
    assert "隐藏的第 2 行、B 列有 5 格内容" in note.text


def test_nothing_is_said_of_hidden_places_that_hold_nothing(write):
    def fill(_, sheet):
        sheet.write_row(0, 0, ["甲", "", "丙"])
        sheet.set_column(1, 1, 8, None, {"hidden": True})

    document = opened(write, fill)

    assert (["甲\t丙"], ()) == ([line.text for line in document.lines], document.notes)


def test_of_merges_that_overlap_the_first_stands_and_the_other_is_doubted(write):
    def fill(_, sheet):
        sheet.merge_range("A1:B2", "甲")
        sheet.merge_range("C2:D3", "乙")

    document = open_document(write(_with_merge(_saved(fill), b"C2:D3", b"B2:D3")))

    assert ["甲\t\t", "\t\t乙"] == [line.text for line in document.lines]
    assert [None, 0.5] == [c.confidence for c in document.grids[0].cells if c.text]
    assert ["merge_overlaps"] == [note.code for note in document.notes]
    assert "C2 的合并区域" in document.notes[0].text


def test_words_under_a_merged_cell_are_noted(write):
    def fill(_, sheet):
        sheet.merge_range("A1:B1", "甲")
        sheet.write("C1", "乙")

    document = open_document(write(_with_merge(_saved(fill), b"A1:B1", b"A1:C1")))

    assert ["甲\t\t"] == [line.text for line in document.lines]
    assert ["covered_cells"] == [note.code for note in document.notes]


def _saved(fill) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        fill(book, book.add_worksheet("表"))
    return stream.getvalue()


def _with_merge(content: bytes, merge: bytes, other: bytes) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w") as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(merge, other))
    return stream.getvalue()


def test_forms_beside_each_other_are_read_each_by_itself(write):
    form = EXAMPLES / "shapotou_2022" / "enrolment_service.txt"
    (wanted,) = read_document(form).tables
    grid = lay_out(wanted).grid

    def fill(_, sheet):
        for right in (0, grid.columns + 1):
            for cell in grid.cells:
                _write(sheet, cell, right)

    tables = read_document(write(_saved(fill), "both.xlsx")).tables

    assert [wanted.project_name] * 2 == [table.project_name for table in tables]
    assert [[(row.name, row.target.text) for row in wanted.indicators]] * 2 == [
        [(row.name, row.target.text) for row in table.indicators] for table in tables
    ]


def _write(sheet, cell: Cell, right: int) -> None:
    row, column = cell.row, cell.column + right
    last_row, last_column = row + cell.row_span - 1, column + cell.column_span - 1
    if (row, column) == (last_row, last_column):
        sheet.write_string(row, column, cell.text)
    else:
        sheet.merge_range(row, column, last_row, last_column, cell.text)


def test_a_title_in_a_text_box_stands_above_the_table(write):
    def fill(_, sheet):
        sheet.write_row(3, 0, ["甲", "乙"])
        sheet.insert_textbox(0, 0, "绩效目标表")
        sheet.insert_textbox(8, 0, "注：金额")

    document = open_document(write(_saved(fill)))

    assert ["绩效目标表", "甲\t乙", "注：金额"] == [
        line.text for line in document.lines
    ]


def test_a_text_box_over_a_blank_cell_is_what_it_says_not_quite_surely(write):
    def fill(_, sheet):
        sheet.write_row(0, 0, ["题"])
        sheet.write_row(1, 0, ["项目名称", "", "主管部门"])
        sheet.insert_textbox(1, 1, "甲项目")

    document = open_document(write(_saved(fill)))

    assert ["题\t\t", "项目名称\t甲项目\t主管部门"] == [
        line.text for line in document.lines
    ]
    assert [0.5] == [
        c.confidence for c in document.grids[0].cells if c.text == "甲项目"
    ]


def test_what_a_format_hides_or_white_letters_print_is_noted(write):
    def fill(book, sheet):
        sheet.write(0, 0, "甲")
        sheet.write(0, 1, 5, book.add_format({"num_format": ";;;"}))
        sheet.write(1, 0, "乙", book.add_format({"font_color": "#FFFFFF"}))
        dark = book.add_format({"font_color": "#FFFFFF", "bg_color": "#1F4E79"})
        sheet.write(1, 1, "丙", dark)

    document = open_document(write(_saved(fill)))

    assert ["甲\t", "乙\t丙"] == [line.text for line in document.lines]
    assert ["hidden_cells", "white_text"] == [note.code for note in document.notes]
    assert "“表”B1的内容" in document.notes[0].text
    assert "“表”A2的字" in document.notes[1].text


def test_a_workbook_that_does_not_tell_its_looks_says_so():
    content = _saved(lambda _, sheet: sheet.write("A1", 0.95))
    source = Source(path="a.xls", sha256="", format="xls")
    document = read_excel(content, source, Settings())

    assert (["0.95"], ["looks_unknown"]) == (
        [line.text for line in document.lines],
        [note.code for note in document.notes],
    )


def test_rows_beside_covered_words_are_in_doubt(write):
    def fill(_, sheet):
        sheet.merge_range("A1:A2", "甲")
        sheet.write_column("B1", ["乙", "丙", "丁"])
        sheet.write("A3", "戊")

    document = open_document(write(_with_merge(_saved(fill), b"A1:A2", b"A1:A3")))

    doubted = {c.text: c.confidence for c in document.grids[0].cells if c.text}
    assert {"甲": None, "乙": None, "丙": None, "丁": 0.5} == doubted


def test_words_to_choose_from_beside_a_table_are_noted_and_not_read(write):
    def fill(_, sheet):
        sheet.write_row(0, 0, ["项目名称", "甲项目"])
        sheet.write_column(0, 6, ["定量", "定性"])

    document = opened(write, fill)

    assert ["项目名称\t甲项目"] == [line.text for line in document.lines]
    assert ["lists_unread"] == [note.code for note in document.notes]


def test_hints_beside_a_table_stand_below_it(write):
    def fill(_, sheet):
        sheet.write_row(0, 0, ["项目名称", "甲项目"])
        sheet.write_row(1, 0, ["主管部门", "乙局", "", "填报说明："])
        sheet.write(2, 3, "1.金额以万元为单位。")

    document = opened(write, fill)

    assert [
        "项目名称\t甲项目",
        "主管部门\t乙局",
        "填报说明：",
        "1.金额以万元为单位。",
    ] == [line.text for line in document.lines]
