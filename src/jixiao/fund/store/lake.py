"""A lake: a folder's data as Parquet files by year and person, for a cluster or for other tools."""

import json
import shutil
from pathlib import Path

import duckdb

from jixiao.errors import JixiaoError, UnreadableFile, name_of, reason_of
from jixiao.fund.store.engine import LAKE, PARTITIONS
from jixiao.fund.store.opening import open_store
from jixiao.fund.store.pseudonyms import Pseudonyms
from jixiao.fund.store.sql import literal
from jixiao.fund.tables import Table, tables
from jixiao.progress import Progress, silent

PARTS = 8
_VERSION = 1


def write_lake(
    folder: Path,
    into: Path,
    parts: int = PARTS,
    progress: Progress = silent,
) -> dict[str, int]:
    """Write the tables loaded into a folder as Parquet files; gives the rows of each.

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
        found = store.execute("SELECT table_name FROM information_schema.tables").fetchall()
        loaded = [code for code in tables() if (code,) in found]
        if not loaded:
            message = f"{name_of(folder)} 里没有数据。请先用 jixiao load 收进来。"
            raise JixiaoError(message)
        pseudonyms = Pseudonyms.of_folder(folder)
        try:
            into.mkdir(parents=True, exist_ok=True)
            rows = {}
            for n, code in enumerate(loaded):
                progress(tables()[code].title, n, len(loaded))
                rows[code] = _write(store, tables()[code], pseudonyms, into, parts)
            about = {"format": "jixiao.lake", "version": _VERSION, "tables": loaded}
            (into / LAKE).write_text(json.dumps(about, ensure_ascii=False, indent=2), "utf-8")
        except (OSError, duckdb.IOException) as error:
            shutil.rmtree(into, ignore_errors=True)
            why = reason_of(error) if isinstance(error, OSError) else "磁盘已满或没有权限"
            message = f"写不进 {name_of(into)}：{why}。请检查。"
            raise UnreadableFile(message) from error
    return rows


def _write(
    store: duckdb.DuckDBPyConnection, table: Table, pseudonyms: Pseudonyms, into: Path, parts: int
) -> int:
    columns = table.columns.values()
    moment = next((c.name for c in columns if c.type == "time" and c.required), None)
    year = f"coalesce(year({moment}), 0)" if moment else "0"
    person = (
        f"(('0x' || left(md5(psn_no), 6))::INTEGER % {parts})" if "psn_no" in table.columns else "0"
    )
    names = ", ".join(table.columns)
    wanted = ("psn_no", moment or "")
    order = ", ".join(name for name in wanted if name in table.columns) or names
    personal = [c.name for c in columns if c.personal]
    rows = pseudonyms.hashed(store, f"SELECT {names} FROM {table.code}", personal)
    found = store.execute(
        f"COPY (SELECT {names}, {year} AS {PARTITIONS[0]}, {person} AS {PARTITIONS[1]} "
        f"FROM ({rows}) ORDER BY {order}) "
        f"TO {literal(into / table.code)} (FORMAT parquet, PARTITION_BY ({', '.join(PARTITIONS)}))"
    ).fetchone()
    return int(found[0]) if found else 0
