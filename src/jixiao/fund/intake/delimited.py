"""Texts of cells with a delimiter between them, opened as rows: CSV of any writing."""

import csv
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from jixiao.errors import UnreadableDocument, name_of
from jixiao.fund.intake.encodings import in_utf8
from jixiao.fund.intake.heads import (
    FEWEST_HEADS,
    MOST_ROWS_ABOVE,
    Heads,
    find_heads,
)
from jixiao.fund.intake.splitting import BrokenRow, RowSplitter
from jixiao.fund.intake.wrappings import UNREADABLE

_BLOCK = 1 << 20
"""Bytes, or signs, read at once."""
_DELIMITERS = ",\t|;"
_MOST_COLUMNS = 500
_GARBLED = "这一行有不能辨认的字，可能已损坏"


@dataclass(frozen=True, slots=True)
class _TextForm:
    """How a text is laid out: its heads, the lines they and those above take, its marks."""

    heads: Heads
    lines_above: int
    delimiter: str
    quote: str

    @property
    def width(self) -> int:
        return len(self.heads.words)

    @property
    def skipped(self) -> int:
        """Lines above the first row that still stand in the text; more are dropped before."""
        return int(self.lines_above == 1)


def open_delimited(
    path: Path, start: bytes, connection: duckdb.DuckDBPyConnection, folder: Path
) -> tuple[Heads, list[BrokenRow]]:
    """Open a text as the temporary table `raw`; `start` is how it begins.

    `folder` is for copies. Returns its heads, and the rows that `raw` has not.

    Raises:
        UnreadableDocument: its first row cannot be one of heads.
    """
    readable, garbled = in_utf8(path, start, folder / "utf8.csv")
    form = _text_form(readable)
    _refuse_width(path, form.width)
    if form.lines_above > 1:
        # DuckDB counts lines in its own way where a title or a head holds quotes.
        _drop_lines(readable, folder / "rows.csv", form.lines_above)
        readable = folder / "rows.csv"
    broken: list[BrokenRow] = []
    if not _read_quickly(connection, readable, form):
        split = folder / "split.csv"
        broken = _split_rows(readable, split, form)
        _read(connection, split, form, numbered=True)
    if garbled:
        broken += _take_out_garbled(connection, form.width)
    return form.heads, broken


def _read_quickly(
    connection: duckdb.DuckDBPyConnection, path: Path, form: _TextForm
) -> bool:
    """Read a text whose every line is a row; returns false where it is to be split with care."""
    lines = _count_lines(path)
    if lines is None:
        return False
    try:
        _read(connection, path, form, numbered=False)
    except duckdb.InvalidInputException:
        return False
    rows = connection.execute("SELECT count(*) FROM raw").fetchone()
    return rows == (lines - form.skipped,)


def _read(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    form: _TextForm,
    *,
    numbered: bool,
) -> None:
    """Read a text into `raw`, its first column the number of the row if it is `numbered`."""
    columns = {f"c{place}": "VARCHAR" for place in range(form.width)}
    cells = ", ".join(columns)
    number = f"row_number() OVER () + {form.lines_above} AS row"
    if numbered:
        columns, number = {"row": "BIGINT", **columns}, "row"
    skipped = 0 if numbered else form.skipped
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE raw AS SELECT {cells}, {number} FROM read_csv("
        "?, columns=?, header=false, skip=?, auto_detect=false, delim=?, quote=?, escape=?, "
        "strict_mode=true, store_rejects=true, rejects_table='broken', "
        "rejects_scan='broken_scan', rejects_limit=0)",
        [str(path), columns, skipped, form.delimiter, form.quote, form.quote],
    )
    connection.execute("DROP TABLE broken; DROP TABLE broken_scan")


def _count_lines(path: Path) -> int | None:
    """Count the lines of a text, but blank ones at its end; None where carriage returns end some."""
    lines, last = 0, b""
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            last = block + stream.readline()
            if last.count(b"\r") != last.count(b"\r\n"):
                return None
            lines += last.count(b"\n")
    blank = last[len(last.rstrip(b"\r\n")) :].count(b"\n")
    return lines - blank + 1


