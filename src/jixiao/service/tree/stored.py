"""Divisions, bookings and reports as the loaded tables have them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from jixiao.fund.records import Records
from jixiao.service.tree.divisions import Division
from jixiao.service.tree.indicators import Kind, Persons, Report
from jixiao.service.tree.transfers import Booking, Step


def stored_divisions(records: Records) -> Sequence[Division]:
    """Return all divisions, those that ended too."""
    return [
        Division(
            row["division"],
            row["name"],
            row["above"] or "",
            row["begins_on"],
            row["ends_on"],
            row["merged_to"] or "",
        )
        for row in _rows(records, "divisions", "division", "begins_on")
    ]


def stored_bookings(records: Records) -> Sequence[Booking]:
    """Return all bookings of all years, amounts in fen."""
    return [
        Booking(
            row["transfer_no"],
            row["division"],
            int(row["year"]),
            row["fund"],
            Step(row["step"]),
            row["document"] or "",
            row["source"] or "",
            row["other"] or "",
            row["happened_on"],
            row["amount"],
        )
        for row in _rows(records, "transfers", "transfer_no")
    ]


_NUMBERS = ("target", "actual", "numerator", "denominator", "weight")
_TEXTS = ("unit", "better", "weighed_by", "wording")


def stored_reports(records: Records, year: int) -> Sequence[Report]:
    """Return what divisions reported of a year."""
    rows = _rows(records, "division_results", "indicator", "division")
    return [_report(row) for row in rows if int(row["year"]) == year]


def _report(row: Mapping[str, Any]) -> Report:
    cells: dict[str, Any] = {name: row[name] for name in _NUMBERS}
    cells |= {name: row[name] or "" for name in _TEXTS}
    return Report(row["division"], row["indicator"], Kind(row["kind"]), **cells)


def stored_persons(records: Records, year: int) -> Persons:
    """Return the persons listed for a year; none where no list was loaded."""
    if not records.has("division_persons"):
        return {}
    listed: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in _rows(records, "division_persons", "psn_no"):
        if int(row["year"]) == year:
            listed[row["division"], row["indicator"]].append(row["psn_no"])
    return listed


def _rows(records: Records, record: str, *order: str) -> Sequence[Mapping[str, Any]]:
    rows = records.record(record).order_by(*order)
    fetched: Sequence[Mapping[str, Any]] = records.engine.fetch(rows).to_pylist()
    return fetched
