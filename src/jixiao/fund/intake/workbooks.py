"""Workbooks: the first sheet as rows of text, and what of the book is not in them."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
from python_calamine import CalamineError, CalamineSheet, load_workbook

from jixiao.documents.panics import panics_as
from jixiao.documents.reader import PathTask, task_of
from jixiao.documents.worker import Service, Tick, ask
from jixiao.errors import UnreadableDocument, name_of
from jixiao.fund.intake.formulas import failed_formulas
from jixiao.fund.intake.heads import MOST_ROWS_ABOVE, Heads, find_heads
from jixiao.fund.intake.printed_cells import plain
from jixiao.fund.intake.splitting import BrokenRow
from jixiao.settings import Settings

Row = Sequence[str | None]
_MERGED = "这一行有上下合并的单元格，值属于哪一行说不清；请取消合并、逐行填好"
_FAILED = "{}：公式没有算出值；请在 Excel 里打开、算好并保存后再收"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its heads, its rows below them by their numbers, and why some cannot be known.

    `notes` say what of the workbook is not in it.
    """

    heads: Heads
    rows: Mapping[int, Row]
    spoiled: Mapping[int, str]
    notes: tuple[str, ...]

    def table(self) -> pa.Table:
        """Return the rows that can be known as columns c0, c1 … and `row`."""
        numbers = [number for number in self.rows if number not in self.spoiled]
        columns = {
            f"c{place}": pa.array([self.rows[n][place] for n in numbers], pa.string())
            for place in range(len(self.heads.words))
        }
        return pa.table(columns | {"row": pa.array(numbers, pa.int64())})

    def spoiled_rows(self) -> Iterator[BrokenRow]:
        """Yield the rows that cannot be known."""
        for number, reason in sorted(self.spoiled.items()):
            text = ",".join(cell or "" for cell in self.rows[number])
            yield BrokenRow(number, text, reason)


_LONGER, _MORE = 10, 4
"""How many times as long, and as much memory, as a document an extract may take."""


def open_sheet(path: Path) -> Sheet:
    """Read the first sheet of a workbook, in a process of its own.

    Raises:
        UnreadableDocument: it is damaged or beyond the limits, or its first sheet is empty.
    """
    settings = Settings.load()
    limits = replace(
        settings,
        longest_reading=_LONGER * settings.longest_reading,
        reading_memory=_MORE * settings.reading_memory,
    )
    return ask(SHEETS, task_of(path), name_of(path), limits)


def _open_task(task: PathTask, _settings: Settings, _tick: Tick) -> Sheet:
    path = Path(task.path)
    content = path.read_bytes()
    damaged = UnreadableDocument(
        f"{task.name} 不是能读的工作簿，可能已损坏或有密码。请重新导出。"
    )
    try:
        with panics_as(damaged):
            book = load_workbook(io.BytesIO(content))
            names = book.sheet_names
            sheet = book.get_sheet_by_name(names[0]) if names else None
            cells = sheet.to_python(skip_empty_area=False) if sheet else []
            others = [n for n in names[1:] if book.get_sheet_by_name(n).height]
    except (CalamineError, ValueError, OSError) as error:
        raise damaged from error
    rows = [[plain(cell) for cell in row] for row in cells]
    first = next((place for place, row in enumerate(rows) if any(row)), None)
    if first is None or sheet is None:
        message = f"{task.name} 的第一张工作表是空的。请检查。"
        raise UnreadableDocument(message)
    top_rows = rows[first : first + MOST_ROWS_ABOVE]
    heads = find_heads([[(cell or "").strip() for cell in row] for row in top_rows])
    start = first + heads.below
    numbered = {n: row for n, row in enumerate(rows[start:], start + 1) if any(row)}
    spoiled = dict(_merged_rows(sheet, start)) | _failed_rows(content, start)
    return Sheet(
        heads,
        numbered,
        {n: why for n, why in spoiled.items() if n in numbered},
        tuple(_not_read(names, others)),
    )


SHEETS = Service(f"{__name__}:SHEETS", PathTask, Sheet, _open_task)
"""Read the first sheet of a workbook."""


def _merged_rows(sheet: CalamineSheet, start: int) -> Iterator[tuple[int, str]]:
    """Yield the rows below the heads that share a cell with another row, and why they are spoiled."""
    for (top, _), (bottom, _) in sheet.merged_cell_ranges or ():
        if bottom > top >= start:
            yield from ((number, _MERGED) for number in range(top + 1, bottom + 2))


def _failed_rows(content: bytes, start: int) -> dict[int, str]:
    failed = failed_formulas(content)
    return {row: _FAILED.format(cell) for cell, row in failed if row > start}


def _not_read(names: Sequence[str], others: Sequence[str]) -> Iterator[str]:
    if others:
        listed = "、".join(f"“{name}”" for name in others)
        yield (
            f"只收了第一张工作表“{names[0]}”，还有 {len(others)} 张没有收：{listed}；"
            "要收的请各自另存为一个文件"
        )
