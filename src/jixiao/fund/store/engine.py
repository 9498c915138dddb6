"""The engine: expressions run where the rows are, and the SQL that ran is kept with each result.

A folder holds its rows in one file of DuckDB, or as a lake of Parquet files (`lake.py`) that
DuckDB reads as well, and so does a cluster that speaks the Spark protocol (`spark.py`).
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

import ibis
import pyarrow as pa
from ibis import ir
from ibis.expr import operations as ops

# Ibis merges each select into the next by default: over records of sixty columns that takes most of
# the time of writing a query, and makes it longer. Engines merge what can be merged themselves.
ibis.options.sql.fuse_selects = False

STORE = "fund.duckdb"
LAKE = "lake.json"
"""What marks a folder of Parquet files, and lists its tables."""
PARTITIONS = ("data_year", "data_part")
"""What a lake is partitioned by; no column of any table."""
Work = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]
"""What makes rows of rows that come in their order."""
Question = Callable[[ir.Table], ir.Table]


class Engine(ABC):
    """Where expressions run; `dialect` is that of its SQL."""

    dialect: str
    shares_parts = False
    """Whether parts can be run once for all that start from them (`sharing`)."""

    @property
    @abstractmethod
    def tables(self) -> set[str]:
        """The names of the tables there are."""

    @abstractmethod
    def table(self, name: str) -> ir.Table:
        """Return a table to build expressions on."""

    @abstractmethod
    def fetch(self, expression: ir.Table) -> pa.Table:
        """Run an expression and return its rows."""

    @abstractmethod
    def sql(self, expression: ir.Table) -> str:
        """Return the SQL of an expression, which can be run from now on."""

    def ask(self, rows: ir.Table, question: Question) -> pa.Table:
        """Run a question to an expression's rows; one that is asked of many is written once.

        It is a function that stays: the same one is the same question.
        """
        return self.fetch(question(rows))

    def part(
        self, name: str, expression: ir.Table, *, streams: bool = False
    ) -> ir.Table:
        """Return a table of an expression's rows that other queries start from.

        One that `streams` has too many rows to be held: each question to it runs it anew. An engine
        that writes each query whole gives back the expression.
        """
        del name, streams
        return expression

    @contextmanager
    def sharing(
        self, parts: Sequence[str], queries: Sequence[ir.Table]
    ) -> Iterator[None]:
        """Run parts once for the queries within; an engine that has no parts does nothing.

        `parts` are the names of tables that `part` gave, each after those it starts from; of each the
        columns that `queries` look at are computed.
        """
        del parts, queries
        yield

    def made_part(self, name: str, expression: ir.Table) -> ir.Table:
        """Return a part whose rows are made now, where an engine can hold them for a while."""
        return self.part(name, expression)

    @abstractmethod
    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """Run an expression, keep its rows as a table and its SQL in `runs`."""

    def keep_once(self, name: str, expression: ir.Table) -> ir.Table:
        """Keep an expression's rows, or give those kept before where nothing has changed since.

        An engine that cannot tell keeps them anew.
        """
        return self.keep(name, expression)

    @abstractmethod
    def by_person(
        self, rows: ir.Table, order: Sequence[str], work: Work, schema: pa.Schema
    ) -> ir.Table:
        """Hand rows over in their order, all of a person's to one `work`; returns what it makes.

        The first column of `order` is the person. A person's rows may come in several pieces.
        """


@dataclass(frozen=True, slots=True)
class Query:
    """The SQL of an expression, the tables that it names, and those among them held in memory."""

    sql: str
    tables: tuple[str, ...]
    in_memory: tuple[ops.InMemoryTable, ...]


def query_of(expression: ir.Table, dialect: str) -> Query:
    """Return the query of an expression; writing it takes longer than running it on few rows."""
    return _written(expression.op(), dialect)


@lru_cache(maxsize=1024)
def _written(asked: ops.Relation, dialect: str) -> Query:
    sql = str(ibis.to_sql(asked.to_expr(), dialect=dialect))
    in_memory = tuple(asked.find(ops.InMemoryTable))
    tables = (table.name for table in (*asked.find(ops.UnboundTable), *in_memory))
    return Query(sql, tuple(sorted(tables)), in_memory)
