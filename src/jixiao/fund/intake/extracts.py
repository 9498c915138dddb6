"""Files that bureaus export, opened as rows of text: CSV of any writing, workbooks, Parquet."""

import codecs
import csv
import hashlib
import io
import os
import shutil
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa
from python_calamine import CalamineError, load_workbook

from jixiao.errors import UnreadableDocument, UnreadableFile, name_of, reason_of
from jixiao.fund.store.sql import literal
from jixiao.fund.tables import head_key, tables

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BLOCK = 1 << 20
"""Bytes, or characters, read at once."""
_DELIMITERS = ",\t|;"
_QUOTES = "\"'"
_MOST_COLUMNS = 500
_MOST_ROWS_ABOVE = 20
_FEWEST_HEADS = 2
_INEXACT_FROM = 10**15
"""Whole numbers from here on have more digits than Excel keeps."""
_CUT = "这一行的列数不对，可能被截断或少了引号"
_GARBLED = "这一行有不能辨认的字，可能已损坏"
_UNREADABLE = "\ufffd"
"""What stands for a character that could not be decoded."""
_NO_TABLES = {
    b"%PDF": " PDF 文件",
    b"Rar!": "压缩包",
    b"7z\xbc\xaf": "压缩包",
    b"\x1f\x8b": "压缩包",
    b"{\\rtf": " RTF 文档",
}
"""What files are that hold no table, by their first bytes."""
_WEB_PAGE, _ARCHIVE, _WORD = "网页格式的表", "压缩包", " Word 文档"
_REMEDIES = {_ARCHIVE: "请先解压", _WEB_PAGE: "请用 Excel 打开后另存为 .xlsx"}
_WEB_STARTS = (b"<html", b"<!doctype", b"<table", b"<meta", b"<?xml", b"<head")
_TEXT = ("VARCHAR",)
CHINA = timezone(timedelta(hours=8))
"""The time that moments are printed in: all of China's."""


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row of an extract whose cells cannot be known: its number, its text, and why."""

    number: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Extract:
    """An opened file: its heads, and a relation `raw` of columns c0, c1 … and `row`.

    `types` are those of the columns in DuckDB's words, `broken` the rows that `raw` has not.
    `digest` is a hash of the content.
    """

    heads: tuple[str, ...]
    types: tuple[str, ...]
    broken: tuple[BrokenRow, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class _Heads:
    """The heads of a table, the place of the first row below them, and how many are known."""

    words: tuple[str, ...]
    below: int
    known: int


@dataclass(frozen=True, slots=True)
class _TextForm:
    """How a text is laid out: its heads, the lines they and those above take, its marks."""

    heads: tuple[str, ...]
    lines_above: int
    delimiter: str
    quote: str


def open_extract(
    path: Path, connection: duckdb.DuckDBPyConnection, folder: Path
) -> Extract:
    """Open a file as the temporary table `raw`; `folder` is for a re-encoded copy.

    Raises:
        UnreadableFile: it cannot be opened.
        UnreadableDocument: it is empty, no table, or damaged.
    """
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            stream.seek(0)
            start = stream.read(_BLOCK)
    except OSError as error:
        message = f"打不开 {name_of(path)}：{reason_of(error)}。请检查路径和权限。"
        raise UnreadableFile(message) from error
    if not start.strip(b"\0\t\n\r "):
        message = f"{name_of(path)} 是空文件。请检查是否导出完整。"
        raise UnreadableDocument(message)
    _refuse_what_is_no_table(path, start)
    if start.startswith(b"PAR1"):
        return _open_parquet(path, connection, digest)
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _open_workbook(path, connection, digest)
    return _open_text(path, start, connection, folder, digest)


def _refuse_what_is_no_table(path: Path, start: bytes) -> None:
    """Name what a file is that holds no table, and what to do with it.

    Raises:
        UnreadableDocument: it is such a file.
    """
    kind = _kind_of_no_table(path, start)
    if kind:
        remedy = _REMEDIES.get(kind, "请重新导出为 CSV 或 Excel")
        message = f"{name_of(path)} 是{kind}，不能直接收。{remedy}。"
        raise UnreadableDocument(message)


def _kind_of_no_table(path: Path, start: bytes) -> str | None:
    if start.startswith(b"PK\x03\x04"):
        return _kind_of_zip(path)
    if start.lstrip(b"\xef\xbb\xbf\t\n\r ").lower().startswith(_WEB_STARTS):
        return _WEB_PAGE
    return next(
        (kind for mark, kind in _NO_TABLES.items() if start.startswith(mark)), None
    )


def _kind_of_zip(path: Path) -> str | None:
    """What a zip file is; None for a workbook, and for what is too damaged to tell."""
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
    except (zipfile.BadZipFile, OSError):
        return None
    if "word/document.xml" in names:
        return _WORD
    return None if "[Content_Types].xml" in names else _ARCHIVE


@cache
def _known_heads() -> frozenset[str]:
    return frozenset(key for table in tables().values() for key in table.heads)


def _find_heads(rows: Sequence[Sequence[str]]) -> _Heads:
    """Find the heads among the first rows of a table, which a title or a unit may precede.

    A cell that is merged with the cell above has its head there; a second row of the same heads is
    passed over.
    """
    known = _known_heads()
    best = _Heads(tuple(rows[0]) if rows else (), below=1, known=0)
    above: Sequence[str] = ()
    for place, row in enumerate(rows):
        padded = [*above, *[""] * (len(row) - len(above))]
        words = tuple(cell or over for cell, over in zip(row, padded, strict=False))
        count = sum(head_key(word) in known for word in words)
        if count > max(best.known, _FEWEST_HEADS - 1):
            best = _Heads(words, below=place + 1, known=count)
        above = row
    below = best.below
    while below < len(rows) and _is_row_of_heads(rows[below]):
        below += 1
    return _Heads(best.words, below, best.known)


def _is_row_of_heads(row: Sequence[str]) -> bool:
    keys = [head_key(cell) for cell in row if cell]
    return len(keys) >= _FEWEST_HEADS and _known_heads().issuperset(keys)


def _open_text(
    path: Path,
    start: bytes,
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    digest: str,
) -> Extract:
    encoding, readable, garbled = _encoding(path, start), path, False
    if encoding not in ("utf-8", "utf-8-sig"):
        readable = folder / "extract.csv"
        garbled = _recode(path, readable, encoding)
    form = _text_form(readable)
    heads, above = form.heads, form.lines_above
    _refuse_width(path, len(heads))
    if (
        above > 1
    ):  # DuckDB counts lines in its own way where a title or a head holds quotes
        _drop_lines(readable, folder / "rows.csv", above)
        readable = folder / "rows.csv"
    columns = {f"c{place}": "VARCHAR" for place in range(len(heads))}
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE raw AS SELECT *, row_number() OVER () + {above} AS row FROM read_csv("
        "?, columns=?, header=false, skip=?, auto_detect=false, delim=?, quote=?, escape=?, "
        "strict_mode=false, store_rejects=true, rejects_table='broken', "
        "rejects_scan='broken_scan', rejects_limit=0)",
        [
            str(readable),
            columns,
            int(above == 1),
            form.delimiter,
            form.quote,
            form.quote,
        ],
    )
    lines = connection.execute(
        "SELECT DISTINCT line, csv_line FROM broken ORDER BY line"
    ).fetchall()
    connection.execute("DROP TABLE broken; DROP TABLE broken_scan")
    broken = [BrokenRow(int(line), str(text or ""), _CUT) for line, text in lines]
    if garbled:
        broken += _take_out_garbled(connection, columns)
    return Extract(heads, _TEXT * len(heads), tuple(broken), digest)


def _refuse_width(path: Path, width: int) -> None:
    """Refuse a text whose first row has too few or too many cells to be one of heads.

    Raises:
        UnreadableDocument: it has.
    """
    if width < _FEWEST_HEADS:
        message = f"{name_of(path)} 的第一行不像列名，应是以逗号或制表符分开的列名。请检查是否导出了表头。"
        raise UnreadableDocument(message)
    if width > _MOST_COLUMNS:
        message = f"{name_of(path)} 有 {width} 列，多于 {_MOST_COLUMNS} 列。请检查，或只导出需要的列。"
        raise UnreadableDocument(message)


def _text_form(path: Path) -> _TextForm:
    """Find how a text is laid out: by the delimiter that gives the most heads that are known."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        lines = [stream.readline(_BLOCK) for _ in range(_MOST_ROWS_ABOVE)]
    quote = max(_QUOTES, key=(lines[0] + lines[1]).count)
    best, best_score = _TextForm((), 0, ",", quote), (-1, -1)
    for delimiter in _DELIMITERS:
        rows, ends = _split(lines, delimiter, quote)
        heads = _find_heads(rows)
        score = heads.known, lines[0].count(delimiter)
        if score > best_score:
            lines_above = ends[heads.below - 1] if ends else 0
            best, best_score = (
                _TextForm(heads.words, lines_above, delimiter, quote),
                score,
            )
    return best


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
        path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as old,
        copy.open("w", encoding="utf-8", errors="surrogateescape", newline="") as new,
    ):
        for _ in range(count):
            old.readline()
        shutil.copyfileobj(old, new, _BLOCK)


