"""Queries are written once, and rows come in the types that an expression says."""

from datetime import date

import duckdb
import ibis
import pyarrow as pa
import pytest
from ibis import ir

from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.engine import query_of


def folder() -> Embedded:
    engine = Embedded(ibis.duckdb.connect())
    engine.run("CREATE TABLE bills AS SELECT 1 AS number, 250 AS fen")
    return engine


def doubled(engine: Embedded) -> ir.Table:
    bills = engine.table("bills")
    return bills.mutate(double=bills.fen * 2)


def sum_of(rows: ir.Table) -> ir.Table:
    return rows.aggregate(fen=rows.double.sum())


def test_the_same_question_of_another_folder_is_not_written_anew():
    before = query_of(sum_of(doubled(folder())), "duckdb")

    assert query_of(sum_of(doubled(folder())), "duckdb") is before


def test_rows_have_the_types_of_the_expression():
    engine = folder()

    rows = engine.fetch(sum_of(doubled(engine)))

    assert pa.table({"fen": pa.array([500], pa.int64())}) == rows


def test_a_part_is_written_once_for_all_that_start_from_it():
    engine = folder()
    part = engine.part("doubled", doubled(engine))
    again = engine.part("summed", sum_of(part))

    sql = engine.sql(again.cross_join(part))

    assert 1 == sql.count("* 2")
    assert sql.index('"doubled_') < sql.index('"summed_')
    assert [500] == engine.fetch(again)["fen"].to_pylist()


def test_a_part_whose_rows_are_made_is_not_asked_again_and_what_is_kept_says_it_whole():
    engine = folder()
    made = engine.made_part("twice", doubled(engine))
    engine.run("UPDATE bills SET fen = 0")

    kept = engine.keep("summed", sum_of(made))
    again = engine.fetch(sum_of(engine.made_part("twice", doubled(engine))))

    assert [{"fen": 500}] == engine.fetch(kept).to_pylist() == again.to_pylist()
    ((sql,),) = engine.tuples("SELECT sql FROM runs")
    assert [(0,)] == engine.tuples(sql)


def test_a_part_is_called_alike_in_every_folder():
    names = [e.part("doubled", doubled(e)).get_name() for e in (folder(), folder())]

    assert names[0] == names[1]


def test_parts_of_one_name_that_differ_are_told_apart():
    engine = folder()
    whole = engine.part("rows", doubled(engine))
    some = engine.part("rows", doubled(engine).limit(0))

    counts = [engine.fetch(part.count().as_table()).num_rows for part in (whole, some)]
    rows = [engine.fetch(part).num_rows for part in (whole, some)]

    assert ([1, 1], [1, 0]) == (counts, rows)


@pytest.mark.parametrize("ordered", [False, True])
def test_a_query_of_parts_runs_by_itself(ordered: bool):
    engine = folder()
    rows = sum_of(engine.part("doubled", doubled(engine)))
    sql = engine.sql(rows.order_by("fen") if ordered else rows)

    with duckdb.connect() as apart:
        apart.execute("CREATE TABLE bills AS SELECT 1 AS number, 250 AS fen")
        assert [(500,)] == apart.execute(sql).fetchall()


def test_a_query_of_few_rows_in_memory_runs_by_itself():
    rows = {"day": [date(2026, 1, 1), None], "fen": [1, 2], "name": ["甲'乙", ""]}
    engine = folder()
    part = engine.part("kept", ibis.memtable(pa.table(rows)))
    sql = engine.sql(part.order_by("fen"))

    with duckdb.connect() as apart:
        assert [*zip(*rows.values(), strict=True)] == apart.execute(sql).fetchall()


def test_a_query_of_no_rows_in_memory_runs_by_itself():
    sql = folder().sql(ibis.memtable({"fen": []}, schema={"fen": "int64"}))

    with duckdb.connect() as apart:
        assert not apart.execute(sql).fetchall()


