"""A load under way: rows of an extract are taken, mended, rejected, and replace those before them.

All of it runs within the caller's transaction, on the relation `raw` that holds the extract.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import duckdb

from jixiao.fund.intake.cells import CellExpressions, cell_expressions
from jixiao.fund.intake.extracts import Extract
from jixiao.fund.intake.recognition import Recognition
from jixiao.fund.intake.rejects import hiding
from jixiao.fund.intake.sheltering import begin_sheltering, shelter
from jixiao.fund.intake.splitting import BrokenRow
from jixiao.fund.intake.twins import without_twins
from jixiao.fund.store.pseudonyms import Pseudonyms, personal_columns, replaced
from jixiao.fund.store.sql import literal
from jixiao.fund.tables import TYPES, FundTable

CREATE_LOADS = """
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
_TOTALS = (
    "(以上|[本全][页表月季年])?(合计|总计|共计|小计|累计|总和)(（.*|[(].*|[:：].*)?"
)


@dataclass(frozen=True, slots=True)
class LoadCounts:
    """What became of an extract's rows and amounts (yuan), as `loads` keeps it."""

    number: int
    rows_in: int
    taken: int
    replaced: int
    rejected: int
    amount_column: str | None
    amount_in: Decimal
    amount_taken: Decimal
    amount_rejected: Decimal


@dataclass(frozen=True, slots=True)
class RowFault:
    """A test (SQL) that no row should meet, the column it is about (None for the row), and why."""

    test: str
    column: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class _LoadUnderWay:
    """Where a load stands: its number, the cells it reads, and pseudonyms where it hashes."""

    store: duckdb.DuckDBPyConnection
    table: FundTable
    number: int
    cells: tuple[CellExpressions, ...]
    pseudonyms: Pseudonyms | None

    @property
    def names(self) -> str:
        """The columns that are read, as SQL lists them."""
        return ", ".join(cell.column.name for cell in self.cells)

    @property
    def personal(self) -> list[str]:
        return personal_of(cell.column.name for cell in self.cells)

    @property
    def amount(self) -> str | None:
        """The column whose sums are kept: the first that holds amounts."""
        amounts = (
            cell.column.name for cell in self.cells if cell.column.type == "amount"
        )
        return next(amounts, None)

    @property
    def loaded(self) -> str:
        """The rows of this load, for a FROM."""
        return f"{self.table.code} WHERE load = {self.number}"

    def sum_of(self, rows: str) -> Decimal:
        """Sum the amount over rows; 0 where no column holds amounts."""
        if self.amount is None:
            return Decimal(0)
        summed = self.store.execute(f"SELECT sum({self.amount}) FROM {rows}").fetchone()
        return Decimal(summed[0] or 0) if summed else Decimal(0)

    def without_persons(self, selected: str) -> str:
        """Return the query of selected rows in which no other column names a person either."""
        columns = [cell.column for cell in self.cells]
        if self.pseudonyms is None:
            return selected
        return shelter(self.store, self.pseudonyms, selected, columns)

    def insert(self, selected: str) -> int:
        """Insert selected rows (load, row, names) into the table; returns how many."""
        columns = f"(load, row, {self.names})"
        return count(self.store, f"INSERT INTO {self.table.code} {columns} {selected}")


def count(
    store: duckdb.DuckDBPyConnection, sql: str, values: Sequence[Any] | None = None
) -> int:
    """Run a statement that counts, or that changes rows, and return the count; 0 for none."""
    row = store.execute(sql, values or []).fetchone()
    return int(row[0]) if row else 0


def personal_of(names: Iterable[str]) -> list[str]:
    """Return the columns among some that hold names and certificate numbers of persons."""
    return [name for name in names if name in personal_columns()]


