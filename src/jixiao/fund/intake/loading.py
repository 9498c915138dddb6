"""Intake: an extract is checked cell by cell, and every row is taken or rejected with a reason.

A load is one transaction of the folder's `fund.duckdb`: after a crash the folder holds all of an
extract or nothing of it. A folder holds names and certificate numbers either as they are or hashed;
the first load decides. What is told of rejected rows holds none unless asked for.
"""

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from jixiao.errors import JixiaoError, UnreadableDocument, UnreadableFile, name_of, reason_of
from jixiao.fund.intake.cells import Cell, cell
from jixiao.fund.intake.databases import Database
from jixiao.fund.intake.extracts import Extract, open_extract
from jixiao.fund.intake.rejects import sheltered
from jixiao.fund.store.opening import open_store
from jixiao.fund.store.pseudonyms import KEY, Pseudonyms, personal_columns, replaced
from jixiao.fund.tables import TYPES, FundTable, head_key, tables

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
CREATE TABLE IF NOT EXISTS hashed (since TIMESTAMP, proof VARCHAR);
"""
_UNIT = re.compile(r"\s*[（(](单位[:：])?元[）)]\s*$")
_TOTALS = "(本页|本表)?(合计|总计|共计|小计|累计)[:：]?([（(].*[)）])?"


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


def load(
    path: Path | str, folder: Path | str, table: str | None = None, *, hashed: bool = False
) -> Load:
    """Load one extract into a folder; `table` names it where its heads leave it open.

    `hashed` says that the folder is to hold names and certificate numbers hashed; a folder that
    does so goes on without being told.

    Raises:
        UnreadableFile: the extract, the folder or its key cannot be opened, or the folder already
            holds names as they are and `hashed` is wanted.
        UnreadableDocument: it is no table that is known, or required columns are missing; the
            message says which. Nothing is changed then.
    """
    path = Path(path)

    def opened(store: duckdb.DuckDBPyConnection, scratch: Path) -> Extract:
        return open_extract(path, store, scratch)

    return _load(name_of(path), opened, Path(folder), table, hashed=hashed)


def load_table(
    database: Database, name: str, folder: Path | str, table: str | None = None, *,
    hashed: bool = False,
) -> Load:  # fmt: skip
    """Load a table of a database as an extract is loaded.

    Raises:
        UnreadableFile, UnreadableDocument: as `load` does.
    """

    def opened(store: duckdb.DuckDBPyConnection, _: Path) -> Extract:
        return database.open(name, store)

    return _load(f"{database.name} 的 {name}", opened, Path(folder), table, hashed=hashed)


def _load(
    name: str, opened: Callable[[duckdb.DuckDBPyConnection, Path], Extract], folder: Path,
    table: str | None, *, hashed: bool,
) -> Load:  # fmt: skip
    with (
        open_store(folder) as store,
        tempfile.TemporaryDirectory(prefix="jixiao-") as scratch,
        _told_of_faults(name),
    ):
        store.execute(_LOADS)
        pseudonyms = _pseudonyms(store, folder, wanted=hashed)
        extract = opened(store, Path(scratch))
        found, places = _recognised(name, extract, table)
        before = store.execute(
            f"SELECT {', '.join(_COUNTS)} FROM loads WHERE sha256 = ? AND table_code = ? ORDER BY load DESC LIMIT 1",
            [extract.digest, found.code],
        ).fetchone()
        ignored = tuple(h for n, h in enumerate(extract.heads) if h and n not in places.values())
        if before and _stands(store, before[0], before[_COUNTS.index("taken")], found):
            return _told(name, found, before, ignored, unchanged=True)
        store.execute("SET preserve_insertion_order = false")
        store.execute("BEGIN")
        try:
            told = _take(store, found, places, extract, name, pseudonyms)
            store.execute("COMMIT")
        except BaseException:
            with suppress(duckdb.Error):  # what failed may have ended it
                store.execute("ROLLBACK")
            raise
        return _told(name, found, told, ignored, unchanged=False)


@contextmanager
def _told_of_faults(name: str) -> Iterator[None]:
    """Say in words what stopped a load.

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
        message = f"收不进 {name}：{_why(error)}已收的数据没有变。"
        raise UnreadableDocument(message) from error


