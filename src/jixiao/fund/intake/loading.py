"""Intake: an extract is checked cell by cell, and every row is taken or rejected with a reason.

A load is one transaction of the folder's `fund.duckdb`: after a crash the folder holds all of an
extract or nothing of it. A folder holds names and certificate numbers either as they are or hashed;
the first load decides. What is shown of rejected rows holds none unless asked for.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path

import duckdb

from jixiao.errors import (
    JixiaoError,
    UnreadableDocument,
    UnreadableFile,
    name_of,
    reason_of,
)
from jixiao.fund.intake.databases import Database
from jixiao.fund.intake.extracts import Extract, open_extract
from jixiao.fund.intake.notes import notes
from jixiao.fund.intake.recognition import recognise
from jixiao.fund.intake.taking import CREATE_LOADS, LoadCounts, count, personal_of, take
from jixiao.fund.store.opening import open_store
from jixiao.fund.store.pseudonyms import KEY, Pseudonyms
from jixiao.fund.tables import FundTable, tables

_COUNTS = (
    "load, rows_in, taken, replaced, rejected, "
    "amount_column, amount_in, amount_taken, amount_rejected"
)
"""The columns of `loads` that make `LoadCounts`, in its order."""
OpenExtract = Callable[[duckdb.DuckDBPyConnection, Path], Extract]
"""Opens an extract into a store; the folder is for what is set down meanwhile."""


@dataclass(frozen=True, slots=True)
class Load:
    """What became of one extract: rows in = taken + rejected, and so the amounts, in yuan.

    `replaced` of the rows taken stand for rows loaded before. `unchanged` says that the same
    content had been loaded already, and nothing was done. `ignored` are heads no column has.
    `number` names the load in the folder's tables `loads` and `rejects`. `notes` are sentences on
    what was taken though it is not known, and on what was not.
    """

    number: int
    path: str
    table: str
    rows_in: int
    taken: int
    replaced: int
    rejected: int
    amount_column: str | None
    amount_in: Decimal
    amount_taken: Decimal
    amount_rejected: Decimal
    unchanged: bool
    ignored: tuple[str, ...]
    notes: tuple[str, ...]


def load(
    path: Path | str,
    folder: Path | str,
    table: str | None = None,
    *,
    hashed: bool = False,
) -> Load:
    """Load one extract into a folder; `table` names it where its heads leave it open.

    `hashed` says that the folder is to hold names and certificate numbers hashed; a folder that
    does so goes on without being asked again.

    Raises:
        UnreadableFile: the extract, the folder or its key cannot be opened, or the folder already
            holds names as they are and `hashed` is wanted.
        UnreadableDocument: it is no table that is known, or required columns are missing; the
            message says which. Nothing is changed then.
    """
    path = Path(path)

    def open_file(store: duckdb.DuckDBPyConnection, scratch: Path) -> Extract:
        return open_extract(path, store, scratch)

    return _load(name_of(path), open_file, Path(folder), table, hashed=hashed)


def load_table(
    database: Database,
    name: str,
    folder: Path | str,
    table: str | None = None,
    *,
    hashed: bool = False,
) -> Load:
    """Load a table of a database as an extract is loaded.

    Raises:
        UnreadableFile, UnreadableDocument: as `load` does.
    """

    def open_table(store: duckdb.DuckDBPyConnection, _: Path) -> Extract:
        return database.open(name, store)

    return _load(
        f"{database.name} 的 {name}", open_table, Path(folder), table, hashed=hashed
    )


def _load(
    name: str,
    open_source: OpenExtract,
    folder: Path,
    table: str | None,
    *,
    hashed: bool,
) -> Load:
    with (
        open_store(folder) as store,
        tempfile.TemporaryDirectory(prefix="jixiao-") as scratch,
        _reporting_faults(name),
    ):
        store.execute(CREATE_LOADS)
        pseudonyms = _pseudonyms(store, folder, wanted=hashed)
        extract = open_source(store, Path(scratch))
        recognition = recognise(name, extract, table)
        counts = _standing_load(store, extract.digest, recognition.table)
        unchanged, load_notes = counts is not None, tuple[str, ...]()
        if counts is None:
            with _transaction(store):
                counts = take(store, recognition, extract, name, pseudonyms)
                load_notes = notes(store, recognition, extract, counts.number)
        return Load(
            path=name,
            table=recognition.table.code,
            unchanged=unchanged,
            ignored=recognition.ignored(extract.heads),
            notes=load_notes,
            **asdict(counts),
        )


def _standing_load(
    store: duckdb.DuckDBPyConnection, digest: str, table: FundTable
) -> LoadCounts | None:
    """Return the last load of the same content, if nothing that it took was replaced since."""
    row = store.execute(
        f"SELECT {_COUNTS} FROM loads WHERE sha256 = ? AND table_code = ? ORDER BY load DESC LIMIT 1",
        [digest, table.code],
    ).fetchone()
    if row is None:
        return None
    counts = LoadCounts(*row)
    stands = count(
        store, f"SELECT count(*) FROM {table.code} WHERE load = {counts.number}"
    )
    return counts if stands == counts.taken else None


@contextmanager
def _transaction(store: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Keep what is done in it as a whole, or nothing of it."""
    store.execute("SET preserve_insertion_order = false")
    store.execute("BEGIN")
    try:
        yield
        store.execute("COMMIT")
    except BaseException:
        with suppress(duckdb.Error):  # what failed may have ended it
            store.execute("ROLLBACK")
        raise