def take(
    store: duckdb.DuckDBPyConnection,
    recognition: Recognition,
    extract: Extract,
    name: str,
    pseudonyms: Pseudonyms | None,
) -> LoadCounts:
    """Check, take what fits, reject the rest, replace what stands corrected, and count."""
    extract = without_twins(store, recognition, extract)
    broken = extract.broken
    load = _begin(store, recognition, extract, pseudonyms)
    had_rows = count(store, f"SELECT count(*) FROM {load.table.code}") > 0
    taken, amount_in = _take_clean(load)
    rows_in = count(store, "SELECT count(*) FROM raw") + len(broken)
    if taken + len(broken) < rows_in:
        to_mend = _leave_rest(load, len(extract.heads))
        rows_in = taken + len(broken) + count(store, "SELECT count(*) FROM rest")
        taken_mended, amount_of_rest = _take_mended(to_mend, extract.heads)
        taken, amount_in = taken + taken_mended, amount_in + amount_of_rest
    taken -= _reject_copies(load, taken)
    _reject_broken(load, broken)
    replaced_rows = _replace(load) if had_rows else 0
    amount_taken = load.sum_of(load.loaded)
    if pseudonyms and not count(store, "SELECT count(*) FROM hashed"):
        store.execute(
            "INSERT INTO hashed VALUES (now()::TIMESTAMP, ?)", [pseudonyms.proof]
        )
    counts = LoadCounts(
        number=load.number,
        rows_in=rows_in,
        taken=taken,
        replaced=replaced_rows,
        rejected=rows_in - taken,
        amount_column=load.amount,
        amount_in=amount_in,
        amount_taken=amount_taken,
        amount_rejected=amount_in - amount_taken,
    )
    _keep_counts(store, counts, load.table, name, extract.digest)
    return counts


def _begin(
    store: duckdb.DuckDBPyConnection,
    recognition: Recognition,
    extract: Extract,
    pseudonyms: Pseudonyms | None,
) -> _LoadUnderWay:
    table = recognition.table
    cells = tuple(
        cell_expressions(
            table.columns[column], f"c{places[0]}", extract.types[places[0]]
        )
        for column, places in recognition.places.items()
    )
    number = count(store, "SELECT coalesce(max(load), 0) + 1 FROM loads")
    _create(store, table)
    begin_sheltering(store)
    return _LoadUnderWay(store, table, number, cells, pseudonyms)


def _create(store: duckdb.DuckDBPyConnection, table: FundTable) -> None:
    """Create the table of a store, where it is not there."""
    columns = ", ".join(
        f"{column.name} {TYPES[column.type]}" for column in table.columns.values()
    )
    store.execute(
        f"CREATE TABLE IF NOT EXISTS {table.code} (load INTEGER, row BIGINT, {columns})"
    )


def _keep_counts(
    store: duckdb.DuckDBPyConnection,
    counts: LoadCounts,
    table: FundTable,
    name: str,
    digest: str,
) -> None:
    now = datetime.now().astimezone().replace(tzinfo=None)
    store.execute(
        "INSERT INTO loads VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            counts.number,
            now,
            name,
            digest,
            table.code,
            counts.rows_in,
            counts.taken,
            counts.replaced,
            counts.rejected,
            counts.amount_column,
            counts.amount_in,
            counts.amount_taken,
            counts.amount_rejected,
        ],
    )


def _take_clean(load: _LoadUnderWay) -> tuple[int, Decimal]:
    """Take the rows that are written as they should be; returns how many, and their amount."""
    typed = ", ".join(f"{cell.quick} AS {cell.column.name}" for cell in load.cells)
    required = [cell.column.name for cell in load.cells if cell.column.required]
    tests = [
        *(cell.plain for cell in load.cells),
        *(f"{name} IS NOT NULL" for name in required),
        *(f"({fault.test}) IS NOT TRUE" for fault in _impossible(load)),
    ]
    load.store.execute(
        f"CREATE OR REPLACE TEMP VIEW read AS SELECT *, {' AND '.join(tests)} AS clean "
        f"FROM (SELECT *, {typed} FROM raw)"
    )
    clean = f"SELECT {load.number} AS load, row, {load.names} FROM read WHERE clean"
    if load.pseudonyms:
        # Of all rows: to pick out the clean ones would take as long again.
        load.pseudonyms.learn(load.store, "FROM read", load.personal)
        clean = load.without_persons(replaced(clean, load.personal))
    with _reading_each_cell_once(load.store):
        taken = load.insert(clean)
    return taken, load.sum_of(load.loaded)


