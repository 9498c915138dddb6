"""Files that bureaus export, opened as rows of text: CSV of any writing, workbooks, Parquet."""

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path

import duckdb

from jixiao.errors import UnreadableDocument, UnreadableFile, name_of, reason_of
from jixiao.fund.intake.delimited import open_delimited
from jixiao.fund.intake.splitting import BrokenRow
from jixiao.fund.intake.workbooks import open_sheet
from jixiao.fund.store.sql import literal

_BLOCK = 1 << 20
"""Bytes that tell what a file is."""
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


@dataclass(frozen=True, slots=True)
class Extract:
    """An opened file: its heads, and a relation `raw` of columns c0, c1 … and `row`.

    `types` are those of the columns in DuckDB's words, `broken` the rows that `raw` has not.
    `digest` is a hash of the content, `above` what stands above the heads, `notes` what of the file
    was not opened, in sentences.
    """

    heads: tuple[str, ...]
    types: tuple[str, ...]
    broken: tuple[BrokenRow, ...]
    digest: str
    above: str = ""
    notes: tuple[str, ...] = ()


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


def _open_text(
    path: Path,
    start: bytes,
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    digest: str,
) -> Extract:
    heads, broken = open_delimited(path, start, connection, folder)
    types = _TEXT * len(heads.words)
    return Extract(heads.words, types, tuple(broken), digest, heads.above)


def _open_workbook(
    path: Path, connection: duckdb.DuckDBPyConnection, digest: str
) -> Extract:
    sheet = open_sheet(path)
    connection.register("arrow_rows", sheet.table())
    connection.execute("CREATE OR REPLACE TEMP TABLE raw AS SELECT * FROM arrow_rows")
    connection.unregister("arrow_rows")
    heads = sheet.heads
    types = _TEXT * len(heads.words)
    broken = tuple(sheet.spoiled_rows())
    return Extract(heads.words, types, broken, digest, heads.above, sheet.notes)


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
    except (duckdb.Error, RuntimeError) as error:
        # Names of columns that are no text end in an error of the binding, not of the database.
        message = f"{name_of(path)} 是损坏的 Parquet 文件。请重新导出。"
        raise UnreadableDocument(message) from error
    return Extract(heads, tuple(map(str, relation.types)), (), digest)