@contextmanager
def _reporting_faults(name: str) -> Iterator[None]:
    """Put into words what stopped a load.

    Raises:
        UnreadableDocument: the store failed; nothing was changed.
        UnreadableFile: the disk refused what is set down meanwhile; nothing was changed.
    """
    try:
        yield
    except JixiaoError:
        raise
    except OSError as error:
        message = f"收不进 {name}：{reason_of(error)}。已收的数据没有变。"
        raise UnreadableFile(message) from error
    except duckdb.Error as error:
        message = f"收不进 {name}：{_cause_and_remedy(error)}已收的数据没有变。"
        raise UnreadableDocument(message) from error


def _pseudonyms(
    store: duckdb.DuckDBPyConnection, folder: Path, *, wanted: bool
) -> Pseudonyms | None:
    """Return a folder's pseudonyms if it is hashed, or is to be so from now on.

    Raises:
        UnreadableFile: it holds names as they are, or its key is missing or another.
    """
    kept = store.execute("SELECT proof FROM hashed").fetchone()
    if kept is None:
        if not wanted:
            return None
        _refuse_clear_names(store, folder)
    pseudonyms = Pseudonyms.of_folder(folder, make=kept is None)
    if kept is not None and kept[0] != pseudonyms.proof:
        message = (
            f"{name_of(folder / KEY)} 不是收这些数据时的密钥，新收的数据会与已收的对不上。"
            "请从备份中放回原来的密钥。"
        )
        raise UnreadableFile(message)
    return pseudonyms


def _refuse_clear_names(store: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Refuse to hash in a folder that holds names and certificate numbers as they are.

    Raises:
        UnreadableFile: it does.
    """
    loaded = {
        code for (code,) in store.execute("SELECT table_code FROM loads").fetchall()
    }
    clear = [
        code
        for code, table in tables().items()
        if code in loaded and personal_of(table.columns)
    ]
    if clear:
        message = (
            f"{name_of(folder)} 里已按明文收了 {'、'.join(clear)}，不能再改收摘要：改写之后，"
            "明文仍会留在文件的空闲处。请另建一个文件夹，用 --hash 重新收。"
        )
        raise UnreadableFile(message)


def _cause_and_remedy(error: duckdb.Error) -> str:
    """What stopped a load, and what to do, in sentences."""
    if isinstance(error, duckdb.OutOfMemoryException):
        return "内存不够。请关闭其他程序，或调大 JIXIAO_MEMORY。"
    message = str(error).lower()
    if "no space" in message or "max_temp_directory_size" in message:
        return "磁盘已满。请清理后再收一次。"
    if "write" in message:
        return (
            "磁盘不能写入，可能已满或超过了允许的大小。请清理或换一个磁盘，再收一次。"
        )
    return "文件中途损坏或被截断。请重新导出。"
