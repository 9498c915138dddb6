"""Files that bureaus export, opened as rows of text: CSV of any writing, workbooks, Parquet."""

import codecs
import csv
import hashlib
import io
import os
import shutil
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
from python_calamine import CalamineError, load_workbook

from jixiao.errors import UnreadableDocument, UnreadableFile, name_of, reason_of

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ENOUGH = 1 << 20
_DELIMITERS = ",\t|;"
_QUOTES = "\"'"
_MOST_COLUMNS = 500
_TEXT = ("VARCHAR",)


@dataclass(frozen=True, slots=True)
class Extract:
    """An opened file: its heads, and a relation `raw` of columns c0, c1 … and `row`.

    `types` are those of the columns in DuckDB's words. `broken` are rows that have no such cells:
    their number and what was wrong. `digest` is a hash of the content.
    """

    heads: tuple[str, ...]
    types: tuple[str, ...]
    broken: tuple[tuple[int, str], ...]
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
    if not start.strip():
        message = f"{name_of(path)} 是空文件。请检查是否导出完整。"
        raise UnreadableDocument(message)
    if start.startswith(b"PAR1"):
        return _parquet(path, connection, digest)
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _workbook(path, connection, digest)
    return _text(path, start, connection, folder, digest)


def _text(
    path: Path, start: bytes, connection: duckdb.DuckDBPyConnection, folder: Path, digest: str
) -> Extract:
    encoding = _encoding(path, start)
    if encoding not in ("utf-8", "utf-8-sig"):
        copy = folder / "extract.csv"
        with (
            path.open(encoding=encoding, newline="") as old,
            copy.open("w", encoding="utf-8", newline="") as new,
        ):
            shutil.copyfileobj(old, new, _ENOUGH)
        path = copy
    with path.open(encoding="utf-8-sig", newline="") as stream:
        first = stream.readline().rstrip("\r\n")
        second = stream.readline()
    delimiter = max(_DELIMITERS, key=first.count)
    quote = max(_QUOTES, key=(first + second).count)
    heads = tuple(next(csv.reader([first], delimiter=delimiter, quotechar=quote), []))
    if not first.count(delimiter) or len(heads) > _MOST_COLUMNS:
        message = f"{name_of(path)} 的第一行不像列名，应是以逗号或制表符分开的列名。请检查是否导出了表头。"
        raise UnreadableDocument(message)
    columns = {f"c{place}": "VARCHAR" for place in range(len(heads))}
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE raw AS SELECT *, row_number() OVER () + 1 AS row FROM read_csv("
        "?, columns=?, header=true, auto_detect=false, delim=?, quote=?, escape=?, strict_mode=false, "
        "store_rejects=true, rejects_table='broken', rejects_scan='broken_scan', rejects_limit=0)",
        [str(path), columns, delimiter, quote, quote],
    )
    found = connection.execute(
        "SELECT DISTINCT line, csv_line FROM broken ORDER BY line"
    ).fetchall()
    connection.execute("DROP TABLE broken; DROP TABLE broken_scan")
    return Extract(
        heads,
        _TEXT * len(heads),
        tuple((int(line), str(text or "")) for line, text in found),
        digest,
    )


def _encoding(path: Path, start: bytes) -> str:
    """Say how the bytes are written: by their mark, else strict UTF-8 to the end, else GB18030."""
    for mark, name in _BOMS:
        if start.startswith(mark):
            return name
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as stream:
            while block := stream.read(_ENOUGH):
                decoder.decode(block)
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def _workbook(path: Path, connection: duckdb.DuckDBPyConnection, digest: str) -> Extract:
    try:
        book = load_workbook(io.BytesIO(path.read_bytes()))
        rows = (
            row for name in book.sheet_names[:1] for row in book.get_sheet_by_name(name).to_python()
        )
        filled = [row for row in rows if any(cell not in ("", None) for cell in row)]
    except (CalamineError, ValueError, OSError) as error:
        message = f"{name_of(path)} 不是能读的工作簿，可能已损坏或有密码。请重新导出。"
        raise UnreadableDocument(message) from error
    if not filled:
        message = f"{name_of(path)} 的第一张工作表是空的。请检查。"
        raise UnreadableDocument(message)
    heads, *body = filled
    columns = [[plain(row[place]) for row in body] for place in range(len(heads))]
    table = pa.table(
        {f"c{n}": pa.array(column, pa.string()) for n, column in enumerate(columns)}
        | {"row": pa.array(range(2, len(body) + 2), pa.int64())}
    )
    connection.register("arrow_rows", table)
    connection.execute("CREATE OR REPLACE TEMP TABLE raw AS SELECT * FROM arrow_rows")
    connection.unregister("arrow_rows")
    return Extract(tuple(str(head) for head in heads), _TEXT * len(heads), (), digest)


def plain(value: object) -> str | None:
    """Print a cell as a person reads it: whole numbers without a point, dates by year first."""
    match value:
        case None | "":
            return None
        case str():
            return value
        case bool():
            return str(int(value))
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case Decimal():
            return f"{value:f}"
        case datetime():
            return value.replace(tzinfo=None).isoformat(sep=" ")
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
        file = str(path).replace("'", "''")
        connection.execute(
            f"CREATE OR REPLACE TEMP VIEW raw AS SELECT {cells}, file_row_number + 1 AS row "
            f"FROM read_parquet('{file}', file_row_number=true)"
        )
    except duckdb.Error as error:
        message = f"{name_of(path)} 是损坏的 Parquet 文件。请重新导出。"
        raise UnreadableDocument(message) from error
    return Extract(heads, tuple(str(kind) for kind in relation.types), (), digest)
