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

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ENOUGH = 1 << 20
_DELIMITERS = ",\t|;"
_QUOTES = "\"'"
_MOST_COLUMNS = 500
_MOST_ROWS_ABOVE = 20
_FEWEST_HEADS = 2
_EXACT = 10**15
"""Whole numbers from here on have more digits than Excel keeps."""
_CUT = "这一行的列数不对，可能被截断或少了引号"
_GARBLED = "这一行有不能辨认的字，可能已损坏"
_UNKNOWN = "\ufffd"
_FOREIGN = {
    b"%PDF": " PDF 文件", b"Rar!": "压缩包", b"7z\xbc\xaf": "压缩包", b"\x1f\x8b": "压缩包",
    b"{\\rtf": " RTF 文档",
}  # fmt: skip
_WEB = (b"<html", b"<!doctype", b"<table", b"<meta", b"<?xml", b"<head")
_TEXT = ("VARCHAR",)
CHINA = timezone(timedelta(hours=8))
"""The time that moments are printed in: all of China's."""


@dataclass(frozen=True, slots=True)
class Extract:
    """An opened file: its heads, and a relation `raw` of columns c0, c1 … and `row`.

    `types` are those of the columns in DuckDB's words. `broken` are rows that have no such cells:
    their number, what they hold and why. `digest` is a hash of the content.
    """

    heads: tuple[str, ...]
    types: tuple[str, ...]
    broken: tuple[tuple[int, str, str], ...]
    digest: str


def open_extract(path: Path, connection: duckdb.DuckDBPyConnection, folder: Path) -> Extract:
    """Open a file as the temporary table `raw`; `folder` is for a re-encoded copy.

    Raises:
        UnreadableFile: it cannot be opened.
        UnreadableDocument: it is empty, no table, or damaged.
    """
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            stream.seek(0)
            start = stream.read(_ENOUGH)
    except OSError as error:
        message = f"打不开 {name_of(path)}：{reason_of(error)}。请检查路径和权限。"
        raise UnreadableFile(message) from error
    if not start.strip(b"\0\t\n\r "):
        message = f"{name_of(path)} 是空文件。请检查是否导出完整。"
        raise UnreadableDocument(message)
    _refuse_foreign(path, start)
    if start.startswith(b"PAR1"):
        return _parquet(path, connection, digest)
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _workbook(path, connection, digest)
    return _text(path, start, connection, folder, digest)


def _refuse_foreign(path: Path, start: bytes) -> None:
    """Say what a file is that is no table, and what to do with it."""
    what = next((said for mark, said in _FOREIGN.items() if start.startswith(mark)), None)
    if start.lstrip(b"\xef\xbb\xbf\t\n\r ").lower().startswith(_WEB):
        what = "网页格式的表"
    if start.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(path) as packed:
                names = packed.namelist()
        except (zipfile.BadZipFile, OSError):
            return
        if "word/document.xml" in names:
            what = " Word 文档"
        elif "[Content_Types].xml" not in names:
            what = "压缩包"
    if what:
        do = {"压缩包": "请先解压", "网页格式的表": "请用 Excel 打开后另存为 .xlsx"}
        message = (
            f"{name_of(path)} 是{what}，不能直接收。{do.get(what, '请重新导出为 CSV 或 Excel')}。"
        )
        raise UnreadableDocument(message)


@cache
def _known_heads() -> frozenset[str]:
    return frozenset(key for table in tables().values() for key in table.heads)