def _pseudonyms(
    store: duckdb.DuckDBPyConnection, folder: Path, *, wanted: bool
) -> Pseudonyms | None:
    """Give a folder's pseudonyms if it is hashed, or is to be so from now on."""
    known = store.execute("SELECT proof FROM hashed").fetchone()
    if not known and not wanted:
        return None
    if not known:
        loaded = {code for (code,) in store.execute("SELECT table_code FROM loads").fetchall()}
        clear = [t.code for t in tables().values() if t.code in loaded and _personal(t.columns)]
        if clear:
            message = (
                f"{name_of(folder)} 里已按明文收了 {'、'.join(clear)}，不能再改收摘要：改写之后，"
                "明文仍会留在文件的空闲处。请另建一个文件夹，用 --hash 重新收。"
            )
            raise UnreadableFile(message)
    pseudonyms = Pseudonyms.of_folder(folder, make=not known)
    if known and known[0] != pseudonyms.proof:
        message = (
            f"{name_of(folder / KEY)} 不是收这些数据时的密钥，新收的数据会与已收的对不上。"
            "请从备份中放回原来的密钥。"
        )
        raise UnreadableFile(message)
    return pseudonyms


def _personal(names: Iterable[str]) -> list[str]:
    return [name for name in names if name in personal_columns()]


def _why(error: duckdb.Error) -> str:
    """Say what stopped a load, and what to do."""
    if isinstance(error, duckdb.OutOfMemoryException):
        return "内存不够。请关闭其他程序，或调大 JIXIAO_MEMORY。"
    told = str(error).lower()
    if "no space" in told or "max_temp_directory_size" in told:
        return "磁盘已满。请清理后再收一次。"
    if "write" in told:
        return "磁盘不能写入，可能已满或超过了允许的大小。请清理或换一个磁盘，再收一次。"
    return "文件中途损坏或被截断。请重新导出。"


def _told(
    name: str, table: FundTable, counts: Sequence[Any], ignored: tuple[str, ...], *, unchanged: bool
) -> Load:
    number, *rest = counts
    named: dict[str, Any] = dict(zip(_COUNTS[1:], rest, strict=True))
    return Load(
        number=number, path=name, table=table.code, unchanged=unchanged,
        ignored=ignored, **named,
    )  # fmt: skip


def _stands(store: duckdb.DuckDBPyConnection, number: int, taken: int, table: FundTable) -> bool:
    """Say whether all that a load took is still there, nothing of it replaced since."""
    return _count(store, f"SELECT count(*) FROM {table.code} WHERE load = {number}") == taken


def _recognised(name: str, extract: Extract, code: str | None) -> tuple[FundTable, dict[str, int]]:
    """Find the table whose heads these are, and the place of each of its columns."""
    if code and code.upper() not in tables():
        message = f"没有叫 {code} 的表；可用 {'、'.join(tables())}。"
        raise UnreadableDocument(message)
    choice = [tables()[code.upper()]] if code else list(tables().values())
    keys = [head_key(_UNIT.sub("", head)) for head in extract.heads]
    best: tuple[float, FundTable, dict[str, int]] | None = None
    for table in choice:
        heads = table.heads
        places: dict[str, int] = {}
        for place, key in enumerate(keys):
            if key in heads:
                places.setdefault(heads[key], place)
        wanted = [c.name for c in table.columns.values() if c.required]
        have = sum(word in places for word in wanted) / max(1, len(wanted))
        score = (have + len(places) / len(keys)) / 2
        if best is None or score > best[0]:
            best = score, table, places
    if best is None or (best[0] < _NAMED and not code):
        listed = "、".join(extract.heads[:8])
        message = (
            f"{name} 的列名（{listed}…）不像任何一张已知的表。"
            f"请检查第一行是不是列名，或用 --table 指明是 {'、'.join(tables())} 中的哪一张。"
        )
        raise UnreadableDocument(message)
    _, table, places = best
    missing = [c for c in table.columns.values() if c.required and c.name not in places]
    if missing:
        named = "、".join(f"{c.title}（{c.name}）" for c in missing)
        message = (
            f"{name} 按 {table.title}（{table.code}）读取，缺少必需的列：{named}。"
            "请补上这些列，重新导出。"
        )
        raise UnreadableDocument(message)
    return table, places


