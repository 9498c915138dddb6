"""Intake: an extract is checked cell by cell, and every row is taken or rejected with a reason.

A load is one transaction of the folder's `fund.duckdb`: after a crash the folder holds all of an
extract or nothing of it.
"""

import csv
import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from jixiao.errors import UnreadableDocument, UnreadableFile, name_of, reason_of
from jixiao.fund.engine import open_store
from jixiao.fund.extracts import Extract, open_extract
from jixiao.fund.tables import TYPES, Column, Table, codes, head_key, tables

_WIDE = "０１２３４５６７８９．－　，"
_NARROW = "0123456789.- ,"
_FORMATS = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%d", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d",
    "%Y%m%d%H%M%S", "%Y%m%d", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M",
    "%Y年%m月%d日", "%Y.%m.%d",
)  # fmt: skip
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_NAMED = 0.5
_COUNTS = (
    "load", "rows_in", "taken", "replaced", "rejected", "amount_column", "amount_in", "amount_taken",
    "amount_rejected",
)  # fmt: skip
_LOADS = """
CREATE TABLE IF NOT EXISTS loads (
    load INTEGER, loaded_at TIMESTAMP, path VARCHAR, sha256 VARCHAR, table_code VARCHAR,
    rows_in BIGINT, taken BIGINT, replaced BIGINT, rejected BIGINT, amount_column VARCHAR,
    amount_in DECIMAL(38,2), amount_taken DECIMAL(38,2), amount_rejected DECIMAL(38,2)
);
CREATE TABLE IF NOT EXISTS rejects (
    load INTEGER, table_code VARCHAR, row BIGINT, column_name VARCHAR, value VARCHAR, reason VARCHAR
);
"""


