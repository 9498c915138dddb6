"""The engine: expressions run where the data is, and the SQL that ran is kept with each result."""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import ibis
import pyarrow as pa
from ibis import ir

from jixiao.errors import UnreadableFile, name_of, reason_of

Opened = TypeVar("Opened")
STORE = "fund.duckdb"
_RUNS = "CREATE TABLE IF NOT EXISTS runs (name VARCHAR, ran_at TIMESTAMP, sql VARCHAR)"


class Engine:
    """A folder's data in DuckDB, embedded: one file, nothing to install or to run beside it."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    @property
    def tables(self) -> set[str]:
        """Give the names of the tables there are."""
        # Not list_tables(): Ibis 12 calls there what DuckDB 2 has no more.
        found = self._backend.con.execute("SELECT table_name FROM information_schema.tables")
        return {name for (name,) in found.fetchall()}

    def table(self, name: str) -> ir.Table:
        """Give a table to build expressions on."""
        with warnings.catch_warnings():  # Ibis 12 asks for schemas in a way DuckDB 2 deprecates
            warnings.simplefilter("ignore", DeprecationWarning)
            return self._backend.table(name)

    def fetch(self, expression: ir.Table) -> pa.Table:
        """Run an expression and give its rows."""
        return self._backend.to_pyarrow(expression)

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """Run an expression, keep its rows as a table and its SQL in `runs`."""
        rows = self.fetch(expression)
        raw = self._backend.con
        raw.execute(_RUNS)
        raw.register("kept_rows", rows)
        raw.execute("BEGIN")
        raw.execute(f'CREATE OR REPLACE TABLE "{name}" AS SELECT * FROM kept_rows')
        sql = str(ibis.to_sql(expression, dialect="duckdb"))
        raw.execute("INSERT INTO runs VALUES (?, now()::TIMESTAMP, ?)", [name, sql])
        raw.execute("COMMIT")
        raw.unregister("kept_rows")
        return self.table(name)


@contextmanager
def open_engine(folder: Path) -> Iterator[Engine]:
    """Open the data of a folder that extracts were loaded into.

    Raises:
        UnreadableFile: nothing was loaded there, or another program holds it.
    """
    store = folder / STORE
    if not store.is_file():
        message = (
            f"{name_of(folder)} 里没有数据。请先用 jixiao load 文件 --to {name_of(folder)} 收进来。"
        )
        raise UnreadableFile(message)
    backend = _opened(store, ibis.duckdb.connect)
    try:
        yield Engine(backend)
    finally:
        backend.disconnect()


def open_store(folder: Path) -> duckdb.DuckDBPyConnection:
    """Open a folder's data for loading; a folder that is not there is made.

    Raises:
        UnreadableFile: the folder cannot be written, or another program holds its data.
    """

    def connect(store: str) -> duckdb.DuckDBPyConnection:
        folder.mkdir(parents=True, exist_ok=True)
        return duckdb.connect(store)

    return _opened(folder / STORE, connect)


def _opened(store: Path, connect: Callable[[str], Opened]) -> Opened:
    try:
        return connect(str(store))
    except (OSError, duckdb.Error) as error:
        why = reason_of(error) if isinstance(error, OSError) else "另一个程序正在使用，或文件已损坏"
        message = f"打不开 {name_of(store)}：{why}。请关闭其他程序，或换一个文件夹。"
        raise UnreadableFile(message) from error
