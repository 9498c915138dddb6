"""Queries are written once, and rows come in the types that an expression says."""

import ibis
import pyarrow as pa
from ibis import ir

from jixiao.fund.store.engine import Embedded, _sql_on_any_folder, sql_of


def folder() -> Embedded:
    engine = Embedded(ibis.duckdb.connect())
    engine.run("CREATE TABLE bills AS SELECT 1 AS number, 250 AS fen")
    return engine


def sum_of(engine: Embedded) -> ir.Table:
    bills = engine.table("bills")
    return bills.mutate(double=bills.fen * 2).aggregate(
        fen=lambda row: row.double.sum()
    )


def test_the_same_question_of_another_folder_is_not_written_anew():
    before = sql_of(sum_of(folder()), "duckdb")
    written = _sql_on_any_folder.cache_info().misses

    again = sql_of(sum_of(folder()), "duckdb")

    assert before == again
    assert written == _sql_on_any_folder.cache_info().misses


def test_rows_have_the_types_of_the_expression():
    engine = folder()

    rows = engine.fetch(sum_of(engine))

    assert pa.table({"fen": pa.array([500], pa.int64())}) == rows
