"""Open the data of a folder: a file of DuckDB, a lake, or a cluster over the Spark protocol."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from math import inf
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import ibis

from jixiao.errors import UnreadableFile, name_of, reason_of
from jixiao.fund.store.engine import LAKE, STORE, Embedded, Engine
from jixiao.fund.store.sql import empty_columns, missing_columns
from jixiao.fund.tables import tables
from jixiao.settings import Settings

Opened = TypeVar("Opened")
_SCRATCH = 1_200


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
        from jixiao.fund.store.spark import open_spark  # noqa: PLC0415 — an extra

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