@contextmanager
def _reading_each_cell_once(store: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Keep DuckDB from judging rows before it reads them: it would read every cell twice."""
    store.execute("SET disabled_optimizers = 'filter_pushdown'")
    try:
        yield
    finally:
        with suppress(duckdb.Error):  # what failed has ended the transaction
            store.execute("RESET disabled_optimizers")


def _leave_rest(load: _LoadUnderWay, width: int) -> _LoadUnderWay:
    """Leave the rows that are not clean as `rest`, without those that are blank.

    Their column `total` is true for a sheet's line of totals. Returns the load with the cells that
    are left to mend: columns that are as they should be on every row are not looked at again.
    """
    raw = ", ".join(cell.name for cell in load.cells)
    cells = ", ".join(
        f"nullif(trim(CAST(c{place} AS VARCHAR)), '')" for place in range(width)
    )
    load.store.execute(
        f"CREATE OR REPLACE TEMP TABLE unclean AS SELECT row, {raw}, "
        f"coalesce({cells}, NULL) AS first FROM raw "
        f"ANTI JOIN (SELECT row FROM {load.loaded}) USING (row)"
    )
    cells_to_mend = _to_mend(load)
    # In two steps: DuckDB would make a text of every cell before it picks out the rows.
    texts = ", ".join(f"{cell.text} AS {cell.name}" for cell in cells_to_mend)
    is_total = f"regexp_full_match(regexp_replace(first, '\\s', '', 'g'), '{_TOTALS}')"
    load.store.execute(
        f"CREATE OR REPLACE TEMP TABLE rest AS SELECT row, {texts}, {is_total} AS total "
        "FROM unclean WHERE first IS NOT NULL"
    )
    return replace(load, cells=cells_to_mend)


def _to_mend(load: _LoadUnderWay) -> tuple[CellExpressions, ...]:
    """Return what is to be done with the cells of `unclean`, a column each."""
    typed = ", ".join(f"{cell.quick} AS {cell.column.name}" for cell in load.cells)
    plain = ", ".join(f"bool_and(coalesce({cell.plain}, false))" for cell in load.cells)
    row = load.store.execute(
        f"SELECT {plain} FROM (SELECT *, {typed} FROM unclean WHERE first IS NOT NULL)"
    ).fetchone()
    return tuple(
        cell.untouched() if is_plain else cell
        for cell, is_plain in zip(load.cells, row or (), strict=True)
    )


def _take_mended(load: _LoadUnderWay, heads: Sequence[str]) -> tuple[int, Decimal]:
    """Mend the rows of `rest` and take them, or reject them with their first fault.

    Returns how many were taken, and the amount of all of them but the lines of totals.
    """
    faults = [
        RowFault("total", None, "这是合计行，不是一条记录，金额没有计入"),
        RowFault(
            _repeats_heads(load.cells, heads), None, "这是又一行列名，不是一条记录"
        ),
        *_unreadable(load.cells),
        *_impossible(load),
    ]
    typed = ", ".join(f"{cell.mended} AS {cell.column.name}" for cell in load.cells)
    whens = " ".join(
        f"WHEN {fault.test} THEN {place}" for place, fault in enumerate(faults)
    )
    load.store.execute(
        f"CREATE OR REPLACE TEMP TABLE judged AS SELECT *, CASE {whens} END AS fault "
        f"FROM (SELECT *, {typed} FROM rest)"
    )
    _reject_faulty(load, faults)
    amount = load.sum_of("judged WHERE fault IS DISTINCT FROM 0")
    good = f"SELECT {load.number} AS load, row, {load.names} FROM judged WHERE fault IS NULL"
    if load.pseudonyms:
        good = load.pseudonyms.hashed(load.store, good, load.personal)
        good = load.without_persons(good)
    return load.insert(good), amount


def _reject_faulty(load: _LoadUnderWay, faults: Sequence[RowFault]) -> None:
    """Reject the rows of `judged` that have a fault, each with its reason and the faulty value."""
    shown = hiding(load.store) if load.pseudonyms else ""
    values: dict[str | None, str] = {None: "NULL"}
    for cell in load.cells:
        values[cell.column.name] = f"{shown}(CAST({cell.name} AS VARCHAR))"
    seen = load.store.execute(
        "SELECT DISTINCT fault FROM judged WHERE fault IS NOT NULL ORDER BY fault"
    ).fetchall()
    for (place,) in seen:
        fault = faults[place]
        load.store.execute(
            f"INSERT INTO rejects SELECT ?, ?, row, ?, {values[fault.column]}, ? "
            "FROM judged WHERE fault = ?",
            [load.number, load.table.code, fault.column, fault.reason, place],
        )


def _reject_broken(load: _LoadUnderWay, broken: Iterable[BrokenRow]) -> None:
    for row in broken:
        text = None if load.pseudonyms else row.text
        load.store.execute(
            "INSERT INTO rejects VALUES (?, ?, ?, ?, ?, ?)",
            [load.number, load.table.code, row.number, row.column, text, row.reason],
        )


def _reject_copies(load: _LoadUnderWay, taken: int) -> int:
    """Reject the rows of a load that repeat the key of an earlier row of it; returns how many."""
    first_of_key, key = load.table.key[0], ", ".join(load.table.key)
    distinct = f"SELECT count(DISTINCT hash({key})) FROM {load.loaded}"
    if count(load.store, distinct) == taken:
        return 0
    load.store.execute(
        f"CREATE OR REPLACE TEMP TABLE copies AS SELECT * FROM (SELECT row, {first_of_key} AS value, "
        f"{_takes_back_the_first(load.table)} AS takes_back, "
        f"min(row) OVER (PARTITION BY {key}) AS first FROM {load.loaded}) WHERE row > first"
    )
    load.store.execute(
        "INSERT INTO rejects SELECT ?, ?, row, ?, value::VARCHAR, '与第 ' || first || ' 行重复' "
        "|| if(takes_back, ?, '') FROM copies",
        [load.number, load.table.code, first_of_key, _REFUND_UNDER_ONE_NUMBER],
    )
    copies = count(
        load.store, f"DELETE FROM {load.loaded} AND row IN (SELECT row FROM copies)"
    )
    load.store.execute("DROP TABLE copies")
    return copies


_REFUND_FLAG = "refd_setl_flag"
_REFUND_UNDER_ONE_NUMBER = (
    "，而这一行是退费或撤销：没有收，那一行仍照结算计入；"
    "请给退费自己的编号，在 init_setl_id 写所退的结算"
)


def _takes_back_the_first(table: FundTable) -> str:
    """Return the test for a refund that bears the key of a row before it that is none."""
    if _REFUND_FLAG not in table.columns:
        return "false"
    is_refund = f"coalesce({_REFUND_FLAG}, '0') = '1'"
    of_key = f"OVER (PARTITION BY {', '.join(table.key)} ORDER BY row)"
    return f"({is_refund}) AND NOT first_value({is_refund}) {of_key}"


def _replace(load: _LoadUnderWay) -> int:
    """Delete the rows of earlier loads whose keys came again; returns how many."""
    code, first_of_key, key = (
        load.table.code,
        load.table.key[0],
        ", ".join(load.table.key),
    )
    # Most extracts continue those before: the range of their keys decides without comparing rows.
    span = load.store.execute(
        f"SELECT min({first_of_key}), max({first_of_key}) FROM {load.loaded}"
    ).fetchone()
    older = f"{code} WHERE load <> {load.number} AND {first_of_key} BETWEEN ? AND ?"
    if not count(load.store, f"SELECT count(*) FROM {older}", span):
        return 0
    same_key = f"({key}) IN (SELECT ({key}) FROM {load.loaded})"
    return count(load.store, f"DELETE FROM {older} AND {same_key}", span)


def _repeats_heads(cells: Iterable[CellExpressions], heads: Sequence[str]) -> str:
    """Return the test for a row that repeats the heads of the columns that must be there."""
    required = (cell.name for cell in cells if cell.column.required)
    return " AND ".join(
        f"CAST({name} AS VARCHAR) = {literal(heads[int(name[1:])])}"
        for name in required
    )


def _unreadable(cells: Iterable[CellExpressions]) -> Iterator[RowFault]:
    """The faults of cells that are missing or cannot be read."""
    for cell in cells:
        column = cell.column
        if column.required:
            yield RowFault(f"{cell.name} IS NULL", column.name, f"缺少{column.title}")
        for test, reason in cell.faults:
            yield RowFault(test, column.name, reason)


def _impossible(load: _LoadUnderWay) -> Iterator[RowFault]:
    """The faults of values that cannot be right: negative ones, and sums that do not add up."""
    names = {cell.column.name for cell in load.cells}
    unless_refund = ""
    if "refd_setl_flag" in names:
        unless_refund = " AND refd_setl_flag IS DISTINCT FROM '1'"
    for cell in load.cells:
        column = cell.column
        if column.type in ("amount", "price", "number") and not column.signed:
            yield RowFault(
                f"{column.name} < 0{unless_refund}", column.name, "不应为负数"
            )
    for identity in load.table.identities:
        if names.issuperset(identity.columns):
            all_there = " AND ".join(f"{name} IS NOT NULL" for name in identity.columns)
            differs = f"{identity.whole} <> {' + '.join(identity.parts)}"
            titles = "、".join(
                load.table.columns[name].title for name in identity.parts
            )
            yield RowFault(
                f"{all_there} AND {differs}", identity.whole, f"不等于{titles}之和"
            )
