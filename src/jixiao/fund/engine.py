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
from jixiao.settings import Settings

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

    def sql(self, expression: ir.Table) -> str:
        """Give the SQL of an expression, which can be run from now on."""
        # Not create_table(): Ibis 12 drops a table in words that DuckDB 2 does not know. The hooks
        # give the tables in memory that an expression holds to the connection.
        self._backend._run_pre_execute_hooks(expression)  # noqa: SLF001
        return str(ibis.to_sql(expression, dialect="duckdb"))

    def run(self, sql: str) -> None:
        """Run a statement."""
        self._backend.con.execute(sql)

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """Run a query and give its rows; for few of them."""
        return list(self._backend.con.sql(sql).to_arrow_table().to_pylist())

    def columns(self, name: str) -> list[str]:
        """Give the names of a table's columns."""
        return [row[0] for row in self._backend.con.execute(f'DESCRIBE "{name}"').fetchall()]

    def hold(self, name: str, rows: pa.Table) -> None:
        """Name rows in memory, to be queried like a table."""
        self._backend.con.register(name, rows)

    def make(self, name: str, sql: str) -> None:
        """Keep the rows of a query as a temporary table."""
        self.run(f'CREATE OR REPLACE TEMP TABLE "{name}" AS {sql}')

    def view(self, name: str, files: Path) -> None:
        """Name the rows of Parquet files (a pattern), to be queried like a table."""
        found = str(files).replace("'", "''")
        self.run(f"CREATE OR REPLACE VIEW \"{name}\" AS SELECT * FROM read_parquet('{found}')")

    def write(self, sql: str, path: Path) -> None:
        """Write the rows of a query as Parquet."""
        into = str(path).replace("'", "''")
        self.run(f"COPY ({sql}) TO '{into}' (FORMAT parquet)")

    def export_csv(self, sql: str, path: Path) -> None:
        """Write the rows of a query as CSV in UTF-8, each cell within `'`."""
        into = str(path).replace("'", "''")
        self.run(f"COPY ({sql}) TO '{into}' (FORMAT csv, HEADER, QUOTE '''', FORCE_QUOTE *)")

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """Run an expression, keep its rows as a table and its SQL in `runs`."""
        raw, sql = self._backend.con, self.sql(expression)
        raw.execute(_RUNS)
        raw.execute("BEGIN")
        raw.execute(f'CREATE OR REPLACE TABLE "{name}" AS {sql}')
        raw.execute("INSERT INTO runs VALUES (?, now()::TIMESTAMP, ?)", [name, sql])
        raw.execute("COMMIT")
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
    backend = _opened(store, lambda path: ibis.duckdb.connect(path, **_limits()))
    try:
        yield Engine(backend)
    finally:
        backend.disconnect()


@contextmanager
def open_scratch(folder: Path) -> Iterator[Engine]:
    """Open an engine without data of its own; what memory cannot hold goes to the folder."""
    backend = ibis.duckdb.connect(temp_directory=str(folder), **_limits())
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
        return duckdb.connect(store, config=_limits())

    return _opened(folder / STORE, connect)


def _limits() -> dict[str, Any]:
    """Give what an installation lets the engine take; what memory cannot hold goes to the disk."""
    settings = Settings.load()
    threads = {"threads": settings.threads} if settings.threads else {}
    return {"memory_limit": f"{settings.memory}MB"} | threads


def _opened(store: Path, connect: Callable[[str], Opened]) -> Opened:
    try:
        return connect(str(store))
    except (OSError, duckdb.Error) as error:
        why = reason_of(error) if isinstance(error, OSError) else "另一个程序正在使用，或文件已损坏"
        message = f"打不开 {name_of(store)}：{why}。请关闭其他程序，或换一个文件夹。"
        raise UnreadableFile(message) from error
