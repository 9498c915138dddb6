"""A table is what the engine says of its columns, of every type there is."""

import ibis
import pytest

from jixiao.fund.store.embedded import Embedded
from jixiao.fund.tables import TYPES

COLUMNS = (
    *(f"{name} {sql_type}" for name, sql_type in TYPES.items()),
    "needed INTEGER NOT NULL",
    "moment TIMESTAMPTZ",
    "listed DECIMAL(18,2)[]",
    '"two words" STRUCT(x INTEGER, y VARCHAR)',
    "photo BLOB",
    "wide HUGEINT",
)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of how Ibis asks
@pytest.mark.parametrize(
    "made", ["TABLE rows_of AS", "VIEW rows_of AS", "TEMP TABLE rows_of AS"]
)
def test_a_table_is_as_ibis_takes_it_apart(made: str):
    engine = Embedded(ibis.duckdb.connect())
    engine.run(f"CREATE TABLE every ({', '.join(COLUMNS)})")
    engine.run(f"CREATE {made} SELECT * FROM every")

    for name in ("every", "rows_of"):
        by_ibis = ibis.table(engine._backend.get_schema(name), name=name)
        assert by_ibis.equals(engine.table(name))


def test_the_same_columns_are_the_same_table_and_others_are_not():
    engine, other = (Embedded(ibis.duckdb.connect()) for _ in range(2))
    engine.run("CREATE TABLE bills (number INTEGER)")
    other.run("CREATE TABLE bills (number INTEGER)")
    assert engine.table("bills") is other.table("bills")

    other.run("ALTER TABLE bills ADD COLUMN fen BIGINT")

    assert ("number", "fen") == other.table("bills").columns
    assert ("number",) == engine.table("bills").columns
