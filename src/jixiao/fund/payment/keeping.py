"""Columns as arrays and as tables to be kept."""

from collections.abc import Mapping, Sequence
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
from ibis import ir

from jixiao.fund.payment.case_points import Array


def whole_numbers(column: Any) -> Array:
    """Return a column without blanks as whole numbers, in memory of their own."""
    return np.asarray(column.to_numpy(), dtype=np.int64).copy()


def as_table(
    content: Mapping[str, Sequence[Any] | pa.Array | pa.ChunkedArray],
) -> ir.Table:
    """Return columns as an expression, to be kept as a table."""
    return ibis.memtable(pa.table(dict(content)))
