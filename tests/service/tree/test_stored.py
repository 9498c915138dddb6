"""Divisions, bookings and reports come from the loaded tables, amounts in fen."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from jixiao.fund.records import Records
from jixiao.fund.store.opening import open_scratch
from jixiao.service.tree.divisions import Division
from jixiao.service.tree.indicators import Kind, Report
from jixiao.service.tree.stored import (
    stored_bookings,
    stored_divisions,
    stored_persons,
    stored_reports,
)
from jixiao.service.tree.transfers import Booking, Step
from tests.measure_page import load_example
from tests.spec_page import Example

DIVISION = {"division": "990101", "name": "东县", "above": "990100", "begins_on": "2020-01-01"}  # fmt: skip
TRANSFER = {
    "transfer_no": "L1", "division": "990101", "year": "2026", "fund": "医疗救助", "step": "1",
    "document": "市1", "other": "990100", "happened_on": "2026-03-01", "amount": "0.60",
}  # fmt: skip


def test_rows_are_read_as_they_were_loaded(tmp_path: Path):
    example = Example("", [("DIVISION", [DIVISION]), ("TRANSFER", [TRANSFER])], [])
    with open_scratch(tmp_path) as engine:
        load_example(engine, example)
        records = Records(engine)
        divisions, bookings = stored_divisions(records), stored_bookings(records)

    assert [Division("990101", "东县", "990100", date(2020, 1, 1))] == divisions
    assert [
        Booking(
            "L1", "990101", 2026, "医疗救助", Step.RECEIVED, "市1", "", "990100",
            date(2026, 3, 1), 60,
        )
    ] == bookings  # fmt: skip


def test_reports_and_persons_are_of_the_year(tmp_path: Path):
    report_row = {"division": "990101", "year": "2026", "indicator": "救助人数"}
    earlier = {**report_row, "year": "2025"}
    reports = [{**row, "kind": "7", "actual": "2"} for row in (report_row, earlier)]
    persons = [{**row, "psn_no": "P1"} for row in (report_row, earlier)]
    tables = [("DIVISION_RESULT", reports), ("DIVISION_PERSON", persons)]
    with open_scratch(tmp_path) as engine:
        load_example(engine, Example("", tables, []))
        records = Records(engine)
        stored = stored_reports(records, 2026), stored_persons(records, 2026)

    report = Report("990101", "救助人数", Kind.HEADS, actual=Decimal(2))
    assert ([report], {("990101", "救助人数"): ["P1"]}) == stored
