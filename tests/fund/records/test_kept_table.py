"""Rows at hand are kept by the units of their columns, beside what was kept before."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from jixiao.fund.records import Grain, KeptTable, RecordColumn, Unit
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.opening import open_scratch

TABLE = KeptTable(
    name="tried",
    title="试",
    grain=Grain("一行", "key", "on"),
    columns={
        "key": RecordColumn("编号", Unit.TEXT),
        "on": RecordColumn("日期", Unit.DAY),
        "price": RecordColumn("价格", Unit.YUAN),
        "ratio": RecordColumn("几倍", Unit.SHARE),
        "fen": RecordColumn("金额", Unit.FEN),
        "is_new": RecordColumn("新的", Unit.FLAG),
    },
    command="jixiao try",
    does="试",
)
MARCH, APRIL = date(2026, 3, 31), date(2026, 4, 30)


@pytest.fixture
def engine(tmp_path) -> Iterator[Embedded]:
    with open_scratch(tmp_path) as opened:
        yield opened


def test_rows_are_kept_by_the_units_of_their_columns(engine: Embedded):
    assert [] == TABLE.rows(engine)

    exact = {"key": "a", "on": MARCH, "price": Decimal("1.23456789"), "fen": 7}
    TABLE.keep_rows(engine, [exact | {"ratio": Decimal("1.500000"), "is_new": True}])

    [row] = TABLE.rows(engine)
    assert exact | {"price": Decimal("1.234568"), "ratio": Decimal("1.5"), "is_new": True} == row  # fmt: skip


def test_what_a_row_lacks_is_blank_and_what_is_not_declared_is_left_out(
    engine: Embedded,
):
    TABLE.keep_rows(engine, [{"key": "a", "strange": 1}])

    assert [dict.fromkeys(TABLE.columns) | {"key": "a"}] == TABLE.rows(engine)


def test_rows_of_a_day_stand_in_place_of_those_of_that_day(engine: Embedded):
    TABLE.keep_rows(engine, [{"key": "a", "on": MARCH}, {"key": "b", "on": APRIL}])

    TABLE.keep_beside(engine, [{"key": "c", "on": APRIL}], "on", APRIL)

    assert ["a", "c"] == sorted(row["key"] for row in TABLE.rows(engine))
