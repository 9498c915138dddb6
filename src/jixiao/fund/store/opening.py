"""Open the data of a folder: a file of DuckDB, a lake, or a cluster over the Spark protocol."""

import json
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from math import inf
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import ibis

from jixiao.errors import UnreadableFile, name_of, reason_of
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.engine import LAKE, STORE, Engine
from jixiao.fund.store.sql import empty_columns, missing_columns
from jixiao.fund.tables import tables
from jixiao.settings import Settings

Opened = TypeVar("Opened")
_SCRATCH_MEMORY = 1_200
"""Megabytes that a scratch engine may take at most."""


def open_engine(folder: Path) -> AbstractContextManager[Engine]:
    """Open the data of a folder: what extracts were loaded into, or a lake.

    Raises:
        UnreadableFile: nothing was loaded there, another program holds it, or the engine that is
            set cannot read it.
    """
    engine = Settings.load().engine
    if (folder / LAKE).is_file():
        if engine == "duckdb":
            return _open_lake(folder)
        from jixiao.fund.store.spark import open_spark  # noqa: PLC0415 — an extra

        return open_spark(folder, engine, lake_files(folder))
    if not (folder / STORE).is_file():
        message = f"{name_of(folder)} 里没有数据。请先用 jixiao load 文件 --to {name_of(folder)} 收进来。"
        raise UnreadableFile(message)
    if engine != "duckdb":
        message = (
            f"{name_of(folder)} 是单机数据，集群引擎读不了。请先用 jixiao export "
            f"{name_of(folder)} --to 文件夹 写成 Parquet，或不设 JIXIAO_ENGINE。"
        )
        raise UnreadableFile(message)
    return _open_embedded(folder)


@contextmanager
def _open_embedded(folder: Path) -> Iterator[Engine]:
    backend = _open(folder / STORE, lambda path: ibis.duckdb.connect(path, **_limits()))
    try:
        _add_missing_columns(backend.con)
        yield Embedded(backend)
    finally:
        backend.disconnect()


@contextmanager
def _open_lake(folder: Path) -> Iterator[Engine]:
    results = folder / "results.duckdb"
    backend = _open(results, lambda path: ibis.duckdb.connect(path, **_limits()))
    try:
        engine = Embedded(backend)
        for code, files in lake_files(folder).items():
            engine.view(code, files)
            if empty := empty_columns(engine.columns(code), code):
                engine.view(code, files, empty)
        yield engine
    finally:
        backend.disconnect()


@contextmanager
def open_for_reading(folder: Path) -> Iterator[Engine]:
    """Open the data of a folder and change nothing in it: others may read it at the same time.

    Raises:
        UnreadableFile: as `open_engine` does; a program that writes there holds it alone.
    """
    is_embedded = (folder / STORE).is_file() and not (folder / LAKE).is_file()
    if not is_embedded or Settings.load().engine != "duckdb":
        with open_engine(folder) as engine:
            yield engine
        return
    backend = _read_only(folder)
    if any(_missing_columns(backend.con)):
        backend.disconnect()
        with _open_embedded(folder):
            pass
        backend = _read_only(folder)
    try:
        yield Embedded(backend)
    finally:
        backend.disconnect()


def _read_only(folder: Path) -> Any:
    return _open(
        folder / STORE,
        lambda path: ibis.duckdb.connect(path, read_only=True, **_limits()),
    )


def _add_missing_columns(connection: duckdb.DuckDBPyConnection) -> None:
    """Add to the tables of a store the columns that a newer version of this package knows."""
    for code, name, sql_type in list(_missing_columns(connection)):
        connection.execute(f"ALTER TABLE {code} ADD COLUMN {name} {sql_type}")


def _missing_columns(
    connection: duckdb.DuckDBPyConnection,
) -> Iterator[tuple[str, str, str]]:
    """Yield the columns that tables of a store lack: table, column, type."""
    # Not information_schema or duckdb_columns(): they describe the engine's own views first.
    asked = "SELECT table_name, sql FROM duckdb_tables()"
    made_by = {
        code: sql
        for code, sql in connection.execute(asked).fetchall()
        if code in tables()
    }
    unseen = [code for code, sql in made_by.items() if (code, sql) not in _LACKING]
    for code, stored in _columns_of(connection, unseen).items():
        _LACKING[code, made_by[code]] = missing_columns(stored, code)
    for code, sql in made_by.items():
        for name, sql_type in _LACKING[code, sql].items():
            yield code, name, sql_type


_LACKING: dict[tuple[str, str], dict[str, str]] = {}
"""What a table lacks, by the statement that makes it as it is stored: a folder is opened for each
page, and asking each of a hundred tables for its columns takes longer than the page."""


def _columns_of(
    connection: duckdb.DuckDBPyConnection, codes: Collection[str]
) -> dict[str, list[str]]:
    """Return the names of the columns of each table, as they are stored."""
    stored: dict[str, list[str]] = {code: [] for code in codes}
    asked = " UNION ALL ".join(
        f"SELECT '{code}', name FROM pragma_table_info('{code}')" for code in codes
    )
    for code, name in connection.execute(asked).fetchall() if asked else ():
        stored[code].append(name)
    return stored


def lake_files(folder: Path) -> dict[str, Path]:
    """Return the files of each table of a lake, as a pattern."""
    codes = json.loads((folder / LAKE).read_text("utf-8"))["tables"]
    return {code: folder / code / "**" / "*.parquet" for code in codes}


@contextmanager
def open_scratch(folder: Path) -> Iterator[Embedded]:
    """Open an engine that begins empty; what memory cannot hold goes to the folder.

    It takes less memory than a folder's data may: who fills it holds as much besides.
    """
    backend = ibis.duckdb.connect(
        temp_directory=str(folder), **_limits(_SCRATCH_MEMORY)
    )
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
        is_new = not Path(store).exists()
        connection = duckdb.connect(store, config=_limits())
        if not is_new:
            _add_missing_columns(connection)
        return connection

    return _open(folder / STORE, connect)


def _limits(most_memory: float = inf) -> dict[str, Any]:
    """What an installation lets the engine take (memory in megabytes); the rest goes to the disk."""
    settings = Settings.load()
    memory = min(settings.memory, most_memory)
    threads = {"threads": settings.threads} if settings.threads else {}
    return {"memory_limit": f"{memory}MB"} | threads


def _open(store: Path, connect: Callable[[str], Opened]) -> Opened:
    try:
        return connect(str(store))
    except (OSError, duckdb.Error) as error:
        in_use = "另一个程序正在使用，或文件已损坏"
        reason = reason_of(error) if isinstance(error, OSError) else in_use
        message = f"打不开 {name_of(store)}：{reason}。请关闭其他程序，或换一个文件夹。"
        raise UnreadableFile(message) from error
