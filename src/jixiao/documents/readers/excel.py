"""Excel (.xlsx, .xls, .et): sheets as grids, merged cells kept, hidden sheets noted."""

import io
from datetime import date, datetime, time, timedelta
from decimal import Decimal
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
    for about in book.sheets_metadata:
        if about.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        if about.visible != calamine.SheetVisibleEnum.Visible:
            notes.append(Note(code="hidden_sheet", text=f"工作表“{about.name}”是隐藏的，没有读"))
            continue
        cells = _cells(book, about.name, source)
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
    """Give a sheet's cells that hold something or are merged."""
    import python_calamine as calamine  # noqa: PLC0415

    try:
        sheet = book.get_sheet_by_name(name)
        rows = sheet.to_python(skip_empty_area=False)
        merged = sheet.merged_cell_ranges or []
    except (calamine.CalamineError, OSError, ValueError) as error:
        message = (
            f"{source.path} 的工作表“{name}”已损坏，没有读出。请用 Excel 或 WPS 另存后再读取。"
        )
        raise UnreadableDocument(message) from error
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    height, width = len(rows), max(map(len, rows), default=0)
    for (top, left), (bottom, right) in merged:
        if top >= height or left >= width:
            continue
        bottom, right = min(bottom, height - 1), min(right, width - 1)  # noqa: PLW2901
        spans[top, left] = (bottom - top + 1, right - left + 1)
        covered |= {
            (row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)
        } - {(top, left)}
    found = []
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            text = _printed(value)
            if (row, column) in covered or not (text or (row, column) in spans):
                continue
            down, across = spans.get((row, column), (1, 1))
            found.append(
                Cell(
                    text=text, row=row, column=column, row_span=down, column_span=across,
                    ref=f"{name}!{_letters(column)}{row + 1}",
                )
            )  # fmt: skip
    return found


def _letters(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        name = chr(ord("A") + rest) + name
    return name


def _printed(value: object) -> str:
    """Print a value as a sheet shows it in its plainest format."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        text = format(Decimal(repr(value)), "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, datetime):
        dated = f"{value.year}年{value.month}月{value.day}日"
        return dated if value.time() == _MIDNIGHT else f"{dated} {value:%H:%M}"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value)
