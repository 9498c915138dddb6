"""The engine: expressions run where the data is, and the SQL that ran is kept with each result.

A folder holds its data in one file of DuckDB, or as a lake of Parquet files (`lake.py`) that
DuckDB reads as well, and so does a cluster that speaks the Spark protocol (`spark.py`).
"""

import json
import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from math import inf
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import ibis
import pyarrow as pa
from ibis import ir

from jixiao.errors import UnreadableFile, name_of, reason_of
from jixiao.fund.sql import empty_columns, literal, missing_columns
from jixiao.fund.tables import tables
from jixiao.settings import Settings

Opened = TypeVar("Opened")
STORE = "fund.duckdb"
LAKE = "lake.json"
"""What marks a folder of Parquet files, and lists its tables."""
PARTITIONS = ("data_year", "data_part")
"""What a lake is partitioned by; no column of any table."""
_SCRATCH = 1_200
_RUNS = "CREATE TABLE IF NOT EXISTS runs (name VARCHAR, ran_at TIMESTAMP, sql VARCHAR)"


class Engine(ABC):
    """Where expressions run; `dialect` is that of its SQL."""

    dialect: str

    @property
    @abstractmethod
    def tables(self) -> set[str]:
        """Give the names of the tables there are."""

    @abstractmethod
    def table(self, name: str) -> ir.Table:
        """Give a table to build expressions on."""

    @abstractmethod
    def fetch(self, expression: ir.Table) -> pa.Table:
        """Run an expression and give its rows."""

    @abstractmethod
    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """Run an expression, keep its rows as a table and its SQL in `runs`."""


@lru_cache(maxsize=32)
def sql_of(expression: ir.Table, dialect: str) -> str:
    """Give the SQL of an expression; to write it takes longer than to run it, where rows are few."""
    return str(ibis.to_sql(expression, dialect=dialect))


class Embedded(Engine):
    """A folder's data in DuckDB: nothing to install or to run beside it."""

    dialect = "duckdb"

    def __init__(self, backend: Any) -> None:
        self._backend = backend
        # No one relies on the order of rows that were not asked for in one; threads need not wait.
        backend.con.execute("SET preserve_insertion_order = false")

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
        return sql_of(expression, self.dialect)

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

    def view(self, name: str, files: Path, besides: str = "") -> None:
        """Name the rows of Parquet files (a pattern), and columns besides, to be queried as a table."""
        names = ", ".join(filter(None, ("*", besides)))
        read = f"SELECT {names} FROM read_parquet({literal(files)}, hive_partitioning = false)"
        self.run(f'CREATE OR REPLACE VIEW "{name}" AS {read}')

    def write(self, sql: str, path: Path) -> None:
        """Write the rows of a query as Parquet."""
        self.run(f"COPY ({sql}) TO {literal(path)} (FORMAT parquet)")

    def export_csv(self, sql: str, path: Path) -> None:
        """Write the rows of a query as CSV in UTF-8, each cell within `'`."""
        form = "FORMAT csv, HEADER, QUOTE '''', FORCE_QUOTE *"
        self.run(f"COPY ({sql}) TO {literal(path)} ({form})")

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """Run an expression, keep its rows as a table and its SQL in `runs`."""
        raw, sql = self._backend.con, self.sql(expression)
        raw.execute(_RUNS)
        raw.execute("BEGIN")
        raw.execute(f'CREATE OR REPLACE TABLE "{name}" AS {sql}')
        raw.execute("INSERT INTO runs VALUES (?, now()::TIMESTAMP, ?)", [name, sql])
        raw.execute("COMMIT")
        return self.table(name)


