"""Forms as a workbook, one to a sheet, set to print on A4."""

import io
import re
from collections.abc import Sequence

from jixiao import chinese
from jixiao.publication.forms import Sheet

_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_CHARACTERS = 96
_ACROSS = 140
_LINE = 15


def form_xlsx(sheets: Sequence[Sheet], names: Sequence[str]) -> bytes:
    """Give the workbook's bytes; `names` are what the sheets are called."""
    import xlsxwriter  # noqa: PLC0415 — kept out of jixiao --help

    stream = io.BytesIO()
    used: set[str] = set()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_numbers": False}) as book:
        base = {"font_name": "宋体", "font_size": 10.5, "text_wrap": True, "valign": "vcenter"}
        title = book.add_format({**base, "font_size": 16, "bold": True, "align": "center"})
        middle = book.add_format({**base, "align": "center"})
        right = book.add_format({**base, "align": "right"})
        label = book.add_format({**base, "border": 1, "align": "center"})
        text = book.add_format({**base, "border": 1})
        for sheet, given in zip(sheets, names, strict=True):
            page = book.add_worksheet(_name(given, used))
            page.set_paper(9)
            if sheet.landscape:
                page.set_landscape()
            page.fit_to_pages(1, 0)
            page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
            room = _ACROSS if sheet.landscape else _CHARACTERS
            widths = [room * width / sum(sheet.widths) for width in sheet.widths]
            for column, width in enumerate(widths):
                page.set_column(column, column, width)
            last = sheet.grid.columns - 1
            lines = [(line, title if not n else middle) for n, line in enumerate(sheet.titles)]
            lines += [(note, right) for note in sheet.notes]
            for row, (line, how) in enumerate(lines):
                page.merge_range(row, 0, row, last, line, how)
            page.set_row(0, 30)
            heights = [1] * sheet.grid.rows
            for cell in sheet.grid.cells:
                row, column = cell.row + len(lines), cell.column
                how = label if (cell.row, column) in sheet.labels else text
                if cell.row_span * cell.column_span > 1:
                    below = row + cell.row_span - 1
                    page.merge_range(row, column, below, column + cell.column_span - 1, "", how)
                page.write_string(row, column, cell.text, how)
                wide = max(2, int(sum(widths[column : column + cell.column_span]) - 2))
                tall = sum(-(-chinese.width(part) // wide) for part in cell.text.split("\n"))
                if cell.row_span == 1:
                    heights[cell.row] = max(heights[cell.row], tall)
            for row, tall in enumerate(heights):
                page.set_row(row + len(lines), min(400, _LINE * tall + 5))
    return stream.getvalue()


def _name(given: str, used: set[str]) -> str:
    """Give a sheet's name that Excel takes and no other sheet has."""
    plain = _FORBIDDEN.sub("", given)[:_LONGEST_NAME].strip() or "绩效目标表"
    name, number = plain, 2
    while name.lower() in used:
        tail = f"（{number}）"
        name, number = plain[: _LONGEST_NAME - len(tail)] + tail, number + 1
    used.add(name.lower())
    return name