def _find_heads(rows: Sequence[Sequence[str]]) -> tuple[int, tuple[str, ...], int]:
    """Find the heads among the first rows of a table, which a title or a unit may precede.

    Gives the place of the first row below them, the heads, and how many are known. A cell that is
    merged with the one above has its head there; a second row of the same heads is passed over.
    """
    known, best = _known_heads(), (0, 0, tuple(rows[0]) if rows else ())
    above: Sequence[str] = ()
    for place, row in enumerate(rows):
        over = [*above, *[""] * (len(row) - len(above))]
        heads = tuple(cell or up for cell, up in zip(row, over, strict=False))
        count = sum(head_key(head) in known for head in heads)
        if count > max(best[0], _FEWEST_HEADS - 1):
            best = count, place, heads
        above = row
    count, place, heads = best
    below = place + 1
    while below < len(rows):
        said = [head_key(cell) for cell in rows[below] if cell]
        if len(said) < _FEWEST_HEADS or not known.issuperset(said):
            break
        below += 1
    return below, heads, count


def _text(
    path: Path, start: bytes, connection: duckdb.DuckDBPyConnection, folder: Path, digest: str
) -> Extract:
    encoding, read, garbled = _encoding(path, start), path, False
    if encoding not in ("utf-8", "utf-8-sig"):
        read = folder / "extract.csv"
        garbled = _recode(path, read, encoding)
    heads, above, delimiter, quote = _first_lines(read)
    if len(heads) < _FEWEST_HEADS:
        message = f"{name_of(path)} 的第一行不像列名，应是以逗号或制表符分开的列名。请检查是否导出了表头。"
        raise UnreadableDocument(message)
    if len(heads) > _MOST_COLUMNS:
        message = f"{name_of(path)} 有 {len(heads)} 列，多于 {_MOST_COLUMNS} 列。请检查，或只导出需要的列。"
        raise UnreadableDocument(message)
    columns = {f"c{place}": "VARCHAR" for place in range(len(heads))}
    if above > 1:  # DuckDB counts lines in its own way where a title or a head holds quotes
        read, old = folder / "rows.csv", read
        _drop_lines(old, read, above)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE raw AS SELECT *, row_number() OVER () + {above} AS row FROM read_csv("
        "?, columns=?, header=false, skip=?, auto_detect=false, delim=?, quote=?, escape=?, "
        "strict_mode=false, store_rejects=true, rejects_table='broken', "
        "rejects_scan='broken_scan', rejects_limit=0)",
        [str(read), columns, int(above == 1), delimiter, quote, quote],
    )
    found = connection.execute(
        "SELECT DISTINCT line, csv_line FROM broken ORDER BY line"
    ).fetchall()
    connection.execute("DROP TABLE broken; DROP TABLE broken_scan")
    broken = [(int(line), str(text or ""), _CUT) for line, text in found]
    if garbled:
        broken += _take_out_garbled(connection, columns)
    return Extract(heads, _TEXT * len(heads), tuple(broken), digest)


