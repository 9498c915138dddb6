"""Months of bundles that were closed before: those of a year, and which do not follow one another."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from jixiao.fund.payment.bundles.bundle import month_of
from jixiao.fund.payment.kept import (
    BUNDLE_CLOSED,
    BUNDLE_LEAKS,
    BUNDLE_PERSONS,
    BUNDLE_REFUSED,
)
from jixiao.fund.records import KeptTable
from jixiao.fund.store.engine import Engine
from jixiao.period import Period

Rows = Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class ClosedYear:
    """A year's closed months: a row for each centre and month, what leaked, what is not paid.

    `notes` say which months do not follow on what stood when they were closed.
    """

    centres: Rows
    leaks: Rows
    refused: Rows
    notes: Sequence[str]


def months_of_year(engine: Engine, year: int) -> ClosedYear:
    """Return the months of a year that were closed, their persons masked.

    Raises:
        NotLoaded: no month was closed yet.
    """
    BUNDLE_CLOSED.read(engine)
    centres = _of_year(engine, BUNDLE_CLOSED, year)
    centres.sort(key=lambda row: (row["closed_on"], row["fixmedins_code"]))
    leaks = _of_year(engine, BUNDLE_LEAKS, year)
    leaks.sort(key=lambda row: (-row["det_item_fee_sumamt"], row["bkkp_sn"]))
    refused = _of_year(engine, BUNDLE_REFUSED, year)
    return ClosedYear(centres, leaks, refused, [*_out_of_order(centres)])


def _of_year(engine: Engine, table: KeptTable, year: int) -> list[dict[str, Any]]:
    rows = (row for row in table.rows(engine) if row["closed_on"].year == year)
    return [table.masked(row) for row in rows]


def _out_of_order(centres: Rows) -> Iterator[str]:
    """Say which months were closed before one that comes before them, or before one was closed again."""
    rounds = {row["closed_on"]: row["round"] or 0 for row in centres}
    for earlier, later in pairwise(sorted(rounds)):
        if earlier != last_day_before(month_of(later)):
            yield f"{later:%Y-%m} 以前有没有月结的月份：结转和年度限额没有算它们，请依次月结"
        elif rounds[earlier] > rounds[later]:
            yield f"{earlier:%Y-%m} 又结过，{later:%Y-%m} 的结转和年度限额还按以前的，请依次重新月结"


def last_day_before(month: Period) -> date:
    """Return the last day of the month before."""
    return month.first - timedelta(days=1)


def persons_paid(engine: Engine, month: Period) -> dict[str, dict[str, int]]:
    """Return what was due for each person in the year's months before, by kind of care, in fen."""
    year = date(month.first.year, 1, 1)
    paid: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in BUNDLE_PERSONS.rows(engine):
        if year <= row["closed_on"] < month.first:
            paid[row["psn_no"]][row["care"]] += row["due"]
    return paid
