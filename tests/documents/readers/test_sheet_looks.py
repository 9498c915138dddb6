"""What a workbook says of its sheets' looks, also in files that other programs wrote."""

import io
import zipfile

import pytest
import xlsxwriter

from jixiao.documents.document import Source
from jixiao.documents.readers.sheet_looks import SheetLooks, column_of, looks_of
from jixiao.errors import UnreadableDocument
from jixiao.settings import Settings

SOURCE = Source(path="a.xlsx", sha256="", format="xlsx")


def written(fill) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        fill(book)
    return stream.getvalue()


def with_sheet(content: bytes, sheet: str) -> bytes:
    """Put other XML in the place of the first sheet's."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w") as new,
    ):
        for name in old.namelist():
            new.writestr(name, sheet if "sheet1.xml" in name else old.read(name))
    return stream.getvalue()


def looks(
    content: bytes, name: str = "表", settings: Settings | None = None
) -> SheetLooks:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return looks_of(package, SOURCE, settings or Settings()).sheets[name]


def test_formats_hidden_places_and_text_boxes():
    def fill(book):
        sheet = book.add_worksheet("表")
        sheet.write(1, 1, 0.5, book.add_format({"num_format": 9}))
        sheet.write(2, 2, 0.5, book.add_format({"num_format": '"≥"0%'}))
        sheet.set_row(4, None, None, {"hidden": True})
        sheet.set_column(3, 4, 8, None, {"hidden": True})
        sheet.insert_textbox(6, 2, "第一行\n第二行")

    seen = looks(written(fill))

    assert {(1, 1): "0%", (2, 2): '"≥"0%'} == seen.formats
    assert ({4}, {3, 4}) == (seen.hidden_rows, seen.hidden_columns)
    assert (((6, 2), "第一行\n第二行"),) == seen.boxes


def test_rows_and_cells_without_names_are_counted():
    def fill(book):
        percent = book.add_format({"num_format": 9})
        book.add_worksheet("表").write(0, 0, 0.5, percent)

    sheet = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        "<x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c s='1'><x:v>0.5</x:v></x:c></x:row>"
        "<x:row hidden='true'/></x:sheetData></x:worksheet>"
    )
    seen = looks(with_sheet(written(fill), sheet))

    assert ({(0, 1): "0%"}, {1}) == (seen.formats, seen.hidden_rows)


def test_a_cell_far_off_is_refused_before_it_fills_the_memory():
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="Z1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    content = written(lambda book: book.add_worksheet("表"))

    with pytest.raises(UnreadableDocument, match="第 1048576 行、第 26 列"):
        looks(with_sheet(content, sheet))


def test_letters_of_columns():
    assert [0, 25, 26, 16383] == [
        column_of(name) for name in (b"A", b"Z", b"AA", b"XFD")
    ]
