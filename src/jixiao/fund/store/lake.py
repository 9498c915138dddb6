"""A lake: a folder's rows as Parquet files by year and person, for a cluster or for other tools."""

import json
import shutil
from pathlib import Path

import duckdb

from jixiao.errors import JixiaoError, UnreadableFile, name_of, reason_of, whole
from jixiao.fund.store.engine import LAKE, PARTITIONS
from jixiao.fund.store.opening import open_store
from jixiao.fund.store.pseudonyms import Pseudonyms
from jixiao.fund.store.sql import literal
from jixiao.fund.tables import FundTable, tables
from jixiao.progress import Progress, silent

PARTS = 8
_VERSION = 1


def write_lake(
    folder: Path,
    into: Path,
    parts: int = PARTS,
    progress: Progress = silent,
) -> dict[str, int]:
    """Write the tables loaded into a folder as Parquet files; returns the count of rows of each.

    A table with a time and a person is written as `TABLE/data_year=…/data_part=…/*.parquet`, the
    rows of one person in one part of each year; of `parts` parts. Other tables have one part.
    Names and certificate numbers leave the folder hashed under its key.

    Raises:
        JixiaoError: there is something in `into` already, or nothing was loaded.
        UnreadableFile: `into` cannot be written.
    """
    if into.exists() and any(into.iterdir()):
        message = f"{name_of(into)} 不是空的。请另选一个文件夹。"
        raise JixiaoError(message)
    with open_store(folder) as store:
        loaded = _loaded_tables(store)
        if not loaded:
            message = f"{name_of(folder)} 里没有数据。请先用 jixiao load 收进来。"
            raise JixiaoError(message)
        pseudonyms = Pseudonyms.of_folder(folder)
        try:
            into.mkdir(parents=True, exist_ok=True)
            counts = {}
            for done, table in enumerate(loaded):
                progress(table.title, done, len(loaded))
                query = pseudonyms.hashed(
                    store, _select(table), _personal_columns(table)
                )
                counts[table.code] = _write(store, table, query, into, parts)
            _write_list(loaded, into / LAKE)
        except (OSError, duckdb.IOException) as error:
            shutil.rmtree(into, ignore_errors=True)
            reason = (
                reason_of(error) if isinstance(error, OSError) else "磁盘已满或没有权限"
            )
            message = f"写不进 {name_of(into)}：{reason}。请检查。"
            raise UnreadableFile(message) from error
    return counts


def _loaded_tables(store: duckdb.DuckDBPyConnection) -> list[FundTable]:
    rows = store.execute("SELECT table_name FROM information_schema.tables").fetchall()
    names = {name for (name,) in rows}
    return [table for code, table in tables().items() if code in names]


def _write_list(loaded: list[FundTable], path: Path) -> None:
    codes = [table.code for table in loaded]
    listed = {"format": "jixiao.lake", "version": _VERSION, "tables": codes}
    with whole(path) as half:
        half.write_text(json.dumps(listed, ensure_ascii=False, indent=2), "utf-8")


def _select(table: FundTable) -> str:
    return f"SELECT {', '.join(table.columns)} FROM {table.code}"


def _personal_columns(table: FundTable) -> list[str]:
    return [column.name for column in table.columns.values() if column.personal]


def _write(
    store: duckdb.DuckDBPyConnection,
    table: FundTable,
    query: str,
    into: Path,
    parts: int,
) -> int:
    """Write the rows of a query, which are those of a table, by year and person; returns their count."""
    names = ", ".join(table.columns)
    moment = next(
        (column.name for column in table.required if column.type == "time"), None
    )
    by_person = "psn_no" in table.columns
    year = f"coalesce(year({moment}), 0)" if moment else "0"
    part = f"(('0x' || left(md5(psn_no), 6))::INTEGER % {parts})" if by_person else "0"
    order = (
        ", ".join((["psn_no"] if by_person else []) + ([moment] if moment else []))
        or names
    )
    copied = store.execute(
        f"COPY (SELECT {names}, {year} AS {PARTITIONS[0]}, {part} AS {PARTITIONS[1]} "
        f"FROM ({query}) ORDER BY {order}) "
        f"TO {literal(into / table.code)} (FORMAT parquet, PARTITION_BY ({', '.join(PARTITIONS)}))"
    ).fetchone()
    return int(copied[0]) if copied else 0
