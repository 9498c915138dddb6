"""Divisions and bookings as the loaded tables have them."""

from collections.abc import Mapping, Sequence
from typing import Any

from jixiao.fund.records import Records
from jixiao.service.tree.divisions import Division
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


def _rows(records: Records, record: str, *order: str) -> Sequence[Mapping[str, Any]]:
    rows = records.record(record).order_by(*order)
    fetched: Sequence[Mapping[str, Any]] = records.engine.fetch(rows).to_pylist()
    return fetched