@dataclass(frozen=True, slots=True)
class Load:
    """What became of one extract: rows in = taken + rejected, and so the amounts, in yuan.

    `replaced` of the rows taken stand for rows loaded before. `unchanged` says that the same
    content had been loaded already, and nothing was done. `ignored` are heads no column has.
    `number` names the load in the folder's tables `loads` and `rejects`.
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


def load(path: Path | str, folder: Path | str, table: str | None = None) -> Load:
    """Load one extract into a folder; `table` names it where its heads leave it open.

    Raises:
        UnreadableFile: the extract or the folder cannot be opened.
        UnreadableDocument: it is no table that is known, or required columns are missing; the
            message says which. Nothing is changed then.
    """
    path, folder = Path(path), Path(folder)
    digest = _digest(path)
    with open_store(folder) as store, tempfile.TemporaryDirectory(prefix="jixiao-") as scratch:
        store.execute(_LOADS)
        extract = open_extract(path, store, Path(scratch))
        found, places = _recognised(path, extract, table)
        before = store.execute(
            f"SELECT {', '.join(_COUNTS)} FROM loads WHERE sha256 = ? AND table_code = ? ORDER BY load DESC LIMIT 1",
            [digest, found.code],
        ).fetchone()
        ignored = tuple(h for n, h in enumerate(extract.heads) if n not in places.values())
        if before and _is_latest(store, digest, found):
            return _told(path, found, before, ignored, unchanged=True)
        store.execute("BEGIN")
        try:
            told = _take(store, found, places, extract, name_of(path), digest)
            store.execute("COMMIT")
        except BaseException:
            store.execute("ROLLBACK")
            raise
        return _told(path, found, told, ignored, unchanged=False)


def _told(
    path: Path, table: Table, counts: Sequence[Any], ignored: tuple[str, ...], *, unchanged: bool
) -> Load:
    number, *rest = counts
    named: dict[str, Any] = dict(zip(_COUNTS[1:], rest, strict=True))
    return Load(
        number=number, path=name_of(path), table=table.code, unchanged=unchanged,
        ignored=ignored, **named,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """Why rows of a load were rejected: the column, how many rows, and the first of them."""

    column: str | None
    reason: str
    rows: int
    first: int
    value: str | None


def reasons(folder: Path | str, number: int) -> list[Reason]:
    """Give the reasons of a load, the most frequent first; duplicates are counted as one reason."""
    with open_store(Path(folder)) as store:
        found = store.execute(
            "SELECT column_name, regexp_replace(reason, '第 [0-9]+ 行', '前面的行'), count(*), "
            "min(row), arg_min(value, row) FROM rejects WHERE load = ? GROUP BY 1, 2 "
            "ORDER BY 3 DESC, 4",
            [number],
        ).fetchall()
    return [Reason(*row) for row in found]


def write_rejects(folder: Path | str, number: int, path: Path) -> None:
    """Write the rejected rows of a load as CSV that Excel opens: row, column, value, reason."""
    with (
        open_store(Path(folder)) as store,
        path.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        writer = csv.writer(file)
        writer.writerow(["行", "列", "值", "原因"])
        writer.writerows(
            store.execute(
                "SELECT row, column_name, value, reason FROM rejects WHERE load = ? ORDER BY row",
                [number],
            ).fetchall()
        )


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        message = f"打不开 {name_of(path)}：{reason_of(error)}。请检查路径和权限。"
        raise UnreadableFile(message) from error


def _is_latest(store: duckdb.DuckDBPyConnection, digest: str, table: Table) -> bool:
    """Say whether no other extract of the table was loaded after this one."""
    last = store.execute(
        "SELECT sha256 FROM loads WHERE table_code = ? ORDER BY load DESC LIMIT 1", [table.code]
    ).fetchone()
    return last is not None and last[0] == digest


def _recognised(path: Path, extract: Extract, code: str | None) -> tuple[Table, dict[str, int]]:
    """Find the table whose heads these are, and the place of each of its columns."""
    if code and code.upper() not in tables():
        message = f"没有叫 {code} 的表；可用 {'、'.join(tables())}。"
        raise UnreadableDocument(message)
    choice = [tables()[code.upper()]] if code else list(tables().values())
    keys = [head_key(head) for head in extract.heads]
    best: tuple[float, Table, dict[str, int]] | None = None
    for table in choice:
        heads = table.heads
        places: dict[str, int] = {}
        for place, key in enumerate(keys):
            if key in heads:
                places.setdefault(heads[key], place)
        wanted = [c.name for c in table.columns.values() if c.required]
        have = sum(name in places for name in wanted) / max(1, len(wanted))
        score = (have + len(places) / len(keys)) / 2
        if best is None or score > best[0]:
            best = score, table, places
    if best is None or (best[0] < _NAMED and not code):
        listed = "、".join(extract.heads[:8])
        message = (
            f"{name_of(path)} 的列名（{listed}…）不像任何一张已知的表。"
            f"请检查第一行是不是列名，或用 --table 指明是 {'、'.join(tables())} 中的哪一张。"
        )
        raise UnreadableDocument(message)
    _, table, places = best
    missing = [c for c in table.columns.values() if c.required and c.name not in places]
    if missing:
        named = "、".join(f"{c.title}（{c.name}）" for c in missing)
        message = (
            f"{name_of(path)} 按 {table.title}（{table.code}）读取，缺少必需的列：{named}。"
            "请补上这些列，重新导出。"
        )
        raise UnreadableDocument(message)
    return table, places


def _take(
    store: duckdb.DuckDBPyConnection, table: Table, places: dict[str, int], extract: Extract,
    name: str, digest: str,
) -> tuple[Any, ...]:  # fmt: skip
    """Check, sort into taken and rejected, replace what stands corrected, and count."""
    columns = [table.columns[column] for column in places]
    texts = ", ".join(f"{_cleaned(f'c{places[c.name]}', c)} AS text_{c.name}" for c in columns)
    cells = ", ".join(f"{_typed(c)} AS {c.name}" for c in columns)
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE typed AS SELECT *, {cells} FROM (SELECT row, {texts} FROM raw)"
    )
    faults = list(_faults(table, columns))
    which = " ".join(f"WHEN {test} THEN {n}" for n, (test, *_) in enumerate(faults))
    key = ", ".join(table.key)
    store.execute(
        "CREATE OR REPLACE TEMP TABLE judged AS SELECT *, CASE WHEN fault IS NULL THEN row_number() "
        f"OVER (PARTITION BY {key}, fault ORDER BY row) END AS copy, CASE WHEN fault IS NULL THEN "
        f"min(row) OVER (PARTITION BY {key}, fault) END AS first FROM "
        f"(SELECT *, CASE {which} END AS fault FROM typed)"
    )
    number = (store.execute("SELECT coalesce(max(load), 0) + 1 FROM loads").fetchone() or (1,))[0]
    for n, (_, column, reason) in enumerate(faults):
        store.execute(
            f"INSERT INTO rejects SELECT ?, ?, row, ?, text_{column}, ? FROM judged WHERE fault = ?",
            [number, table.code, column, reason, n],
        )
    store.execute(
        f"INSERT INTO rejects SELECT ?, ?, row, ?, text_{table.key[0]}, '与第 ' || first || ' 行重复' "
        "FROM judged WHERE copy > 1",
        [number, table.code, table.key[0]],
    )
    for row, text in extract.broken:
        store.execute(
            "INSERT INTO rejects VALUES (?, ?, ?, NULL, ?, '这一行的列数不对，可能被截断或少了引号')",
            [number, table.code, row, text],
        )
    _prepare(store, table)
    good = "FROM judged WHERE fault IS NULL AND copy = 1"
    same = " AND ".join(f"old.{k} IS NOT DISTINCT FROM new.{k}" for k in table.key)
    replaced = _count(
        store, f"DELETE FROM {table.code} AS old USING (SELECT {key} {good}) AS new WHERE {same}"
    )
    names = ", ".join(c.name for c in columns)
    taken = _count(
        store,
        f"INSERT INTO {table.code} (load, row, {names}) SELECT {int(number)}, row, {names} {good}",
    )
    amount = next((c.name for c in columns if c.type == "amount"), None)
    sums = (Decimal(0), Decimal(0))
    if amount:
        sums = (
            store.execute(
                f"SELECT coalesce(sum({amount}), 0), coalesce(sum({amount}) FILTER (fault IS NULL AND copy = 1), 0) "
                "FROM judged"
            ).fetchone()
            or sums
        )
    rows_in = _count(store, "SELECT count(*) FROM raw") + len(extract.broken)
    told = (rows_in, taken, replaced, rows_in - taken, amount, sums[0], sums[1], sums[0] - sums[1])
    store.execute(
        "INSERT INTO loads VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [number, datetime.now().astimezone().replace(tzinfo=None), name, digest, table.code, *told],
    )
    return number, *told


def _count(store: duckdb.DuckDBPyConnection, sql: str) -> int:
    found = store.execute(sql).fetchone()
    return int(found[0]) if found else 0


def _prepare(store: duckdb.DuckDBPyConnection, table: Table) -> None:
    columns = ", ".join(f"{c.name} {TYPES[c.type]}" for c in table.columns.values())
    store.execute(f"CREATE TABLE IF NOT EXISTS {table.code} (load INTEGER, row BIGINT, {columns})")


def _quoted(values: Iterable[str]) -> Iterator[str]:
    """Give texts as SQL writes them."""
    return ("'" + value.replace("'", "''") + "'" for value in values)


def _cleaned(cell: str, column: Column) -> str:
    """Give a cell without the white space, quotes and full-width digits that exports leave."""
    narrow = f"translate({cell}, '{_WIDE}', '{_NARROW}')" if column.type != "text" else cell
    return f"nullif(trim({narrow}, ' \t\r\n'''), '')"


def _typed(column: Column) -> str:
    """Give a cell as its type, null where it cannot be read."""
    text = f"text_{column.name}"
    match column.type:
        case "code":
            known = codes()[str(column.codes)]
            meanings = " ".join(
                f"WHEN {said} THEN {code}"
                for code, said in zip(
                    _quoted(list(known)), _quoted(list(known.values())), strict=True
                )
            )
            listed = ", ".join(_quoted(list(known)))
            width = max(map(len, known))
            padded = f"lpad({text}, {width}, '0')"
            return (
                f"CASE WHEN {text} IN ({listed}) THEN {text} WHEN {padded} IN ({listed}) "
                f"THEN {padded} ELSE CASE {text} {meanings} END END"
            )
        case "amount" | "price" | "number":
            digits = f"regexp_replace({text}, '[,¥￥ 元]', '', 'g')"
            exact = (
                f"coalesce(TRY_CAST({text} AS DECIMAL(24,6)), TRY_CAST({digits} AS DECIMAL(24,6)))"
            )
            stored = f"TRY_CAST({exact} AS {TYPES[column.type]})"
            return f"CASE WHEN {stored} = {exact} THEN {stored} END"
        case "share":
            whole = f"TRY_CAST(rtrim({text}, '%') AS DECIMAL(12,6))"
            share = f"CASE WHEN {text} LIKE '%\\%' ESCAPE '\\' THEN {whole} / 100 ELSE {whole} END"
            return f"CASE WHEN {share} BETWEEN 0 AND 1 THEN TRY_CAST({share} AS DECIMAL(7,4)) END"
        case "date" | "time":
            formats = ", ".join(_quoted(_FORMATS))
            kind = TYPES[column.type]
            plain = f"CASE WHEN {text} LIKE '____-__-__%' THEN TRY_CAST({text} AS {kind}) END"
            return f"coalesce({plain}, TRY_CAST(try_strptime({text}, [{formats}]) AS {kind}))"
        case "identity":
            return _eighteen(text)
        case _:
            return text


def _eighteen(text: str) -> str:
    """Give a certificate number in capitals, one of 15 digits as the 18 it became in 1999."""
    base = f"(left({text}, 6) || '19' || right({text}, 9))"
    digits = " + ".join(
        f"{weight} * CAST(substr({base}, {n}, 1) AS INTEGER)"
        for n, weight in enumerate(_WEIGHTS, 1)
    )
    check = f"substr('10X98765432', 1 + ({digits}) % 11, 1)"
    old = f"regexp_full_match({text}, '[0-9]{{15}}')"
    return f"CASE WHEN {old} THEN {base} || {check} ELSE upper({text}) END"


def _faults(table: Table, columns: Sequence[Column]) -> Iterator[tuple[str, str, str]]:
    """Give the tests of a row, each with the column it is about and the reason it gives."""
    refund = "refd_setl_flag" in (c.name for c in columns)
    for c in columns:
        if c.required:
            yield f"text_{c.name} IS NULL", c.name, f"缺少{c.title}"
        told = {
            "code": f"不是{c.title}的代码", "amount": "不是到分的金额", "price": "不是价格",
            "number": "不是数", "share": "不是 0 到 1 之间的比例", "date": "不是日期", "time": "不是时间",
        }.get(c.type)  # fmt: skip
        if told:
            yield f"text_{c.name} IS NOT NULL AND {c.name} IS NULL", c.name, told
    for c in columns:
        if c.type in ("amount", "price", "number") and not c.signed:
            kept = " AND refd_setl_flag IS DISTINCT FROM '1'" if refund else ""
            yield f"{c.name} < 0{kept}", c.name, "不应为负数"
    names = {c.name for c in columns}
    for identity in table.identities:
        if {identity.whole, *identity.parts} <= names:
            given = " AND ".join(f"{n} IS NOT NULL" for n in (identity.whole, *identity.parts))
            total = " + ".join(identity.parts)
            titles = "、".join(table.columns[n].title for n in identity.parts)
            yield f"{given} AND {identity.whole} <> {total}", identity.whole, f"不等于{titles}之和"
