"""Clocks of transfers: days from the upper's document to the lower's, and money that lies."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jixiao.fund.parameters import Terms
from jixiao.service.tree.divisions import Tree
from jixiao.service.tree.transfers import (
    Booking,
    Step,
    document_key,
    incoming,
    outgoing,
)

KEYS = ("tree.allocate_days", "tree.stale_years")


@dataclass(frozen=True, slots=True)
class Allocation:
    """How long a division took to send on what a document brought it; amounts in fen.

    `begun_on` is the day of the document above; where the account above does not have it, the day
    it was received, and `is_certain` is false. `days` is None while something waits in time.
    """

    division: str
    document: str
    begun_on: date
    is_certain: bool
    late: int
    waiting: int
    days: int | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class Stale:
    """What is left of a document's money after so many years; the amount in fen."""

    division: str
    document: str
    since: date
    years: int
    amount: int


def allocations(
    tree: Tree, bookings: Sequence[Booking], terms: Terms
) -> Sequence[Allocation]:
    """Return how documents went on in divisions that have others below them.

    What is neither sent on nor spent by the tree's day waits; it is late once the days are over.
    """
    limit = terms.count("tree.allocate_days")
    issued = _issued(bookings)
    went = outgoing(bookings)
    return [
        _allocation(tree.day, came, went.get(key, ()), issued, limit)
        for key, came in sorted(incoming(bookings).items())
        if tree.children(key[0]) and any(each.step is Step.RECEIVED for each in came)
    ]


_Issued = Mapping[tuple[str, str, int, str], date]


def _issued(bookings: Sequence[Booking]) -> _Issued:
    """Return the first day of each document as the upper account has it."""
    days: dict[tuple[str, str, int, str], date] = {}
    for each in bookings:
        if each.step is Step.ALLOCATED and each.document:
            key = (each.division, each.other, each.year, document_key(each.document))
            days[key] = min(each.on, days.get(key, each.on))
    return days


def _allocation(
    day: date,
    came: Sequence[Booking],
    went: Sequence[Booking],
    issued: _Issued,
    limit: int,
) -> Allocation:
    first = max(came, key=lambda each: each.amount)
    key = (first.other, first.division, first.year, document_key(first.document))
    begun = issued.get(key) or min(each.on for each in came)
    sent = [each for each in went if each.step is Step.ALLOCATED]
    waiting = sum(each.amount for each in came) - sum(each.amount for each in went)
    late = sum(each.amount for each in sent if (each.on - begun).days > limit)
    waits = waiting > 0
    days = _days(begun, day, sent, waits=waits, limit=limit)
    is_late = late > 0 or (waits and (day - begun).days > limit)
    return Allocation(
        first.division, first.document, begun, key in issued, late, max(waiting, 0), days, is_late
    )  # fmt: skip


def _days(
    begun: date, day: date, sent: Sequence[Booking], *, waits: bool, limit: int
) -> int | None:
    if waits:
        passed = (day - begun).days
        return passed if passed > limit else None
    return max(((each.on - begun).days for each in sent), default=0)


def stale(bookings: Sequence[Booking], day: date, terms: Terms) -> Sequence[Stale]:
    """Return what is left of documents after the years of the parameter, the longest line passed."""
    lines = sorted(terms.weights("tree.stale_years"))
    went = outgoing(bookings)
    return list(_stale(incoming(bookings), went, day, lines))


def _stale(
    came: Mapping[tuple[str, int, str], Sequence[Booking]],
    went: Mapping[tuple[str, int, str], Sequence[Booking]],
    day: date,
    lines: Sequence[int],
) -> Iterator[Stale]:
    for key, rows in sorted(came.items()):
        since = min(each.on for each in rows)
        passed = [years for years in lines if _anniversary(since, years) < day]
        used = sum(each.amount for each in went.get(key, ()))
        left = sum(each.amount for each in rows) - used
        if passed and left > 0:
            yield Stale(key[0], rows[0].document, since, passed[-1], left)


def _anniversary(day: date, years: int) -> date:
    """Return the same day years later; of 29 February in a common year, 28 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