def _take(
    store: duckdb.DuckDBPyConnection, table: FundTable, places: dict[str, int], extract: Extract,
    name: str, pseudonyms: Pseudonyms | None,
) -> tuple[Any, ...]:  # fmt: skip
    """Check, take what fits, reject the rest, replace what stands corrected, and count."""
    found = [
        cell(table.columns[column], f"c{place}", extract.types[place])
        for column, place in places.items()
    ]
    number = _count(store, "SELECT coalesce(max(load), 0) + 1 FROM loads")
    _prepare(store, table)
    before = _count(store, f"SELECT count(*) FROM {table.code}")
    amount = next((c.column.name for c in found if c.column.type == "amount"), None)
    taken, whole = _take_clean(store, table, number, found, amount, pseudonyms)
    rows_in = _count(store, "SELECT count(*) FROM raw") + len(extract.broken)
    if taken + len(extract.broken) < rows_in:
        filled = _leave_rest(store, found, len(extract.heads))
        rows_in = taken + filled + len(extract.broken)
        mended, more = _take_mended(store, table, number, found, amount, pseudonyms)
        taken, whole = taken + mended, whole + more
    taken -= _reject_copies(store, table, number, taken)
    for row, text, reason in extract.broken:
        store.execute(
            "INSERT INTO rejects VALUES (?, ?, ?, NULL, ?, ?)",
            [number, table.code, row, None if pseudonyms else text, reason],
        )
    replaced = _replace(store, table, number) if before else 0
    kept = _sum(store, f"{table.code} WHERE load = {number}", amount)
    told = (rows_in, taken, replaced, rows_in - taken, amount, whole, kept, whole - kept)
    if pseudonyms and not _count(store, "SELECT count(*) FROM hashed"):
        store.execute("INSERT INTO hashed VALUES (now()::TIMESTAMP, ?)", [pseudonyms.proof])
    store.execute(
        "INSERT INTO loads VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            number,
            datetime.now().astimezone().replace(tzinfo=None),
            name,
            extract.digest,
            table.code,
            *told,
        ],
    )
    return number, *told


def _take_clean(
    store: duckdb.DuckDBPyConnection, table: FundTable, number: int, found: Sequence[Cell],
    amount: str | None, pseudonyms: Pseudonyms | None,
) -> tuple[int, Decimal]:  # fmt: skip
    """Take the rows that are written as they should be; say how many, and the sum of an amount.

    The view `read` tells which are the others.
    """
    names = ", ".join(c.column.name for c in found)
    typed = ", ".join(f"{c.quick} AS {c.column.name}" for c in found)
    tests = [
        *(c.plain for c in found),
        *(f"{c.column.name} IS NOT NULL" for c in found if c.column.required),
        *(f"({test}) IS NOT TRUE" for test, *_ in _amiss(table, found)),
    ]
    store.execute(
        f"CREATE OR REPLACE TEMP VIEW read AS SELECT *, {' AND '.join(tests)} AS clean "
        f"FROM (SELECT *, {typed} FROM raw)"
    )
    own = _personal(c.column.name for c in found)
    if pseudonyms:  # of all rows: to tell the clean ones would take as long again
        pseudonyms.learn(store, "FROM read", own)
    clean = f"SELECT {number} AS load, row, {names} FROM read WHERE clean"
    kept = replaced(clean, own) if pseudonyms else clean
    taken = _count(store, f"INSERT INTO {table.code} (load, row, {names}) {kept}")
    return taken, _sum(store, f"{table.code} WHERE load = {number}", amount)


def _leave_rest(store: duckdb.DuckDBPyConnection, found: Sequence[Cell], width: int) -> int:
    """Leave the rows that are not clean as `rest`, without those that are blank; say how many.

    Their column `total` says whether it is a sheet's line of totals.
    """
    raw = ", ".join(c.raw for c in found)
    cells = ", ".join(f"nullif(trim(CAST(c{n} AS VARCHAR)), '')" for n in range(width))
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE rest AS SELECT * EXCLUDE (first), regexp_full_match("
        f"regexp_replace(first, '\\s', '', 'g'), '{_TOTALS}') AS total FROM (SELECT row, {raw}, "
        f"coalesce({cells}, NULL) AS first FROM read WHERE clean IS NOT TRUE) WHERE first IS NOT NULL"
    )
    return _count(store, "SELECT count(*) FROM rest")


def _take_mended(
    store: duckdb.DuckDBPyConnection, table: FundTable, number: int, found: Sequence[Cell],
    amount: str | None, pseudonyms: Pseudonyms | None,
) -> tuple[int, Decimal]:  # fmt: skip
    """Mend the rows of `rest` and take them, or reject them with their first fault.

    Says how many were taken, and the sum of an amount of all of them.
    """
    names = ", ".join(c.column.name for c in found)
    typed = ", ".join(f"{c.mended} AS {c.column.name}" for c in found)
    faults = [
        ("total", None, "这是合计行，不是一条记录，金额没有计入"),
        *_unread(found),
        *_amiss(table, found),
    ]
    which = " ".join(f"WHEN {test} THEN {n}" for n, (test, *_) in enumerate(faults))
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE judged AS SELECT *, CASE {which} END AS fault "
        f"FROM (SELECT *, {typed} FROM rest)"
    )
    told: dict[str | None, str] = {None: "NULL"}
    told |= {c.column.name: sheltered(c.text) if pseudonyms else c.text for c in found}
    for (n,) in store.execute(
        "SELECT DISTINCT fault FROM judged WHERE fault IS NOT NULL ORDER BY fault"
    ).fetchall():
        _, column, reason = faults[n]
        store.execute(
            f"INSERT INTO rejects SELECT ?, ?, row, ?, {told[column]}, ? FROM judged WHERE fault = ?",
            [number, table.code, column, reason, n],
        )
    whole = _sum(store, "judged WHERE fault IS DISTINCT FROM 0", amount)
    own = _personal(c.column.name for c in found)
    good = f"SELECT {number} AS load, row, {names} FROM judged WHERE fault IS NULL"
    kept = pseudonyms.hashed(store, good, own) if pseudonyms else good
    return _count(store, f"INSERT INTO {table.code} (load, row, {names}) {kept}"), whole


