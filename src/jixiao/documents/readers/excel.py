"""Excel (.xlsx, .xls, .et): sheets as grids, merged cells kept, hidden sheets noted."""

import io
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from itertools import product
from typing import Any

from jixiao.documents.assembly import Block, assemble, grid_of
from jixiao.documents.document import Cell, Document, Source
from jixiao.errors import UnreadableDocument
from jixiao.evidence import Note
from jixiao.settings import Settings

_LETTERS = 26
_MIDNIGHT = time()


def read_excel(content: bytes, source: Source, settings: Settings) -> Document:
    """Read every visible sheet; a hidden one is left out and noted.

    Raises:
        UnreadableDocument: it is damaged, protected by a password, or has too many cells.
    """
    import python_calamine as calamine  # noqa: PLC0415 — kept out of jixiao --help

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    except calamine.PasswordError as error:
        message = f"{source.path} 有密码保护，请先去掉密码再读取。"
        raise UnreadableDocument(message) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        message = f"{source.path} 不是能读的 Excel 文件，或已损坏。请用 Excel 或 WPS 另存后再读取。"
        raise UnreadableDocument(message) from error
    blocks: list[Block] = []
    notes: list[Note] = []
    left = settings.most_cells
    for sheet in book.sheets_metadata:
        if sheet.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        if sheet.visible != calamine.SheetVisibleEnum.Visible:
            notes.append(
                Note(code="hidden_sheet", text=f"工作表“{sheet.name}”是隐藏的，没有读")
            )
            continue
        cells = _cells(book, sheet.name, source)
        left -= len(cells)
        if left < 0:
            message = (
                f"{source.path} 有 {settings.most_cells} 个以上的单元格，超过上限。"
                "请拆分后再读取，或用环境变量 JIXIAO_MOST_CELLS 提高上限。"
            )
            raise UnreadableDocument(message)
        if cells:
            blocks.append(grid_of(cells))
    return assemble(source, blocks, notes=notes)


def _cells(book: Any, name: str, source: Source) -> list[Cell]:
    """The cells of a sheet that hold something or are merged."""
    rows, merged = _contents(book, name, source)
    spans, covered = _spans(merged, len(rows), max(map(len, rows), default=0))
    cells = []
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            text = _printed(value)
            place = row, column
            if place in covered or not (text or place in spans):
                continue
            down, across = spans.get(place, (1, 1))
            cells.append(
                Cell(
                    text=text,
                    row=row,
                    column=column,
                    row_span=down,
                    column_span=across,
                    ref=f"{name}!{_letters(column)}{row + 1}",
                )
            )
    return cells


_Place = tuple[int, int]
"""Row and column, from 0."""


def _contents(
    book: Any, name: str, source: Source
) -> tuple[list[list[Any]], list[tuple[_Place, _Place]]]:
    """The values of a sheet by row, and its merged ranges."""
    import python_calamine as calamine  # noqa: PLC0415

    try:
        sheet = book.get_sheet_by_name(name)
        return sheet.to_python(skip_empty_area=False), sheet.merged_cell_ranges or []
    except (calamine.CalamineError, OSError, ValueError) as error:
        message = f"{source.path} 的工作表“{name}”已损坏，没有读出。请用 Excel 或 WPS 另存后再读取。"
        raise UnreadableDocument(message) from error


def _spans(
    merged: Iterable[tuple[_Place, _Place]], height: int, width: int
) -> tuple[dict[_Place, _Place], set[_Place]]:
    """How many rows and columns merged cells span within the sheet, and what they cover."""
    spans: dict[_Place, _Place] = {}
    covered: set[_Place] = set()
    for (top, left), (bottom, right) in merged:
        if top >= height or left >= width:
            continue
        rows = range(top, min(bottom, height - 1) + 1)
        columns = range(left, min(right, width - 1) + 1)
        spans[top, left] = len(rows), len(columns)
        covered |= set(product(rows, columns)) - {(top, left)}
    return spans, covered


def _letters(column: int) -> str:
    """The name of a column as a sheet prints it: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        name = chr(ord("A") + rest) + name
    return name


def _printed(value: object) -> str:
    """A value as a sheet shows it in its plainest format."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        text = format(Decimal(repr(value)), "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, date):
        day = f"{value.year}年{value.month}月{value.day}日"
        timed = isinstance(value, datetime) and value.time() != _MIDNIGHT
        return f"{day} {value:%H:%M}" if timed else day
    return str(value)