def open_engine(folder: Path) -> AbstractContextManager[Engine]:
    """Open the data of a folder: what extracts were loaded into, or a lake.

    Raises:
        UnreadableFile: nothing was loaded there, another program holds it, or the engine that is
            set cannot read it.
    """
    where = Settings.load().engine
    if (folder / LAKE).is_file():
        if where == "duckdb":
            return _open_lake(folder)
        from jixiao.fund.spark import open_spark  # noqa: PLC0415 — an extra

        return open_spark(folder, where, lake_files(folder))
    if not (folder / STORE).is_file():
        message = (
            f"{name_of(folder)} 里没有数据。请先用 jixiao load 文件 --to {name_of(folder)} 收进来。"
        )
        raise UnreadableFile(message)
    if where != "duckdb":
        message = (
            f"{name_of(folder)} 是单机数据，集群引擎读不了。请先用 jixiao export "
            f"{name_of(folder)} --to 文件夹 写成 Parquet，或不设 JIXIAO_ENGINE。"
        )
        raise UnreadableFile(message)
    return _open_embedded(folder)


@contextmanager
def _open_embedded(folder: Path) -> Iterator[Engine]:
    backend = _opened(folder / STORE, lambda path: ibis.duckdb.connect(path, **_limits()))
    try:
        _complete(backend.con)
        yield Embedded(backend)
    finally:
        backend.disconnect()


@contextmanager
def _open_lake(folder: Path) -> Iterator[Engine]:
    store = folder / "results.duckdb"
    backend = _opened(store, lambda path: ibis.duckdb.connect(path, **_limits()))
    try:
        engine = Embedded(backend)
        for code, files in lake_files(folder).items():
            engine.view(code, files)
            if empty := empty_columns(engine.columns(code), code):
                engine.view(code, files, empty)
        yield engine
    finally:
        backend.disconnect()


def _complete(connection: duckdb.DuckDBPyConnection) -> None:
    """Give the tables of a store the columns that a newer version of this package knows."""
    found: dict[str, list[str]] = {}
    for code, name in connection.execute(
        "SELECT table_name, column_name FROM information_schema.columns"
    ).fetchall():
        found.setdefault(code, []).append(name)
    for code in found.keys() & tables().keys():
        for name, kind in missing_columns(found[code], code).items():
            connection.execute(f"ALTER TABLE {code} ADD COLUMN {name} {kind}")


def lake_files(folder: Path) -> dict[str, Path]:
    """Give the files of each table of a lake, as a pattern."""
    listed = json.loads((folder / LAKE).read_text("utf-8"))["tables"]
    return {code: folder / code / "**" / "*.parquet" for code in listed}


@contextmanager
def open_scratch(folder: Path) -> Iterator[Embedded]:
    """Open an engine without data of its own; what memory cannot hold goes to the folder.

    It takes less memory than a folder's data may: who fills it holds as much besides.
    """
    backend = ibis.duckdb.connect(temp_directory=str(folder), **_limits(_SCRATCH))
    try:
        yield Embedded(backend)
    finally:
        backend.disconnect()


def open_store(folder: Path) -> duckdb.DuckDBPyConnection:
    """Open a folder's data for loading; a folder that is not there is made.

    Raises:
        UnreadableFile: the folder cannot be written, or another program holds its data.
    """

    def connect(store: str) -> duckdb.DuckDBPyConnection:
        folder.mkdir(parents=True, exist_ok=True)
        connection = duckdb.connect(store, config=_limits())
        _complete(connection)
        return connection

    return _opened(folder / STORE, connect)


def _limits(most: float = inf) -> dict[str, Any]:
    """Give what an installation lets the engine take, in megabytes; the rest goes to the disk."""
    settings = Settings.load()
    threads = {"threads": settings.threads} if settings.threads else {}
    return {"memory_limit": f"{min(settings.memory, most)}MB"} | threads


def _opened(store: Path, connect: Callable[[str], Opened]) -> Opened:
    try:
        return connect(str(store))
    except (OSError, duckdb.Error) as error:
        why = reason_of(error) if isinstance(error, OSError) else "另一个程序正在使用，或文件已损坏"
        message = f"打不开 {name_of(store)}：{why}。请关闭其他程序，或换一个文件夹。"
        raise UnreadableFile(message) from error
