"""Rows held in memory as expressions."""

import ibis
import pyarrow as pa
from ibis import ir
from ibis.expr import operations as ops
from ibis.formats.pyarrow import PyArrowSchema, PyArrowTableProxy


def in_memory(rows: pa.Table) -> ir.Table:
    """Return rows held in memory as an expression.

    Not `ibis.memtable`: it loads pandas first, which takes longer than many a question.
    """
    name, schema = ibis.util.gen_name("rows"), PyArrowSchema.to_ibis(rows.schema)
    return ops.InMemoryTable(
        name=name, schema=schema, data=PyArrowTableProxy(rows)
    ).to_expr()
