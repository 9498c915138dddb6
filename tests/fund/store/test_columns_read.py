"""What queries look at is found, and never less than that."""

import ibis
from ibis import ir

from jixiao.fund.store.columns_read import columns_read

BILLS = ibis.table({"no": "string", "fen": "int64", "paid": "int64"}, name="bills")


def read(*queries: ir.Table, **parts: ir.Table) -> set[str] | None:
    relations = {name: part.op() for name, part in parts.items()}
    columns = columns_read("bills", [query.op() for query in queries], relations)
    return None if columns is None else set(columns)


def test_the_columns_that_are_named_are_read():
    rows = BILLS.filter(BILLS.fen > 0)
    sums = rows.group_by("no").aggregate(rows=rows.count())

    assert {"no", "fen"} == read(sums)
    assert {"no", "fen", "paid"} == read(sums, BILLS.select(left=BILLS.paid))


def test_what_a_part_reads_is_read_by_who_starts_from_it():
    late = BILLS.filter(BILLS.paid == 0)
    part = ibis.table(late.schema(), name="late")

    assert {"paid", "no"} == read(part.select("no"), late=late)
    assert set() == read(part.select("no"))


def test_rows_whole_are_all_columns():
    assert read(BILLS.filter(BILLS.fen > 0)) is None
    assert read(BILLS.distinct().select("no")) is None
    assert read(BILLS.drop("no").select("fen")) is None
    assert read(BILLS.aggregate(rows=BILLS.nunique())) is None


def test_both_sides_of_a_join_are_looked_at():
    people = ibis.table({"no": "string", "name": "string"}, name="people")

    assert {"no", "fen", "paid"} == read(people.join(BILLS, "no"))
    assert {"no", "fen"} == read(people.join(BILLS, "no").select("name", "fen"))


def test_another_table_is_not_looked_at():
    assert set() == read(ibis.table({"fen": "int64"}, name="others").select("fen"))
