"""Workbooks: merges, hidden sheets, numbers and dates as a sheet shows them."""

import io
from datetime import date

import xlsxwriter

from jixiao.documents import open_document


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