def _recode(path: Path, copy: Path, encoding: str) -> bool:
    """Write a text in UTF-8, without a character cut off at its end; returns whether any is garbled."""
    garbled = False
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    with path.open("rb") as old, copy.open("w", encoding="utf-8", newline="") as new:
        while block := old.read(_BLOCK):
            text = decoder.decode(block)
            garbled = garbled or _UNREADABLE in text
            new.write(text)
    return garbled


def _take_out_garbled(
    connection: duckdb.DuckDBPyConnection, columns: Iterable[str]
) -> list[BrokenRow]:
    """Take the rows with characters that could not be read out of `raw`, and return them."""
    line = f"concat_ws(',', {', '.join(columns)})"
    garbled = f"FROM raw WHERE contains({line}, '{_UNREADABLE}')"
    rows = connection.execute(f"SELECT row, {line} {garbled} ORDER BY row").fetchall()
    connection.execute(f"DELETE {garbled}")
    return [BrokenRow(int(row), str(text), _GARBLED) for row, text in rows]


def _encoding(path: Path, start: bytes) -> str:
    """The encoding of a text: by its mark, else what reads it with the least damage."""
    for mark, name in _BYTE_ORDER_MARKS:
        if start.startswith(mark):
            return name
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                decoder.decode(block)
    except UnicodeDecodeError:
        # The other name of UTF-8 says that it must be mended first.
        damage = {
            encoding: start.decode(encoding, "replace").count(_UNREADABLE)
            for encoding in ("gb18030", "utf8")
        }
        return min(damage, key=lambda encoding: damage[encoding])
    return "utf-8"


