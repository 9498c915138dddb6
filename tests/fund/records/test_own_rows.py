"""Rows that rooms wrote stand beside those that were loaded, and give way to them."""

from datetime import date
from decimal import Decimal

import pytest

from jixiao.errors import FaultyEntry
from jixiao.fund.records import Records
from jixiao.fund.records.own_rows import COMMANDS, INSPECTIONS, keep_own, own_table
from jixiao.period import Period
from tests.fund.records.test_resolver import engine_with

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def row(number: str, score: str | None, month: int = 3) -> dict[str, object]:
    return {
        "inspection_no": number, "inspected_on": date(2026, month, 31), "site": "a",
        "score": Decimal(score) if score else None, "passed": "1",
    }  # fmt: skip


def test_own_rows_are_a_record_though_nothing_was_loaded():
    engine = engine_with()

    keep_own(engine, INSPECTIONS, [row("1", "76.8"), row("2", None)])
    keep_own(engine, INSPECTIONS, [row("2", "60")])

    rows = engine.fetch(Records(engine, YEAR).record("site_inspections")).to_pylist()
    assert {("1", Decimal("76.8")), ("2", Decimal(60))} == {
        (each["inspection_no"], each["score"]) for each in rows
    }


def test_what_was_loaded_under_the_same_key_stays():
    engine = engine_with(INSPECTIONS)
    engine.run(
        "INSERT INTO SITE_INSPECTION (inspection_no, inspected_on, site, score)"
        " VALUES ('1', DATE '2026-03-01', 'b', 90)"
    )

    keep_own(engine, INSPECTIONS, [row("1", "10"), row("2", "20")])

    rows = engine.fetch(Records(engine, YEAR).record("site_inspections")).to_pylist()
    assert {("1", "b"), ("2", "a")} == {(e["inspection_no"], e["site"]) for e in rows}


def test_every_table_that_rooms_write_can_be_kept():
    assert all(own_table(code).columns for code in COMMANDS)
    with pytest.raises(FaultyEntry, match="金额"):
        own_table("TRANSFER")
