"""What people did to a case, in order, each entry chained to the one before by SM3."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

import msgspec
from cryptography.hazmat.primitives import hashes
from msgspec import UNSET, Struct, UnsetType

from jixiao.errors import JixiaoError

OPENED = "open"
"""The move that every case begins with."""
_START = "0" * 64


class Facts(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a move brings with it.

    `version` and `form` are digests of tables kept elsewhere; `open_errors` counts findings of the
    checks that are errors and have no reason, `unproven` names rows whose value was typed and that
    no file proves, `unsure` cells of a scan that nobody has compared with it; `missing` names what the
    table lacks, `blank` what the form leaves out, `stated` is the money it states, in yuan; `sheet`
    holds the review's points by item; `budget` is in yuan; `embargo` is the day before which
    nothing may be published.
    """

    version: str | None = None
    form: str | None = None
    open_errors: int | None = None
    unproven: tuple[str, ...] = ()
    unsure: int | None = None
    missing: tuple[str, ...] | None = None
    blank: tuple[str, ...] | None = None
    stated: Decimal | None = None
    sheet: dict[str, Decimal] | None = None
    budget: Decimal | None = None
    document: str = ""
    embargo: date | None = None
    months: int | None = None
    until: date | None = None
    total: Decimal | None = None
    points: Decimal | None = None
    use: str = ""
    stages: dict[str, str] | None = None


class Event(Struct, frozen=True, forbid_unknown_fields=True):
    """One entry: who moved a case from where to where, when, why, and with what.

    `actor` acted in `role`, for `on_behalf_of` where that was delegated; `number` counts from 1.
    `does` names the effects of the move, as its procedure declared them on that day. Entries written
    before moves declared theirs have none, and are sealed without it.
    """

    case: str
    number: int
    move: str
    track: str
    start: str
    end: str
    actor: str
    role: str
    at: datetime
    reason: str = ""
    on_behalf_of: str = ""
    hands_in: bool = False
    facts: Facts = Facts()
    does: tuple[str, ...] | UnsetType = UNSET
    previous: str = _START
    seal: str = ""

    def sealed(self) -> "Event":
        """The entry with the digest of all it says."""
        return msgspec.structs.replace(self, seal=digest(_content(self)))


class BrokenLedger(JixiaoError, ValueError):
    """The entries of a case do not follow one another: something was changed, lost or put in."""


def digest(content: bytes) -> str:
    """Return the SM3 digest in hexadecimal (GB/T 32905)."""
    sm3 = hashes.Hash(hashes.SM3())
    sm3.update(content)
    return sm3.finalize().hex()


def digest_of(value: object) -> str:
    """Return the digest of what a value says, whatever the order of its keys."""
    return digest(msgspec.json.encode(value, order="deterministic"))


def _content(event: Event) -> bytes:
    return msgspec.json.encode(
        msgspec.structs.replace(event, seal=""), order="deterministic"
    )


def follow(ledger: Sequence[Event], event: Event) -> Event:
    """Number, chain and seal an entry behind those of a ledger."""
    previous = ledger[-1].seal if ledger else _START
    return msgspec.structs.replace(
        event, number=len(ledger) + 1, previous=previous
    ).sealed()


def verify(ledger: Iterable[Event]) -> None:
    """Check that every entry is as it was written, and none is missing.

    Raises:
        BrokenLedger: one is not; the message says which.
    """
    previous = _START
    for place, event in enumerate(ledger, 1):
        if event.number != place:
            message = f"{event.case} 的记录缺了第 {place} 条，请从备份核对。"
            raise BrokenLedger(message)
        if event.previous != previous or event.seal != digest(_content(event)):
            message = f"{event.case} 的第 {place} 条记录与写入时不同，请从备份核对。"
            raise BrokenLedger(message)
        previous = event.seal
