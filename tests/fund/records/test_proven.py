"""Rows of an answer: added up by month, shown and written with persons masked."""

from datetime import date
from pathlib import Path

import ibis
import pyarrow as pa
import pytest

from jixiao.fund.records import Grain, ProvenRows
from jixiao.fund.store.embedded import Embedded

PAID = pa.table(
    {
        "psn_no": ["P123456789", "P223456789", "P323456789"],
        "day": [date(2026, 3, 1), date(2026, 3, 2), None],
        "area": ["990101", None, "990102"],
        "fen": [500, -900, 20],
    }
)
PERSON = Grain("一人", "psn_no", "day", "area", of_persons=True)


@pytest.fixture
def answer() -> ProvenRows:
    engine = Embedded(ibis.duckdb.connect())
    engine.hold("paid", PAID)
    rows = engine.table("paid")
    return ProvenRows(engine, PERSON(rows, above=rows.fen, below=1), PERSON.of_persons)


def test_the_rows_add_up_by_month_those_without_a_day_first(answer: ProvenRows):
    assert [("", 20, 1, 1, None), ("2026-03", -400, 2, 2, date(2026, 3, 2))] == [
        (month.name, month.above, month.below, month.rows, month.last)
        for month in answer.by_month()
    ]


def test_the_largest_rows_come_first_and_name_no_person(answer: ProvenRows):
    assert [("****789", -900), ("****789", 500)] == [
        (row.key, row.above) for row in answer.largest(2)
    ]


def test_all_rows_are_written_and_name_no_person(answer: ProvenRows, tmp_path: Path):
    assert 3 == answer.write_csv(tmp_path / "rows.csv")

    text = (tmp_path / "rows.csv").read_text("utf-8-sig")
    assert "****789,2026-03-01,990101,500,1\n" in text
    assert "3456" not in text


def test_the_query_that_gives_the_rows_is_there(answer: ProvenRows):
    assert "SELECT" in answer.sql
    assert "psn_no" in answer.sql


def test_a_sample_is_drawn_again_by_its_seed(answer: ProvenRows):
    drawn = [answer.sample(2, seed) for seed in (7, 7, 8, 9, 10)]

    assert drawn[0] == drawn[1]
    assert len({tuple(sample) for sample in drawn}) > 1
    assert all(row.key.startswith("****") for row in drawn[0])