def _split_rows(path: Path, split: Path, form: _TextForm) -> list[BrokenRow]:
    """Write the whole rows of a text with their numbers; returns the others."""
    splitter = RowSplitter(form.delimiter, form.quote, form.width, form.lines_above + 1)
    broken = []
    with (
        path.open(encoding="utf-8-sig", newline="") as old,
        split.open("w", encoding="utf-8", newline="\n") as new,
    ):
        for _ in range(form.skipped):
            old.readline()
        for row in splitter.rows(old):
            if isinstance(row, BrokenRow):
                broken.append(row)
            else:
                new.write(f"{row.number}{form.delimiter}{row.text}\n")
    return broken


def _refuse_width(path: Path, width: int) -> None:
    """Refuse a text whose first row has too few or too many cells to be one of heads.

    Raises:
        UnreadableDocument: it has.
    """
    if width < FEWEST_HEADS:
        message = f"{name_of(path)} 的第一行不像列名，应是以逗号或制表符分开的列名。请检查是否导出了表头。"
        raise UnreadableDocument(message)
    if width > _MOST_COLUMNS:
        message = f"{name_of(path)} 有 {width} 列，多于 {_MOST_COLUMNS} 列。请检查，或只导出需要的列。"
        raise UnreadableDocument(message)


def _text_form(path: Path) -> _TextForm:
    """Find how a text is laid out: by the delimiter that gives the most heads that are known."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        lines = [stream.readline(_BLOCK) for _ in range(MOST_ROWS_ABOVE)]
    forms = [_form_by(delimiter, lines) for delimiter in _DELIMITERS]
    return max(
        forms, key=lambda form: (form.heads.known, lines[0].count(form.delimiter))
    )


def _form_by(delimiter: str, lines: Iterable[str]) -> _TextForm:
    quote = _quote(delimiter, lines)
    rows, ends = _split(lines, delimiter, quote)
    heads = find_heads(rows)
    lines_above = ends[heads.below - 1] if ends else 0
    return _TextForm(heads, lines_above, delimiter, quote)


def _quote(delimiter: str, lines: Iterable[str]) -> str:
    """The mark that stands around cells.

    It is the apostrophe only where one opens and closes cells: sheets put one before a number.
    """
    cells = [cell.strip() for line in lines for cell in line.split(delimiter)]
    opened = sum(cell.startswith("'") for cell in cells)
    closed = sum(cell.endswith("'") and len(cell) > 1 for cell in cells)
    return "'" if opened and opened == closed else '"'


def _split(
    lines: Iterable[str], delimiter: str, quote: str
) -> tuple[list[list[str]], list[int]]:
    """Split lines into rows of cells; returns with them the line that each row ends with."""
    reader = csv.reader(filter(None, lines), delimiter=delimiter, quotechar=quote)
    rows, ends = [], []
    with suppress(csv.Error):  # a cell too long: no row of heads
        for row in reader:
            rows.append([cell.strip() for cell in row])
            ends.append(reader.line_num)
    return rows, ends


def _drop_lines(path: Path, copy: Path, count: int) -> None:
    """Copy a text without its first lines."""
    with (
        path.open(encoding="utf-8-sig", newline="") as old,
        copy.open("w", encoding="utf-8", newline="") as new,
    ):
        for _ in range(count):
            old.readline()
        shutil.copyfileobj(old, new, _BLOCK)


def _take_out_garbled(
    connection: duckdb.DuckDBPyConnection, width: int
) -> list[BrokenRow]:
    """Take the rows with signs that could not be read out of `raw`, and return them."""
    line = f"concat_ws(',', {', '.join(f'c{place}' for place in range(width))})"
    garbled = f"FROM raw WHERE contains({line}, '{UNREADABLE}')"
    rows = connection.execute(f"SELECT row, {line} {garbled} ORDER BY row").fetchall()
    connection.execute(f"DELETE {garbled}")
    return [BrokenRow(int(row), str(text), _GARBLED) for row, text in rows]
