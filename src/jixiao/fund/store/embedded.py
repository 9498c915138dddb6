"""A folder's rows in DuckDB, and how queries there start from parts that are written or run once."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
from ibis import ir
from ibis.backends.sql.datatypes import DuckDBType
from ibis.expr import operations as ops

from jixiao.fund.store.columns_read import columns_read
from jixiao.fund.store.described import described_table
from jixiao.fund.store.engine import Engine, Query, Question, Work, query_of
from jixiao.fund.store.in_memory import in_memory
from jixiao.fund.store.sql import literal

_CREATE_RUNS = (
    "CREATE TABLE IF NOT EXISTS runs (name VARCHAR, ran_at TIMESTAMP, sql VARCHAR)"
)

_ROWS_AT_ONCE = 50_000
_WITH = "WITH "
_ANEW = "NOT MATERIALIZED "
_ASKED = "asked"
"""What the rows that a question is put to are called in its query."""
_FEW = 400
"""So many rows held in memory are written out in a query: a year has no more days."""
_WORKED = (ops.Aggregate, ops.JoinChain, ops.Set, ops.WindowFunction, ops.InMemoryTable)
"""What makes rows dearer to run than to read again."""
_AS_WRITTEN = "SET disabled_optimizers = 'build_side_probe_side'"
"""Of each filter and join a fifth is thought to be left, so that many rows soon seem few and are
held in memory. What is kept is written with the many first."""
_MARK = 8
"""How many digits of a digest tell parts of one name apart."""


@lru_cache(maxsize=64)
def _asked(
    question: Question, schema: ibis.Schema, dialect: str
) -> tuple[Query, pa.Schema]:
    """Return the query of a question to rows of these columns, and the columns of what it gives."""
    expression = question(ibis.table(schema, name=_ASKED))
    return query_of(expression, dialect), expression.schema().to_pyarrow()


@dataclass(frozen=True, slots=True)
class _Part:
    """What queries start from: its SQL, and the tables that this names.

    `is_plain`: its rows are only chosen and named, which is done for each query anew.
    """

    sql: str
    tables: tuple[str, ...]
    rows: ir.Table
    is_plain: bool


def _after(parts: Sequence[str], sql: str) -> str:
    """Write a query after the parts that it starts from."""
    if not parts:
        return sql
    rest = f", {sql.removeprefix(_WITH)}" if sql.startswith(_WITH) else f"\n{sql}"
    return f"{_WITH}{', '.join(parts)}{rest}"


def values_of(rows: pa.Table, schema: ibis.Schema) -> str:
    """Return the query, for DuckDB, whose rows are those of a table without nested columns."""
    names = ", ".join(f'"{name}"' for name in schema.names)
    casts = ", ".join(
        f'CAST("{name}" AS {DuckDBType.to_string(type_)}) AS "{name}"'
        for name, type_ in schema.items()
    )
    lines = (
        ", ".join("NULL" if cell is None else literal(cell) for cell in row.values())
        for row in rows.to_pylist()
    )
    empty = ", ".join("NULL" for _ in schema.names)
    values = ", ".join(f"({line})" for line in lines) or f"({empty})"
    sql = f"SELECT {casts} FROM (VALUES {values}) AS listed ({names})"
    return sql if rows.num_rows else f"{sql} WHERE false"


def _in_whole(query: str, expression: ir.Table) -> str:
    """Return a query whose whole numbers are held in 64 bits: DuckDB's sums of them are wider.

    Ibis takes a plain cast of whole numbers for none.
    """
    whole = [name for name, kind in expression.schema().items() if kind.is_int64()]
    if not whole:
        return query
    casts = ", ".join(f'CAST("{name}" AS BIGINT) AS "{name}"' for name in whole)
    return f"SELECT * REPLACE ({casts}) FROM (\n{query}\n)"


class Embedded(Engine):
    """A folder's rows in DuckDB: nothing to install or to run beside it."""

    dialect = "duckdb"
    shares_parts = True

    def __init__(self, backend: Any) -> None:
        self._backend = backend
        self._shared: dict[str, frozenset[str]] = {}
        self._parts: dict[str, _Part] = {}
        self._made: dict[str, int] = {}
        # No one relies on the order of rows that were not asked for in one; threads need not wait.
        backend.con.execute("SET preserve_insertion_order = false")

    @property
    def tables(self) -> set[str]:
        """The names of the tables there are."""
        # Not list_tables(): Ibis 12 calls there what DuckDB 2 has no more.
        names = self._backend.con.execute(
            "SELECT table_name FROM information_schema.tables"
        )
        return {name for (name,) in names.fetchall()}

    def table(self, name: str) -> ir.Table:
        """Return a table to build expressions on: the same for every folder that has it alike."""
        described = self._backend.con.execute(f'DESCRIBE "{name}"').fetchall()
        return described_table(name, described)

    def fetch(self, expression: ir.Table) -> pa.Table:
        """Run an expression and return its rows."""
        # Not to_pyarrow(): it loads pandas, which nothing here makes use of.
        query = self._runnable(expression)
        sql = self._with_parts(query, self._shared_by(expression))
        rows = self._backend.con.sql(sql).to_arrow_table()
        return rows.cast(expression.schema().to_pyarrow())

    def by_person(
        self, rows: ir.Table, order: Sequence[str], work: Work, schema: pa.Schema
    ) -> ir.Table:
        """Hand rows over in their order; what `work` makes of them is held in memory."""
        sql = self.sql(rows.order_by(order))
        # Without this the rows of an ordered query are handed over out of their order.
        self.run("SET preserve_insertion_order = true")
        try:
            with self._backend.con.sql(sql).to_arrow_reader(_ROWS_AT_ONCE) as ordered:
                # DuckDB's sums of whole numbers are wider than 64 bits.
                narrow = (batch.cast(rows.schema().to_pyarrow()) for batch in ordered)
                made = pa.Table.from_batches(work(narrow), schema)
        finally:
            self.run("SET preserve_insertion_order = false")
        return in_memory(made)

    def sql(self, expression: ir.Table) -> str:
        """Return the SQL of an expression, which can be run from now on.

        It runs by itself, but for many rows that the program made: those it names, and says so.
        """
        query = self._runnable(expression)
        written = self._with_parts(query)
        computed = [name for name in self._made if name in written]
        notes = (
            f"\n/* {name}：程序算出的 {self._made[name]} 行 */" for name in computed
        )
        return written + "".join(notes)

    def ask(self, rows: ir.Table, question: Question) -> pa.Table:
        """Run a question to an expression's rows; one that is asked of many is written once."""
        of_rows = self._runnable(rows)
        asked, schema = _asked(question, rows.schema(), self.dialect)
        parts = self._written_parts(of_rows, self._shared_by(rows))
        sql = _after([*parts, f'"{_ASKED}" AS (\n{of_rows.sql}\n)'], asked.sql)
        return self._few(sql, schema)

    def _few(self, sql: str, schema: pa.Schema) -> pa.Table:
        """Run a query of few rows: planned once, where rows handed over as Arrow are planned twice."""
        answers = self._backend.con.execute(sql).fetchall()
        named = [dict(zip(schema.names, row, strict=True)) for row in answers]
        return pa.Table.from_pylist(named, schema)

    def _with_parts(self, query: Query, shared: frozenset[str] = frozenset()) -> str:
        """Write a query with the parts that it starts from, but for those run already."""
        return _after(self._written_parts(query, shared), query.sql)

    def _written_parts(self, query: Query, shared: frozenset[str]) -> list[str]:
        return [
            f'"{name}" AS {_ANEW if part.is_plain else ""}(\n{part.sql}\n)'
            for name in self._starts_from(query.tables, shared)
            if (part := self._parts[name])
        ]

    def part(
        self, name: str, expression: ir.Table, *, streams: bool = False
    ) -> ir.Table:
        """Return a table of an expression's rows; its SQL is written once, for all that use it.

        It is called by its name and by what its SQL says, so that what is made of it in one folder
        is written as in any other.
        """
        query = self._runnable(expression)
        called = f"{name}_{sha256(query.sql.encode()).hexdigest()[:_MARK]}"
        is_plain = streams or not expression.op().find(_WORKED)
        part = _Part(query.sql, query.tables, expression, is_plain)
        self._parts.setdefault(called, part)
        return ibis.table(expression.schema(), name=called)

    def made_part(self, name: str, expression: ir.Table) -> ir.Table:
        """Return a part whose rows are made now and held while the engine is open.

        What is kept of it still says the whole query.
        """
        rows = self.part(name, expression)
        called = rows.get_name()
        if called not in self._shared:
            query = self._runnable(expression)
            self.make(called, self._with_parts(query, self._shared_by(expression)))
            self._shared[called] = frozenset(expression.columns)
        return rows

    def _runnable(self, expression: ir.Table) -> Query:
        query = query_of(expression, self.dialect)
        for memory_table in query.in_memory:
            self._write_out(memory_table)
        if any(memory_table.name in self._made for memory_table in query.in_memory):
            # Not create_table(): Ibis 12 drops a table in words that DuckDB 2 does not know. The
            # hooks give the tables in memory that an expression holds to the connection.
            self._backend._run_pre_execute_hooks(expression)  # noqa: SLF001
        return query

    def _write_out(self, memory_table: ops.InMemoryTable) -> None:
        """Make few rows held in memory a part, so that a query kept with its result runs without them."""
        if memory_table.name in self._parts or memory_table.name in self._made:
            return
        rows = memory_table.data.to_pyarrow(memory_table.schema)
        is_unwritable = any(
            t.is_nested() or t.is_binary() for t in memory_table.schema.types
        )
        if rows.num_rows > _FEW or is_unwritable:
            self._made[memory_table.name] = rows.num_rows
            return
        self._parts[memory_table.name] = _Part(
            values_of(rows, memory_table.schema),
            (),
            memory_table.to_expr(),
            is_plain=False,
        )

    def _starts_from(
        self, names: Sequence[str], shared: frozenset[str] = frozenset()
    ) -> tuple[str, ...]:
        """Return the parts among tables that were not run already, each after those it starts from."""
        parts: dict[str, None] = {}
        for name in names:
            if name in self._parts and name not in shared and name not in parts:
                tables = self._parts[name].tables
                parts |= dict.fromkeys((*self._starts_from(tables, shared), name))
        return tuple(parts)

    @contextmanager
    def sharing(
        self, parts: Sequence[str], queries: Sequence[ir.Table]
    ) -> Iterator[None]:
        """Run parts once, each into a temporary table that is gone after the queries within.

        A query that looks at a column that was not computed is run whole: `queries` need not be all.
        """
        begun = dict(self._shared)
        try:
            for name in parts:
                self._share(name, queries, parts)
            yield
        finally:
            for name in self._shared.keys() - begun.keys():
                self.run(f'DROP TABLE IF EXISTS temp."{name}"')
            self._shared = begun

    def _share(
        self, name: str, queries: Sequence[ir.Table], shared: Collection[str]
    ) -> None:
        """Keep the columns of a part that queries look at.

        Where all are looked at by another shared part alone, that one is run by itself.
        """
        rows = self._parts[name].rows
        looked_at = self._read(name, queries, ())
        if len(looked_at) == len(rows.columns):
            looked_at = self._read(name, queries, shared)
        columns = [column for column in rows.columns if column in looked_at]
        if not columns or name in self._shared:
            return
        asked = rows.select(*columns)
        self.make(name, self._with_parts(self._runnable(asked), self._shared_by(asked)))
        self._shared[name] = frozenset(columns)

    def _shared_by(self, expression: ir.Table) -> frozenset[str]:
        """Return the parts run already that have every column which an expression looks at."""
        usable = {
            name
            for name, columns in self._shared.items()
            if len(columns) == len(self._parts[name].rows.columns)
        }
        for name in [n for n in reversed(self._shared) if n not in usable]:
            if self._read(name, [expression], usable) <= self._shared[name]:
                usable.add(name)
        return frozenset(usable)

    def _read(
        self, name: str, queries: Sequence[ir.Table], leaving_out: Collection[str]
    ) -> frozenset[str]:
        """Return the columns of a part that queries look at, but for what some parts look at."""
        parts = {
            other: part.rows.op()
            for other, part in self._parts.items()
            if other not in leaving_out
        }
        read = columns_read(name, [query.op() for query in queries], parts)
        return frozenset(self._parts[name].rows.columns) if read is None else read

    def run(self, sql: str) -> None:
        """Run a statement."""
        self._backend.con.execute(sql)

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """Run a query and return its rows; for few of them."""
        return list(self._backend.con.sql(sql).to_arrow_table().to_pylist())

    def tuples(self, sql: str) -> list[tuple[Any, ...]]:
        """Run a statement and return its rows without names: the quickest way for few of them."""
        return list(self._backend.con.execute(sql).fetchall())

    def columns(self, name: str) -> list[str]:
        """Return the names of a table's columns."""
        described = self._backend.con.execute(f'DESCRIBE "{name}"').fetchall()
        return [row[0] for row in described]

    def hold(self, name: str, rows: pa.Table) -> None:
        """Name rows in memory, to be queried like a table."""
        self._backend.con.register(name, rows)

    def make(self, name: str, sql: str) -> None:
        """Keep the rows of a query as a temporary table."""
        self.run(f'CREATE OR REPLACE TEMP TABLE "{name}" AS {sql}')

    def view(self, name: str, files: Path, besides: str = "") -> None:
        """Name the rows of Parquet files (a pattern), and columns besides, to be queried as a table."""
        selected = f"*, {besides}" if besides else "*"
        source = f"read_parquet({literal(files)}, hive_partitioning = false)"
        self.run(f'CREATE OR REPLACE VIEW "{name}" AS SELECT {selected} FROM {source}')

    def write(self, sql: str, path: Path) -> None:
        """Write the rows of a query as Parquet."""
        self.run(f"COPY ({sql}) TO {literal(path)} (FORMAT parquet)")

    def export_csv(self, sql: str, path: Path) -> None:
        """Write the rows of a query as CSV in UTF-8, each cell within `'`."""
        options = "FORMAT csv, HEADER, QUOTE '''', FORCE_QUOTE *"
        self.run(f"COPY ({sql}) TO {literal(path)} ({options})")

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """Run an expression, keep its rows as a table and its SQL in `runs`."""
        self.run(_CREATE_RUNS)
        query, shared = self._runnable(expression), self._shared_by(expression)
        written = self._with_parts(query, shared)
        return self._kept(name, self.sql(expression), _in_whole(written, expression))

    def keep_once(self, name: str, expression: ir.Table) -> ir.Table:
        """Keep an expression's rows, or give those kept before by the same SQL of the same rows.

        The SQL that is kept says which load was the last, and when the kept tables that it reads were
        made: where any of these has changed, it is another. In a folder opened for reading the
        expression itself is given where no such rows are there.
        """
        sql = self.sql(expression)
        state = self._state_of(query_of(expression, self.dialect))
        marked = sql if state is None else f"{sql}\n/* {state} */"
        is_known = state is not None and name in self.tables
        if is_known and self._last_sql(name) == marked:
            return self.table(name)
        if self._only_reads:
            return expression
        self.run(_CREATE_RUNS)
        self.run(_AS_WRITTEN)
        try:
            return self._kept(name, marked, _in_whole(sql, expression))
        finally:
            self.run("RESET disabled_optimizers")

    @property
    def _only_reads(self) -> bool:
        """Whether the folder was opened for reading: nothing is kept there."""
        asked = "SELECT readonly FROM duckdb_databases() WHERE database_name = current_database()"
        return bool(self.tuples(asked)[0][0])

    def _kept(self, name: str, sql: str, query: str) -> ir.Table:
        """Keep the rows of a query, which parts run already may make shorter than the SQL kept."""
        connection = self._backend.con
        connection.execute("BEGIN")
        connection.execute(f'CREATE OR REPLACE TABLE "{name}" AS {query}')
        connection.execute(
            "INSERT INTO runs VALUES (?, now()::TIMESTAMP, ?)", [name, sql]
        )
        connection.execute("COMMIT")
        return self.table(name)

    def _last_sql(self, name: str) -> str | None:
        if "runs" not in self.tables:
            return None
        runs = self._backend.con.execute(
            "SELECT sql FROM runs WHERE name = ? ORDER BY ran_at DESC, rowid DESC LIMIT 1",
            [name],
        ).fetchall()
        return next((sql for (sql,) in runs), None)

    def _state_of(self, query: Query) -> str | None:
        """Say what the rows that a query reads come from; None where nobody kept count of loads."""
        if "loads" not in self.tables:
            return None
        parts = (self._parts[name] for name in self._starts_from(query.tables))
        read = {*query.tables, *chain.from_iterable(part.tables for part in parts)}
        names = sorted(read - self._parts.keys())
        ((last,),) = self.tuples("SELECT max(load) FROM loads")
        if "runs" not in self.tables:
            return f"收数到第 {last} 次"
        made = self._backend.con.execute(
            "SELECT name, max(ran_at) FROM runs WHERE list_contains(?, name)"
            " GROUP BY name ORDER BY name",
            [names],
        ).fetchall()
        when_made = "".join(f"，{name} {ran_at}" for name, ran_at in made)
        return f"收数到第 {last} 次{when_made}"