def test_a_query_of_many_rows_in_memory_says_that_they_were_made():
    engine = folder()
    rows = ibis.memtable(pa.table({"fen": range(1000)}))

    assert "程序算出的 1000 行" in engine.sql(rows)
    assert engine.fetch(rows).num_rows == 1000


def test_rows_in_memory_stay_as_long_as_a_part_of_them():
    engine = folder()
    part = engine.part("kept", ibis.memtable(pa.table({"fen": [1, 2]})))

    assert [3] == engine.fetch(part.aggregate(fen=part.fen.sum()))["fen"].to_pylist()


def loaded(load: int) -> Embedded:
    """A folder whose loads are counted."""
    engine = folder()
    engine.run(f"CREATE TABLE loads AS SELECT {load} AS load")
    return engine


def runs_of(engine: Embedded, name: str) -> int:
    (counted,) = engine.rows(f"SELECT count(*) AS n FROM runs WHERE name = '{name}'")
    return int(counted["n"])


def test_rows_that_nothing_has_changed_since_are_not_kept_anew():
    engine = loaded(1)
    engine.keep_once("doubled", doubled(engine))

    again = engine.keep_once("doubled", doubled(engine))

    assert 1 == runs_of(engine, "doubled")
    assert [500] == engine.fetch(again)["double"].to_pylist()


def test_another_load_another_query_and_another_kept_table_keep_rows_anew():
    engine = loaded(1)
    first = engine.keep_once("doubled", doubled(engine))
    engine.keep_once("summed", sum_of(first))
    engine.run("UPDATE bills SET fen = 300")
    engine.run("INSERT INTO loads VALUES (2)")

    kept = engine.keep_once("doubled", doubled(engine))
    summed = engine.keep_once("summed", sum_of(engine.part("twice", kept)))

    assert [600] == engine.fetch(summed)["fen"].to_pylist()
    engine.keep_once("doubled", doubled(engine).filter(ibis._.fen > 900))
    assert 3 == runs_of(engine, "doubled")
    assert 0 == engine.fetch(engine.table("doubled")).num_rows


def test_without_a_count_of_loads_rows_are_kept_anew():
    engine = folder()
    engine.keep_once("doubled", doubled(engine))

    engine.keep_once("doubled", doubled(engine))

    assert 2 == runs_of(engine, "doubled")


def test_a_part_is_run_once_for_the_queries_that_share_it():
    engine = folder()
    part = engine.part("doubled", doubled(engine))
    question = part.aggregate(double=part.double.sum())

    with engine.sharing([part.get_name()], [question]):
        engine.run("UPDATE bills SET fen = 1")
        shared = engine.fetch(question)["double"].to_pylist()
        columns = engine.columns(part.get_name())
        of_another_column = engine.fetch(part.select("fen"))["fen"].to_pylist()

    assert ["double"] == columns
    assert [500] == shared
    assert [1] == of_another_column
    assert [2] == engine.fetch(question)["double"].to_pylist()
    assert part.get_name() not in engine.tables


def test_the_query_of_shared_parts_is_whole():
    engine = folder()
    part = engine.part("doubled", doubled(engine))
    question = part.aggregate(double=part.double.sum())
    whole = engine.sql(question)

    with engine.sharing([part.get_name()], [question]):
        assert whole == engine.sql(question)


def test_a_part_is_run_from_one_that_is_shared_already():
    engine = folder()
    first = engine.part("doubled", doubled(engine))
    second = engine.part("summed", sum_of(first))
    names = [first.get_name(), second.get_name()]

    with engine.sharing(names, [first.select("double"), second]):
        assert ["fen"] == engine.columns(names[1])
        assert [500] == engine.fetch(second)["fen"].to_pylist()


def test_what_no_query_starts_from_is_not_run():
    engine = folder()
    part = engine.part("doubled", doubled(engine))

    with engine.sharing([part.get_name()], [engine.table("bills")]):
        assert part.get_name() not in engine.tables
