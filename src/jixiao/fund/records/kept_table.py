"""Tables that engines keep: declared like records, with the command that makes them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pyarrow as pa
from ibis import ir

from jixiao.errors import JixiaoError
from jixiao.fund.records.declaration import Columns, NotLoaded, Unit, masked_row
from jixiao.fund.records.proven import Grain, ProvenRows
from jixiao.fund.store.engine import Engine
from jixiao.fund.store.in_memory import in_memory
from jixiao.period import Period

_PRICE, _SHARE = pa.decimal128(18, 6), pa.decimal128(18, 4)
_TYPES: Mapping[Unit, pa.DataType] = {
    Unit.FEN: pa.int64(),
    Unit.NUMBER: pa.int64(),
    Unit.YUAN: _PRICE,
    Unit.SHARE: _SHARE,
    Unit.DAY: pa.date32(),
    Unit.FLAG: pa.bool_(),
}
"""How a column of each unit is kept; of any other, as text."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Which columns of a kept table stand above and below in an answer, and what they are called.

    The answer can be narrowed to one value of the column `by`; `words` say what its values mean.
    """

    above: str
    below: str
    above_title: str
    below_title: str
    by: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KeptTable:
    """A table that `command` makes by what it `does`; a row is what `grain` says.

    `sides` makes its rows an answer: to be explained, proved and written like a measure's.
    """

    name: str
    title: str
    grain: Grain
    columns: Columns
    command: str
    does: str
    sides: Sides | None = None

    def keep(self, engine: Engine, rows: ir.Table) -> ir.Table:
        """Run an expression and keep its declared columns."""
        return engine.keep(self.name, rows.select(*self.columns))

    def keep_rows(self, engine: Engine, rows: Iterable[Mapping[str, Any]]) -> ir.Table:
        """Keep rows that are at hand; a column that a row lacks is blank in it."""
        listed = list(rows)
        columns = {
            name: _cells([row.get(name) for row in listed], column.unit)
            for name, column in self.columns.items()
        }
        return self.keep(engine, in_memory(pa.table(columns)))

    def keep_beside(
        self, engine: Engine, rows: Iterable[Mapping[str, Any]], column: str, of: object
    ) -> ir.Table:
        """Keep rows beside those kept before, in place of what had the same value in a column."""
        others = (row for row in self.rows(engine) if row[column] != of)
        return self.keep_rows(engine, [*others, *rows])

    def rows(self, engine: Engine) -> list[dict[str, Any]]:
        """Return all rows that are kept; none where they have not been made."""
        if self.name not in engine.tables:
            return []
        rows: list[dict[str, Any]] = engine.fetch(engine.table(self.name)).to_pylist()
        return rows

    def read(self, engine: Engine, period: Period | None = None) -> ir.Table:
        """Return the kept rows, or those of a period.

        Raises:
            NotLoaded: they have not been made; the message says which command makes them.
        """
        if self.name not in engine.tables:
            why = f"还没有用 {self.command} {self.does}过"
            raise NotLoaded(why, f"{why}。请先运行 {self.command}。")
        rows = engine.table(self.name)
        if period is None or not self.grain.on:
            return rows
        return rows.filter(
            rows[self.grain.on].cast("date").between(period.first, period.last)
        )

    @property
    def side_titles(self) -> tuple[str, str]:
        """What stands above and below in its answer, as a person reads it."""
        return (
            (self.sides.above_title, self.sides.below_title) if self.sides else ("", "")
        )

    def masked(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return a row as it may leave the store: the numbers of persons masked."""
        return masked_row(row, self.columns)

    def answer(self, engine: Engine, only: str = "") -> ProvenRows:
        """Return the kept rows as an answer, or those of one value of the column that narrows.

        Raises:
            NotLoaded: they have not been made.
            JixiaoError: they are no answer, or nothing is called what is asked for.
        """
        if self.sides is None:
            message = f"{self.title}（{self.name}）没有可以说明的两边。"
            raise JixiaoError(message)
        rows = self.read(engine)
        if only:
            rows = rows.filter(rows[self.sides.by] == self._known(only))
        above = rows[self.sides.above].fill_null(0)
        below = rows[self.sides.below].fill_null(0)
        answered = self.grain(rows, above=above, below=below)
        return ProvenRows(engine, answered, self.grain.of_persons)

    def _known(self, word: str) -> str:
        words = self.sides.words if self.sides else {}
        for code, meaning in words.items():
            if word in (code, meaning):
                return code
        listed = "、".join(f"{code}（{meaning}）" for code, meaning in words.items())
        known = f"可用 {listed}" if listed else "它不能再细分"
        message = f"{self.title}里没有“{word}”；{known}。"
        raise JixiaoError(message)


def _cells(values: Sequence[Any], unit: Unit) -> pa.Array:
    """Return a column's values as they are kept; decimals with the digits that are kept of them."""
    type_ = _TYPES.get(unit, pa.string())
    if not pa.types.is_decimal(type_):
        return pa.array(values, type_)
    smallest = Decimal(1).scaleb(-type_.scale)
    fitted = [None if value is None else value.quantize(smallest) for value in values]
    return pa.array(fitted, type_)