Sheet = Sequence[Sequence[str | None]]


def _open_workbook(
    path: Path, connection: duckdb.DuckDBPyConnection, digest: str
) -> Extract:
    sheet = _first_sheet(path)
    first = next((place for place, row in enumerate(sheet) if any(row)), None)
    if first is None:
        message = f"{name_of(path)} 的第一张工作表是空的。请检查。"
        raise UnreadableDocument(message)
    top_rows = sheet[first : first + _MOST_ROWS_ABOVE]
    heads = _find_heads([[(cell or "").strip() for cell in row] for row in top_rows])
    raw = _arrow_rows(sheet, first + heads.below, len(heads.words))
    connection.register("arrow_rows", raw)
    connection.execute("CREATE OR REPLACE TEMP TABLE raw AS SELECT * FROM arrow_rows")
    connection.unregister("arrow_rows")
    return Extract(heads.words, _TEXT * len(heads.words), (), digest)


def _first_sheet(path: Path) -> Sheet:
    try:
        book = load_workbook(io.BytesIO(path.read_bytes()))
        if not book.sheet_names:
            return []
        cells = book.get_sheet_by_name(book.sheet_names[0]).to_python(
            skip_empty_area=False
        )
        return [[plain(cell) for cell in row] for row in cells]
    except (CalamineError, ValueError, OSError) as error:
        message = f"{name_of(path)} 不是能读的工作簿，可能已损坏或有密码。请重新导出。"
        raise UnreadableDocument(message) from error


def _arrow_rows(sheet: Sheet, start: int, width: int) -> pa.Table:
    """Return the rows of a sheet from place `start` on, but the blank, with their numbers."""
    numbered = [
        (number, row) for number, row in enumerate(sheet[start:], start + 1) if any(row)
    ]
    columns = {
        f"c{place}": pa.array([row[place] for _, row in numbered], pa.string())
        for place in range(width)
    }
    numbers = pa.array([number for number, _ in numbered], pa.int64())
    return pa.table(columns | {"row": numbers})


def plain(value: object) -> str | None:
    """Print a cell as a person reads it: whole numbers without a point, dates by year first.

    A number of more digits than were kept is printed with an exponent.
    """
    match value:
        case None | "":
            return None
        case str():
            return value
        case bool():
            return str(int(value))
        case float() if value.is_integer():
            return str(int(value)) if abs(value) < _INEXACT_FROM else f"{value:E}"
        case Decimal():
            return f"{value:f}"
        case datetime():
            local = value.astimezone(CHINA) if value.tzinfo else value
            return local.replace(tzinfo=None).isoformat(sep=" ")
        case date():
            return value.isoformat()
        case bytes() | bytearray() | memoryview():
            return name_of(os.fsdecode(bytes(value)))
        case _:
            return str(value)


def _open_parquet(
    path: Path, connection: duckdb.DuckDBPyConnection, digest: str
) -> Extract:
    try:
        relation = connection.read_parquet(str(path))
        heads = tuple(relation.columns)
        quoted = (head.replace('"', '""') for head in heads)
        cells = ", ".join(f'"{name}" AS c{place}' for place, name in enumerate(quoted))
        connection.execute(
            f"CREATE OR REPLACE TEMP VIEW raw AS SELECT {cells}, file_row_number + 1 AS row "
            f"FROM read_parquet({literal(path)}, file_row_number=true)"
        )
    except duckdb.Error as error:
        message = f"{name_of(path)} 是损坏的 Parquet 文件。请重新导出。"
        raise UnreadableDocument(message) from error
    return Extract(heads, tuple(map(str, relation.types)), (), digest)