def _first_lines(path: Path) -> tuple[tuple[str, ...], int, str, str]:
    """Read the heads of a text, how many lines they and those above take, delimiter and quote."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        lines = [stream.readline(_ENOUGH) for _ in range(_MOST_ROWS_ABOVE)]
    best: tuple[tuple[int, int], tuple[str, ...], int, str, str] | None = None
    quote = max(_QUOTES, key=(lines[0] + lines[1]).count)
    for delimiter in _DELIMITERS:
        reader = csv.reader(filter(None, lines), delimiter=delimiter, quotechar=quote)
        rows, ends = [], []
        with suppress(csv.Error):  # a cell too long: no row of heads
            for row in reader:
                rows.append([cell.strip() for cell in row])
                ends.append(reader.line_num)
        below, heads, count = _find_heads(rows)
        score = count, lines[0].count(delimiter)
        if best is None or score > best[0]:
            best = score, heads, ends[below - 1] if ends else 0, delimiter, quote
    return best[1:] if best else ((), 0, ",", quote)


def _drop_lines(path: Path, copy: Path, count: int) -> None:
    """Copy a text without its first lines."""
    with (
        path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as old,
        copy.open("w", encoding="utf-8", errors="surrogateescape", newline="") as new,
    ):
        for _ in range(count):
            old.readline()
        shutil.copyfileobj(old, new, _ENOUGH)


def _recode(path: Path, copy: Path, encoding: str) -> bool:
    """Write a text in UTF-8, without a character cut off at its end; say whether any was garbled."""
    garbled = False
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    with path.open("rb") as old, copy.open("w", encoding="utf-8", newline="") as new:
        while block := old.read(_ENOUGH):
            text = decoder.decode(block)
            garbled = garbled or _UNKNOWN in text
            new.write(text)
    return garbled


def _take_out_garbled(
    connection: duckdb.DuckDBPyConnection, columns: Iterable[str]
) -> list[tuple[int, str, str]]:
    """Take the rows with characters that could not be read out of `raw`, and give them."""
    line = f"concat_ws(',', {', '.join(columns)})"
    bad = f"FROM raw WHERE contains({line}, '{_UNKNOWN}')"
    found = connection.execute(f"SELECT row, {line} {bad} ORDER BY row").fetchall()
    connection.execute(f"DELETE {bad}")
    return [(int(row), str(text), _GARBLED) for row, text in found]


def _encoding(path: Path, start: bytes) -> str:
    """Say how the bytes are written: by their mark, else what reads them with the least damage."""
    for mark, name in _BOMS:
        if start.startswith(mark):
            return name
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as stream:
            while block := stream.read(_ENOUGH):
                decoder.decode(block)
    except UnicodeDecodeError:
        # The other name of UTF-8 says that it must be mended first.
        damage = {n: start.decode(n, "replace").count(_UNKNOWN) for n in ("gb18030", "utf8")}
        return min(damage, key=lambda name: damage[name])
    return "utf-8"


def _workbook(path: Path, connection: duckdb.DuckDBPyConnection, digest: str) -> Extract:
    try:
        book = load_workbook(io.BytesIO(path.read_bytes()))
        rows = [
            [plain(cell) for cell in row]
            for name in book.sheet_names[:1]
            for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        ]
    except (CalamineError, ValueError, OSError) as error:
        message = f"{name_of(path)} 不是能读的工作簿，可能已损坏或有密码。请重新导出。"
        raise UnreadableDocument(message) from error
    if not any(cell for row in rows for cell in row):
        message = f"{name_of(path)} 的第一张工作表是空的。请检查。"
        raise UnreadableDocument(message)
    first = next(n for n, row in enumerate(rows) if any(row))
    above = [
        [(cell or "").strip() for cell in row] for row in rows[first : first + _MOST_ROWS_ABOVE]
    ]
    below, heads, _ = _find_heads(above)
    body = [(n, row) for n, row in enumerate(rows[first + below :], first + below + 1) if any(row)]
    columns = [[row[place] for _, row in body] for place in range(len(heads))]
    table = pa.table(
        {f"c{n}": pa.array(column, pa.string()) for n, column in enumerate(columns)}
        | {"row": pa.array([n for n, _ in body], pa.int64())}
    )
    connection.register("arrow_rows", table)
    connection.execute("CREATE OR REPLACE TEMP TABLE raw AS SELECT * FROM arrow_rows")
    connection.unregister("arrow_rows")
    return Extract(heads, _TEXT * len(heads), (), digest)


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
            return str(int(value)) if abs(value) < _EXACT else f"{value:E}"
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


def _parquet(path: Path, connection: duckdb.DuckDBPyConnection, digest: str) -> Extract:
    try:
        relation = connection.read_parquet(str(path))
        heads = tuple(relation.columns)
        names = (head.replace('"', '""') for head in heads)
        cells = ", ".join(f'"{name}" AS c{n}' for n, name in enumerate(names))
        connection.execute(
            f"CREATE OR REPLACE TEMP VIEW raw AS SELECT {cells}, file_row_number + 1 AS row "
            f"FROM read_parquet({literal(path)}, file_row_number=true)"
        )
    except duckdb.Error as error:
        message = f"{name_of(path)} 是损坏的 Parquet 文件。请重新导出。"
        raise UnreadableDocument(message) from error
    return Extract(heads, tuple(str(kind) for kind in relation.types), (), digest)
