"""What a workbook of the old kind (.xls, .et) says about how its sheets look."""

import io
import struct
from typing import Any

from jixiao.documents.readers.sheet_looks import Place, SheetLooks, WorkbookLooks

_PLAIN = ("", "General", "@")
_WHITE = (1, 9)
"""The numbers of white among the colours of such a workbook."""
_TEXT_OF_A_BOX = b"\xb6\x01\x12\x00"
"""How the record of a text box, or of a comment, begins."""
_LOWEST_ROW = 20
"""Twentieths of a point below which a row shows nothing."""
_NARROWEST_COLUMN = 50
"""256ths of the width of a figure below which a column shows nothing."""


def looks_of_old(content: bytes) -> WorkbookLooks | None:
    """Read how the sheets of such a workbook look; None where it is of another kind, or damaged.

    What its text boxes say is not among them.
    """
    import xlrd  # noqa: PLC0415 — wanted by such workbooks only

    faults = (
        *(xlrd.XLRDError, struct.error, AssertionError, AttributeError),
        *(LookupError, ArithmeticError, TypeError, ValueError, OSError),
        *(NameError, RecursionError),
    )
    try:
        book = xlrd.open_workbook(
            file_contents=content,
            formatting_info=True,
            ragged_rows=True,
            logfile=io.StringIO(),
        )
        sheets = {sheet.name: _sheet(book, sheet) for sheet in book.sheets()}
    except faults:
        return None
    return WorkbookLooks(sheets, from_1904=book.datemode == 1)


def count_boxes(content: bytes) -> int:
    """How many text boxes and comments such a workbook has."""
    return content.count(_TEXT_OF_A_BOX)


def _sheet(book: Any, sheet: Any) -> SheetLooks:
    formats: dict[Place, str] = {}
    white: set[Place] = set()
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            style = book.xf_list[sheet.cell_xf_index(row, column)]
            code = book.format_map[style.format_key].format_str
            if code not in _PLAIN:
                formats[row, column] = code
            font = book.font_list[style.font_index]
            if font.colour_index in _WHITE and not style.background.fill_pattern:
                white.add((row, column))
    rows, columns = sheet.rowinfo_map, sheet.colinfo_map
    return SheetLooks(
        hidden_rows=frozenset(
            row
            for row, info in rows.items()
            if info.hidden or info.height < _LOWEST_ROW
        ),
        hidden_columns=frozenset(
            column
            for column, info in columns.items()
            if info.hidden or info.width < _NARROWEST_COLUMN
        ),
        formats=formats,
        white=frozenset(white),
    )
