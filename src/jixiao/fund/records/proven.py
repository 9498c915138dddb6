"""Rows that prove a number: what each is called, its day and its place, and what it adds."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import ibis
from ibis import ir

from jixiao.errors import whole, writing
from jixiao.fund.store.engine import Engine
from jixiao.fund.store.masking import masked

SHOWN = 10
"""How many of the rows that add most are shown."""
COLUMNS = ("key", "on", "place", "above", "below")


class ProvenRow(NamedTuple):
    """A row as it leaves the store: a person's number masked; `above` and `below` whole numbers."""

    key: str
    on: date | None
    place: str | None
    above: int
    below: int


@dataclass(frozen=True, slots=True)
class Grain:
    """What a row is, in words, and the columns of its key, its day, and its place where it has one.

    `of_persons`: the key is a person's number, which does not leave the store whole.
    """

    row: str
    key: str
    on: str = ""
    place: str = ""
    of_persons: bool = False

    def __call__(
        self, rows: ir.Table, *, above: ir.Value | int = 1, below: ir.Value | int = 1
    ) -> ir.Table:
        """Return rows of this grain with what each adds above and below."""
        on = rows[self.on] if self.on else None
        place = rows[self.place] if self.place else None
        return proven(
            rows, key=rows[self.key], on=on, place=place, above=above, below=below
        )


def proven(
    rows: ir.Table,
    *,
    key: ir.Value,
    on: ir.Value | None,
    above: ir.Value | int = 1,
    below: ir.Value | int = 1,
    place: ir.Value | None = None,
) -> ir.Table:
    """Return the rows behind a number, all alike.

    `key` is what its table calls a row, `on` its day, `place` the institution or area it belongs
    to, `above` and `below` what it adds (whole numbers: fen, seconds, heads).
    """
    return rows.select(
        key=key.cast("string"),
        on=ibis.null("date") if on is None else on.cast("date"),
        place=ibis.null("string") if place is None else place.cast("string"),
        above=_whole(above),
        below=_whole(below),
    )


def _whole(number: ir.Value | int) -> ir.Value:
    counted = ibis.literal(number) if isinstance(number, int) else number
    return counted.cast("int64")


@dataclass(frozen=True, slots=True)
class MonthOfRows:
    """What the rows of a month (`2026-07`; empty where they have no day) add, and their last day."""

    name: str
    above: int
    below: int
    rows: int
    last: date | None


@dataclass(frozen=True, slots=True)
class ProvenRows:
    """The rows of an answer, as an expression of COLUMNS; run by the engine that holds them.

    `of_persons`: a key is a person's number; it leaves the store masked, wherever it goes.
    """

    engine: Engine
    rows: ir.Table
    of_persons: bool = False

    @property
    def sql(self) -> str:
        """The query that gives the rows."""
        return self.engine.sql(self.rows)

    def by_month(self) -> list[MonthOfRows]:
        """Add up the rows of each month, in the order of months."""
        months = self.engine.ask(self.rows, _sums_of_months).to_pylist()
        return [
            _month(month) for month in sorted(months, key=lambda row: row["month"] or 0)
        ]

    def largest(self, count: int = SHOWN) -> list[ProvenRow]:
        """Return a few of the rows that add most."""
        rows = self.rows
        size = ibis.greatest(rows.above.abs(), rows.below.abs())
        return self._fetched(rows.order_by(ibis.desc(size), "on", "key").limit(count))

    def sample(self, count: int, seed: int) -> list[ProvenRow]:
        """Draw some of the rows: the first by the MD5 of their key and the seed, so anyone can again."""
        rows = self.rows
        drawn = (rows.key + f"/{seed}").hexdigest("md5")
        return self._fetched(rows.order_by(drawn, "key", "on").limit(count))

    def write_csv(self, path: Path) -> int:
        """Write all the rows as CSV that spreadsheets open, and return how many there are.

        Raises:
            UnreadableFile: the file cannot be written.
        """
        rows = self._fetched(self.rows.order_by("on", "key"))
        with (
            writing(path.parent),
            whole(path) as half,
            half.open("w", encoding="utf-8-sig", newline="") as file,
        ):
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows(rows)
        return len(rows)

    def _fetched(self, rows: ir.Table) -> list[ProvenRow]:
        fetched = (ProvenRow(**row) for row in self.engine.fetch(rows).to_pylist())
        if not self.of_persons:
            return list(fetched)
        return [row._replace(key=masked(row.key)) for row in fetched]


def _sums_of_months(rows: ir.Table) -> ir.Table:
    return rows.group_by(month=rows.on.year() * 100 + rows.on.month()).aggregate(
        above=rows.above.sum(),
        below=rows.below.sum(),
        rows=rows.count(),
        last=rows.on.max(),
    )


def _month(row: Mapping[str, Any]) -> MonthOfRows:
    month = row["month"]
    name = f"{month // 100}-{month % 100:02}" if month else ""
    return MonthOfRows(
        name, int(row["above"] or 0), int(row["below"] or 0), row["rows"], row["last"]
    )


def totals(months: Sequence[MonthOfRows]) -> tuple[int, int, int]:
    """Return what the months add above and below together, and their count of rows."""
    return (
        sum(month.above for month in months),
        sum(month.below for month in months),
        sum(month.rows for month in months),
    )