def _sum(store: duckdb.DuckDBPyConnection, rows: str, amount: str | None) -> Decimal:
    found = store.execute(f"SELECT sum({amount}) FROM {rows}").fetchone() if amount else None
    return Decimal(found[0] or 0) if found else Decimal(0)


def _reject_copies(
    store: duckdb.DuckDBPyConnection, table: FundTable, number: int, taken: int
) -> int:
    """Reject the rows of a load that repeat the key of an earlier one of it; say how many."""
    own, key = f"FROM {table.code} WHERE load = {number}", ", ".join(table.key)
    if _count(store, f"SELECT count(DISTINCT hash({key})) {own}") == taken:
        return 0
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE copies AS SELECT * FROM (SELECT row, {table.key[0]} AS value, "
        f"min(row) OVER (PARTITION BY {key}) AS first {own}) WHERE row > first"
    )
    store.execute(
        "INSERT INTO rejects SELECT ?, ?, row, ?, value::VARCHAR, '与第 ' || first || ' 行重复' FROM copies",
        [number, table.code, table.key[0]],
    )
    copies = _count(store, f"DELETE {own} AND row IN (SELECT row FROM copies)")
    store.execute("DROP TABLE copies")
    return copies


def _replace(store: duckdb.DuckDBPyConnection, table: FundTable, number: int) -> int:
    """Delete the rows of earlier loads whose keys came again; say how many."""
    first, keys = table.key[0], ", ".join(table.key)
    # Most extracts continue the ones before: the range of their keys tells without comparing rows.
    span = store.execute(
        f"SELECT min({first}), max({first}) FROM {table.code} WHERE load = {number}"
    ).fetchone()
    older = f"{table.code} WHERE load <> {number} AND {first} BETWEEN ? AND ?"
    if not _count(store, f"SELECT count(*) FROM {older}", span):
        return 0
    return _count(
        store,
        f"DELETE FROM {older} AND ({keys}) IN (SELECT ({keys}) FROM {table.code} "
        f"WHERE load = {number})",
        span,
    )


def _count(store: duckdb.DuckDBPyConnection, sql: str, values: Sequence[Any] | None = None) -> int:
    found = store.execute(sql, values or []).fetchone()
    return int(found[0]) if found else 0


def _prepare(store: duckdb.DuckDBPyConnection, table: FundTable) -> None:
    columns = ", ".join(f"{c.name} {TYPES[c.type]}" for c in table.columns.values())
    store.execute(f"CREATE TABLE IF NOT EXISTS {table.code} (load INTEGER, row BIGINT, {columns})")


def _unread(found: Sequence[Cell]) -> Iterator[tuple[str, str, str]]:
    """Give the tests for cells that are missing or cannot be read, each with column and reason."""
    for c in found:
        name, title = c.column.name, c.column.title
        if c.column.required:
            yield f"{c.text} IS NULL", name, f"缺少{title}"
        if c.column.type in ("text", "identity"):
            yield c.curtailed, name, "是科学计数，末尾几位已丢失；请在 Excel 里设为文本后重新导出"
        told = {
            "code": f"不是{title}的代码", "amount": "不是到分的金额", "price": "不是价格",
            "number": "不是数", "share": "不是 0 到 1 之间的比例", "date": "不是日期", "time": "不是时间",
        }.get(c.column.type)  # fmt: skip
        if told:
            yield f"{name} IS NULL AND {c.text} IS NOT NULL", name, told


def _amiss(table: FundTable, found: Sequence[Cell]) -> Iterator[tuple[str, str, str]]:
    """Give the tests for values that cannot be right, each with column and reason."""
    names = {c.column.name for c in found}
    kept = " AND refd_setl_flag IS DISTINCT FROM '1'" if "refd_setl_flag" in names else ""
    for column in (c.column for c in found):
        if column.type in ("amount", "price", "number") and not column.signed:
            yield f"{column.name} < 0{kept}", column.name, "不应为负数"
    for identity in table.identities:
        if {identity.whole, *identity.parts} <= names:
            given = " AND ".join(f"{n} IS NOT NULL" for n in (identity.whole, *identity.parts))
            total = " + ".join(identity.parts)
            titles = "、".join(table.columns[n].title for n in identity.parts)
            yield f"{given} AND {identity.whole} <> {total}", identity.whole, f"不等于{titles}之和"
