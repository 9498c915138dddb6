"""What a load did not take: why, which rows, and their values as they may leave the folder."""

import csv
from dataclasses import dataclass
from pathlib import Path

import duckdb

from jixiao.errors import UnreadableFile, name_of, whole
from jixiao.fund.store.opening import open_store
from jixiao.fund.store.pseudonyms import Pseudonyms, personal_columns
from jixiao.masking import is_person, without_persons


@dataclass(frozen=True, slots=True)
class RejectReason:
    """Why rows of a load were rejected: the column, how many rows, the first of them, its value."""

    column: str | None
    reason: str
    rows: int
    first: int
    value: str | None


def reasons(folder: Path | str, number: int) -> list[RejectReason]:
    """Return the reasons of load `number`, the most frequent first; duplicates are one reason.

    Their values name no person: they are hashed where they may.
    """
    with open_store(Path(folder)) as store:
        rows = store.execute(
            "SELECT column_name, regexp_replace(reason, '第 [0-9]+ 行', '前面的行'), count(*), "
            f"min(row), arg_min(value, row) FROM ({_rejects(store, Path(folder), number)}) "
            "GROUP BY 1, 2 ORDER BY 3 DESC, 4"
        ).fetchall()
    return [RejectReason(*row) for row in rows]


def write_rejects(
    folder: Path | str, number: int, path: Path, *, clear: bool = False
) -> None:
    """Write the rejected rows of a load as CSV that Excel opens: row, column, value, reason.

    Names and certificate numbers are hashed, and rows that were cut left out, unless `clear`.

    Raises:
        UnreadableFile: `clear` is asked of a folder that holds them hashed.
    """
    with (
        open_store(Path(folder)) as store,
        whole(path) as half,
        half.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        if clear and store.execute("FROM hashed").fetchone():
            message = f"{name_of(folder)} 只存摘要，没有明文可写。请去掉 --clear。"
            raise UnreadableFile(message)
        rejects = _rejects(store, Path(folder), number, clear=clear)
        rows = f"SELECT row, column_name, value, reason FROM ({rejects}) ORDER BY row"
        writer = csv.writer(file)
        writer.writerow(["行", "列", "值", "原因"])
        writer.writerows(store.execute(rows).fetchall())


def _rejects(
    store: duckdb.DuckDBPyConnection, folder: Path, number: int, *, clear: bool = False
) -> str:
    """Return a query for the rejects of a load, their values as they may leave the folder."""
    names = ", ".join(f"'{name}'" for name in sorted(personal_columns()))
    rows = (
        f"SELECT *, CASE WHEN column_name IN ({names}) THEN value END AS of_person FROM rejects "
        f"WHERE load = {int(number)}"
    )
    if clear or not store.execute(f"FROM ({rows}) LIMIT 1").fetchone():
        return rows
    hashed = Pseudonyms.of_folder(folder).hashed(store, rows, ["of_person"])
    return (
        "SELECT * REPLACE (coalesce(of_person, CASE WHEN column_name IS NULL "
        f"THEN '（整行，不写出）' ELSE {hiding(store)}(value) END) AS value) FROM ({hashed})"
    )


_HIDING = "without_a_person"


def hiding(store: duckdb.DuckDBPyConnection) -> str:
    """Return the SQL function that hides in a rejected text the person whom a shifted row puts there.

    The connection knows it from now on.
    """
    known = "SELECT 1 FROM duckdb_functions() WHERE function_name = ?"
    if not store.execute(known, [_HIDING]).fetchone():
        store.create_function(_HIDING, _hidden, ["VARCHAR"], "VARCHAR")
    return _HIDING


def _hidden(value: str) -> str:
    return (
        "（像姓名或个人号码，不写出）" if is_person(value) else without_persons(value)
    )
