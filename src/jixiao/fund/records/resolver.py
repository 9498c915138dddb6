"""Records by their names: each made when first asked for, of the tables that are there."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import ibis
from ibis import ir
from ibis.expr import operations as ops

from jixiao.errors import FaultyEntry, JixiaoError
from jixiao.fund.records.declaration import PERSON, NotLoaded, Record, RecordColumn
from jixiao.fund.records.kept_table import KeptTable
from jixiao.fund.records.own_rows import own_name
from jixiao.fund.store.engine import Engine
from jixiao.fund.tables import TYPES, FundTable, tables
from jixiao.library import Library
from jixiao.period import Period

FACTS = ("period", "identity_order", "parts_stays")
"""What a record's function may look at besides tables and records."""
_FEN = 100


@cache
def declared_records() -> Library[Record]:
    """Walk the folder once, when first asked."""
    return Library("jixiao.fund.records", Record)


def columns_of(record: str, *names: str) -> dict[str, RecordColumn]:
    """Return columns of a declared record, for a table that takes them over."""
    columns = declared_records()[record].columns
    return {name: columns[name] for name in names}


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked of records.

    A period, the order in which identities count, one person, or whether stays are parted at New Year.
    """

    period: Period | None = None
    identity_order: tuple[str, ...] = ()
    person: str | None = None
    parts_stays: bool = False


class Records:
    """The records of an engine's tables.

    Without a period they are of all that was loaded. Of a person's identities of one day the first
    in `identity_order` counts, then the smallest code. With a `person` only that person's rows are
    looked at. With `parts_stays` a stay settled on the way is a claim for each year.
    `keeping` keeps, as tables, the records that many questions start from: all of them, or those
    it names.
    `besides` are rows that stand beside those of a loaded table as if they had been loaded, with its
    columns and amounts in fen. `kept` are the tables of engines that can be asked for by their
    names, too: their rows of the period.
    """

    def __init__(
        self,
        engine: Engine,
        period: Period | None = None,
        *,
        identity_order: tuple[str, ...] = (),
        person: str | None = None,
        parts_stays: bool = False,
        keeping: bool | Collection[str] = False,
        kept: Mapping[str, KeptTable] | None = None,
        besides: Mapping[str, ir.Table] | None = None,
    ) -> None:
        self.engine = engine
        self._asking = Asking(period, identity_order, person, parts_stays)
        self._keeping = keeping
        self._kept = kept or {}
        self._besides = besides or {}
        self._loaded = frozenset(engine.tables)
        self._made: dict[str, ir.Table] = {}
        self._not_there: dict[str, NotLoaded] = {}

    def record(self, name: str) -> ir.Table:
        """Return a record, or a kept table's rows of the period, by its name.

        Raises:
            NotLoaded: a table that it needs was not loaded, or not made yet.
            FaultyEntry: there is no such record.
        """
        if name in self._not_there:
            known = self._not_there[name]
            raise NotLoaded(known.why, str(known))
        if name not in self._made:
            try:
                self._made[name] = self._first(name)
            except NotLoaded as error:
                if name in declared_records():
                    self._not_there[name] = error
                raise
        return self._made[name]

    def record_if_loaded(self, name: str) -> ir.Table | None:
        """Return a record, or none where a table that it needs was not loaded."""
        try:
            return self.record(name)
        except NotLoaded:
            return None

    def is_loaded(self, code: str) -> bool:
        """Whether a table was loaded, or made, when these records were first asked for."""
        return code in self._loaded

    def has(self, name: str) -> bool:
        """Whether the tables that a record needs were loaded."""
        return self.record_if_loaded(name) is not None

    def give(self, asked: Mapping[str, bool]) -> list[ir.Table | None]:
        """Return what a function's parameters name: needed (true), or none where it is not there.

        Raises:
            NotLoaded: a table that a needed one is made of was not loaded.
        """
        return [
            self.record(name) if needed else self.record_if_loaded(name)
            for name, needed in asked.items()
        ]

    def keep(self, name: str, table: KeptTable) -> ir.Table:
        """Run a record once, keep it as a table, and give the kept rows from now on."""
        kept_rows = table.keep(self.engine, self.record(name))
        # What was made of the record before would run it once more.
        self._made, self._not_there = {name: kept_rows}, {}
        return kept_rows

    @contextmanager
    def sharing(self, queries: Sequence[ir.Table]) -> Iterator[None]:
        """Run the records that are worth keeping once for the queries within, instead of for each."""
        if not self.engine.shares_parts:
            yield
            return
        known = declared_records()
        made = [known[name] for name in self._made if name in known]
        shared = [record for record in made if record.kept or record.costly]
        parts = [self._made[record.name].get_name() for record in shared]
        with self.engine.sharing(parts, queries):
            yield

    def _first(self, name: str) -> ir.Table:
        known = declared_records()
        if name in known:
            record = known[name]
            if record.kept and self._keeps(name):
                return self.engine.keep_once(record.kept, self._cleaned(record))
            return self._cleaned(record)
        if name in self._kept:
            return self._kept[name].read(self.engine, self._asking.period)
        message = f"没有叫 {name} 的记录；可用 {'、'.join([*known, *self._kept])}。"
        raise FaultyEntry(message)

    def _keeps(self, name: str) -> bool:
        return (
            self._keeping if isinstance(self._keeping, bool) else name in self._keeping
        )

    def _cleaned(self, record: Record) -> ir.Table:
        inputs = (
            self._input(record, name, needed) for name, needed in record.inputs.items()
        )
        asked = (row.op() if isinstance(row, ir.Table) else row for row in inputs)
        rows = _rows_of(record.name, *asked)
        return self.engine.part(record.name, rows, streams=record.streams)

    def _input(self, record: Record, name: str, needed: bool) -> Any:
        if name in FACTS:
            fact = getattr(self._asking, name)
            if needed and fact is None:
                message = f"记录 {record.name} 要说明期间。"
                raise JixiaoError(message)
            return fact
        if name.upper() not in tables():
            return self.record(name) if needed else self.record_if_loaded(name)
        rows = self._platform_rows(tables()[name.upper()])
        if rows is None and needed:
            raise NotLoaded.table(name.upper())
        return rows

    def _platform_rows(self, table: FundTable) -> ir.Table | None:
        """Return a platform's table with all its declared columns, amounts in fen.

        None where nothing of it was loaded, nor written by a room of the house.
        """
        rows = self._stored_rows(table.code, table)
        house_rows = self._stored_rows(own_name(table.code), table)
        if rows is None or house_rows is None:
            rows = house_rows if rows is None else rows
        else:
            rows = rows.union(house_rows.anti_join(rows, list(table.key)))
        return None if rows is None else self._asked_of(rows, table)

    def _stored_rows(self, stored: str, table: FundTable) -> ir.Table | None:
        if stored not in self._loaded:
            return None
        rows = _in_fen(self.engine.table(stored).op(), table.code)
        return rows if stored == table.code else rows.cast(_stored_types(table.code))

    def _asked_of(self, rows: ir.Table, table: FundTable) -> ir.Table:
        if table.code in self._besides:
            added = self._besides[table.code].select(*rows.columns)
            rows = rows.union(added.cast(dict(rows.schema().items())))
        if self._asking.person is not None and PERSON in table.columns:
            rows = rows.filter(rows[PERSON] == self._asking.person)
        return rows


_IBIS_TYPES = {
    "VARCHAR": "string",
    "DECIMAL(16,2)": "decimal(16, 2)",
    "DECIMAL(18,6)": "decimal(18, 6)",
    "DECIMAL(18,4)": "decimal(18, 4)",
    "DECIMAL(7,4)": "decimal(7, 4)",
    "DATE": "date",
    "TIMESTAMP": "timestamp",
}
"""What the types of stored columns are called in expressions."""


# Expressions are of no folder: what was made of one's tables is so of any that has them alike.
@lru_cache(maxsize=512)
def _rows_of(record: str, *inputs: Any) -> ir.Table:
    declared, columns = (
        declared_records()[record],
        (*declared_records()[record].columns,),
    )
    tables_asked = (
        asked.to_expr() if isinstance(asked, ops.Relation) else asked
        for asked in inputs
    )
    rows = declared.clean(*tables_asked)
    return rows if rows.columns == columns else rows.select(*columns)


@cache
def _stored_types(code: str) -> dict[str, str]:
    """Return how the columns of a platform's table are stored; those of money in fen."""
    return {
        column.name: "int64" if column.type == "amount" else _IBIS_TYPES[TYPES[column.type]]
        for column in tables()[code].columns.values()
    }  # fmt: skip


@lru_cache(maxsize=512)
def _in_fen(stored: ops.Relation, code: str) -> ir.Table:
    """Return a platform's rows with all the columns that its table declares, amounts in fen."""
    rows = stored.to_expr()
    there = set(rows.columns)
    columns, types = {}, _stored_types(code)
    for column in tables()[code].columns.values():
        if column.name not in there:
            columns[column.name] = ibis.null(types[column.name])
        elif column.type == "amount":
            columns[column.name] = (rows[column.name] * _FEN).cast("int64")
        else:
            columns[column.name] = rows[column.name]
    return rows.select(**columns)
