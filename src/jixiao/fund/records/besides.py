"""Rows that stand beside those of a loaded table, as an engine would have them settled or read."""

from collections.abc import Mapping, Sequence
from typing import Any

import ibis
import pyarrow as pa
from ibis import ir

from jixiao.fund.tables import TYPES, tables

SETTLEMENTS = "SETL_D"
_ARROW = {
    "VARCHAR": pa.string(),
    "DECIMAL(16,2)": pa.int64(),
    "DECIMAL(18,6)": pa.decimal128(18, 6),
    "DECIMAL(18,4)": pa.decimal128(18, 4),
    "DECIMAL(7,4)": pa.decimal128(7, 4),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
}


def settlements_besides(rows: Sequence[Mapping[str, Any]]) -> dict[str, ir.Table]:
    """Return settlements that were not loaded, as `Records` takes them; amounts are whole fen.

    Columns that a row does not say are empty.
    """
    columns = tables()[SETTLEMENTS].columns
    stated = pa.table({
        name: pa.array([row.get(name) for row in rows], _ARROW[TYPES[column.type]])
        for name, column in columns.items()
    })  # fmt: skip
    return {SETTLEMENTS: ibis.memtable(stated)}
