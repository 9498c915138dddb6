"""Forms as a workbook, one to a sheet, set to print on A4."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Self

from jixiao import chinese
from jixiao.publication.forms import Sheet

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_CHARACTERS = 96
_ACROSS = 140
"""Characters in a line of A4, upright and laid across."""
_LINE, _ROOM, _TALLEST = 15, 5, 400
"""Heights of a row, in points: of a line, above and below the text, the most Excel takes."""
_TITLE_HEIGHT = 30
_A4 = 9
"""The number of the paper in a workbook."""
_MARGINS = {"left": 0.5, "right": 0.5, "top": 0.6, "bottom": 0.6}
_PLAIN = {
    "font_name": "宋体",
    "font_size": 10.5,
    "text_wrap": True,
    "valign": "vcenter",
}


@dataclass(frozen=True, slots=True)
class _Styles:
    """The formats of a form: its titles and notes, its labels and what is filled in."""

    title: "Format"
    subtitle: "Format"
    note: "Format"
    label: "Format"
    text: "Format"

    @classmethod
    def of(cls, book: "Workbook") -> Self:
        """Make the formats in a workbook."""
        return cls(
            title=book.add_format(
                {**_PLAIN, "font_size": 16, "bold": True, "align": "center"}
            ),
            subtitle=book.add_format({**_PLAIN, "align": "center"}),
            note=book.add_format({**_PLAIN, "align": "right"}),
            label=book.add_format({**_PLAIN, "border": 1, "align": "center"}),
            text=book.add_format({**_PLAIN, "border": 1}),
        )


def form_xlsx(sheets: Sequence[Sheet], names: Sequence[str]) -> bytes:
    """The workbook's bytes; `names` are what the sheets are called."""
    import xlsxwriter  # noqa: PLC0415 — kept out of jixiao --help

    stream = io.BytesIO()
    used: set[str] = set()
    with xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_numbers": False}
    ) as book:
        styles = _Styles.of(book)
        for sheet, name in zip(sheets, names, strict=True):
            page = book.add_worksheet(_free_name(name, used))
            room = _ACROSS if sheet.landscape else _CHARACTERS
            widths = [room * width / sum(sheet.widths) for width in sheet.widths]
            _set_page(page, sheet, widths)
            first = _write_titles(page, sheet, styles)
            _write_grid(page, sheet, styles, widths, first)
    return stream.getvalue()


def _set_page(page: "Worksheet", sheet: Sheet, widths: Sequence[float]) -> None:
    page.set_paper(_A4)
    if sheet.landscape:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_margins(**_MARGINS)
    for column, width in enumerate(widths):
        page.set_column(column, column, width)


def _write_titles(page: "Worksheet", sheet: Sheet, styles: _Styles) -> int:
    """Write titles and notes, each over all columns; returns the row that the grid begins in."""
    first, *further = sheet.titles
    lines = [(first, styles.title)]
    lines += [(line, styles.subtitle) for line in further]
    lines += [(note, styles.note) for note in sheet.notes]
    last_column = sheet.grid.columns - 1
    for row, (line, style) in enumerate(lines):
        page.merge_range(row, 0, row, last_column, line, style)
    page.set_row(0, _TITLE_HEIGHT)
    return len(lines)


def _write_grid(
    page: "Worksheet",
    sheet: Sheet,
    styles: _Styles,
    widths: Sequence[float],
    first: int,
) -> None:
    """Write the cells from a row on; a row is as tall as the longest cell that is its alone."""
    lines_of = [1] * sheet.grid.rows
    for cell in sheet.grid.cells:
        row, column = cell.row + first, cell.column
        last_row, last_column = row + cell.row_span - 1, column + cell.column_span - 1
        style = styles.label if (cell.row, column) in sheet.labels else styles.text
        if (last_row, last_column) != (row, column):
            page.merge_range(row, column, last_row, last_column, "", style)
        page.write_string(row, column, cell.text, style)
        if cell.row_span == 1:
            lines = _count_lines(cell.text, sum(widths[column : last_column + 1]))
            lines_of[cell.row] = max(lines_of[cell.row], lines)
    for row, lines in enumerate(lines_of):
        page.set_row(row + first, min(_TALLEST, _LINE * lines + _ROOM))


def _count_lines(text: str, width: float) -> int:
    """How many lines a text wraps to; two characters of the width are the cell's borders."""
    room = max(2, int(width - 2))
    return sum(ceil(chinese.width(line) / room) for line in text.split("\n"))


def _free_name(wanted: str, used: set[str]) -> str:
    """A sheet's name that Excel takes and no other sheet has."""
    plain = _FORBIDDEN.sub("", wanted)[:_LONGEST_NAME].strip() or "绩效目标表"
    name, number = plain, 2
    while name.lower() in used:
        tail = f"（{number}）"
        name, number = plain[: _LONGEST_NAME - len(tail)] + tail, number + 1
    used.add(name.lower())
    return name
