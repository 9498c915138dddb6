"""What an archive says of papers: what is filed, the paper as the register has it, loans, proposals."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from jixiao.service.archives.register import Item


@dataclass(frozen=True, slots=True)
class NewPaper:
    """A paper to be filed: its kind says its class and term; `source` is what it was made from.

    `content` is the file where there is one, `pages` how many it has: 0 where nobody counted.
    """

    title: str
    kind: str
    year: int
    pages: int
    origin: str
    made_on: date
    source: str
    content: bytes = b""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of the archive, as the register has it."""

    item: Item
    origin: str
    made_on: date
    digest: str
    suffix: str
    filed_by: str
    filed_at: datetime


@dataclass(frozen=True, slots=True)
class LentPaper:
    """A loan: what, to whom, why, until when; `returned_on` is none while it is out."""

    number: int
    archive_no: str
    borrower: str
    why: str
    lent_on: date
    due_on: date
    returned_on: date | None

    def is_overdue(self, day: date) -> bool:
        """Whether it should have come back before a day."""
        return self.returned_on is None and self.due_on < day


@dataclass(frozen=True, slots=True)
class Proposal:
    """Papers that somebody proposes to destroy, who approved, and whether it was done."""

    number: int
    at: datetime
    by: str
    why: str
    archive_nos: Sequence[str]
    approved_by: Sequence[str]
    destroyed_on: date | None
    destroyed_by: str
    witness: str


def paper_of(row: sqlite3.Row) -> Paper:
    """Return the paper that a row of the register is."""
    counted = row["pages"] or None
    item = Item(
        row["archive_no"],
        row["title"],
        row["of_class"],
        row["kind"],
        row["year"],
        row["term"],
        row["place"],
        row["box"],
        row["pages"],
        counted,
        is_signed=True,
    )
    return Paper(
        item,
        row["origin"],
        date.fromisoformat(row["made_on"]),
        row["digest"],
        row["suffix"],
        row["who"],
        datetime.fromisoformat(row["at"]),
    )


def loan_of(row: sqlite3.Row) -> LentPaper:
    """Return the loan that a row is."""
    return LentPaper(
        row["number"],
        row["archive_no"],
        row["borrower"],
        row["why"],
        date.fromisoformat(row["lent_on"]),
        date.fromisoformat(row["due_on"]),
        day_of(row["returned_on"]),
    )


def day_of(text: str | None) -> date | None:
    """Return the day that a cell names; none where it is empty."""
    return date.fromisoformat(text) if text else None
