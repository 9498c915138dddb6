"""Months of bundles that were closed before: kept side by side, a month closed again in its place."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import ibis
import pyarrow as pa

from jixiao.fund.payment.kept import BUNDLE_PERSONS
from jixiao.fund.records import KeptTable, NotLoaded, Unit
from jixiao.fund.store.engine import Engine
from jixiao.period import Period

_TYPES = {
    Unit.FEN: pa.int64(),
    Unit.NUMBER: pa.int64(),
    Unit.DAY: pa.date32(),
}


def last_day_before(month: Period) -> date:
    """Return the last day of the month before."""
    return month.first - timedelta(days=1)


def kept_rows(engine: Engine, table: KeptTable) -> list[dict[str, Any]]:
    """Return the rows of all months closed before; none where none was."""
    try:
        rows = table.read(engine)
    except NotLoaded:
        return []
    listed: list[dict[str, Any]] = engine.fetch(rows).to_pylist()
    return listed


def add_months(
    engine: Engine, table: KeptTable, on: date, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Keep a month's rows beside those of other months; what was kept of it before goes."""
    others = [row for row in kept_rows(engine, table) if row["closed_on"] != on]
    schema = pa.schema(
        {
            name: _TYPES.get(column.unit, pa.string())
            for name, column in table.columns.items()
        }
    )
    cells = [{name: row[name] for name in table.columns} for row in (*others, *rows)]
    made = pa.Table.from_pylist(cells, schema)
    table.keep(engine, ibis.memtable(made))


def persons_paid(engine: Engine, month: Period) -> dict[str, dict[str, int]]:
    """Return what was due for each person in the year's months before, by kind of care, in fen."""
    year = date(month.first.year, 1, 1)
    paid: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in kept_rows(engine, BUNDLE_PERSONS):
        if year <= row["closed_on"] < month.first:
            paid[row["psn_no"]][row["care"]] += row["due"]
    return paid
