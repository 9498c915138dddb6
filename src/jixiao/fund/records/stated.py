"""Records whose rows are stated, not cleaned from loaded tables: of one order, of an example."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from ibis import ir

from jixiao.fund.records.declaration import Record, RecordColumn, Unit
from jixiao.fund.records.resolver import Records, declared_records
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.sql import literal

_TYPES = {
    Unit.FEN: "BIGINT",
    Unit.NUMBER: "DECIMAL(18,4)",
    Unit.YUAN: "DECIMAL(18,6)",
    Unit.SHARE: "DECIMAL(7,4)",
    Unit.SECONDS: "BIGINT",
    Unit.DAY: "DATE",
    Unit.TIME: "TIMESTAMP",
    Unit.FLAG: "BOOLEAN",
}
"""How a column of a unit is stored; any other is text."""
Rows = Sequence[Mapping[str, object]]


class StatedRecords(Records):
    """Records of an engine in which some stand as tables of their own names."""

    def _first(self, name: str) -> ir.Table:
        known = declared_records()
        if name in known and name in self._loaded:
            rows = self.engine.table(name)
            return rows.select(*known[name].columns)
        return super()._first(name)


def make_stated(engine: Embedded, name: str) -> None:
    """Make an empty table for a record to be stated in."""
    columns = declared_records()[name].columns.items()
    declared = ", ".join(f'"{each}" {_type(column.unit)}' for each, column in columns)
    engine.run(f'CREATE OR REPLACE TEMP TABLE "{name}" ({declared})')


def state(engine: Embedded, name: str, rows: Rows) -> None:
    """Let a stated record hold these rows and no others; amounts are given in yuan.

    Raises:
        KeyError: a row has a column that the record does not have.
    """
    record = declared_records()[name]
    engine.run(f'DELETE FROM "{name}"')
    if rows:
        values = ", ".join(_values(record, row) for row in rows)
        engine.run(f'INSERT INTO "{name}" VALUES {values}')


def prepare_stating(engine: Embedded, name: str) -> None:
    """Plan once how the rows of a stated record are put in its place, for `add_stated`."""
    columns = declared_records()[name].columns.items()
    kinds = json.dumps([{each: _type(column.unit) for each, column in columns}])
    cells = ", ".join(f'stated_row."{each}"' for each, _ in columns)
    stated_rows = (
        f"SELECT unnest(from_json_strict($1::JSON, {literal(kinds)})) AS stated_row"
    )
    engine.run(
        f'PREPARE state_{name} AS INSERT INTO "{name}" SELECT {cells} FROM ({stated_rows})'
    )


def add_stated(engine: Embedded, name: str, rows: Rows) -> None:
    """Add rows to a stated record, as planned; amounts are given in yuan.

    Raises:
        KeyError: a row has a column that the record does not have.
        ValueError: an amount is no number of yuan and fen.
    """
    record = declared_records()[name]
    if rows:
        stated = json.dumps([_stated(record, row) for row in rows], ensure_ascii=False)
        engine.run(f"EXECUTE state_{name}({literal(stated)})")


def _stated(record: Record, row: Mapping[str, object]) -> dict[str, object]:
    _refuse_strange(record, row)
    return {
        name: _as_stated(row.get(name), column)
        for name, column in record.columns.items()
    }


def _as_stated(value: object, column: RecordColumn) -> object:
    if value is None or value == "":
        return None
    if column.unit is not Unit.FEN:
        return str(value)
    try:
        fen = Decimal(str(value)) * 100
    except InvalidOperation:
        fen = Decimal("0.5")
    if not fen.is_finite() or fen % 1:
        message = f"{column.title}“{value}”应是最多两位小数的元数"
        raise ValueError(message)
    return int(fen)


def _values(record: Record, row: Mapping[str, object]) -> str:
    _refuse_strange(record, row)
    cells = (
        _cell(row.get(name), column.unit) for name, column in record.columns.items()
    )
    return f"({', '.join(cells)})"


def _refuse_strange(record: Record, row: Mapping[str, object]) -> None:
    if strange := row.keys() - record.columns.keys():
        message = f"{record.name} 没有列 {'、'.join(sorted(strange))}"
        raise KeyError(message)


def _cell(value: object, unit: Unit) -> str:
    if value is None or value == "":
        return "NULL"
    if unit is Unit.FEN:
        return f"CAST(CAST({literal(str(value))} AS DECIMAL(18,2)) * 100 AS BIGINT)"
    return f"CAST({literal(str(value))} AS {_type(unit)})"


def _type(unit: Unit) -> str:
    return _TYPES.get(unit, "VARCHAR")
