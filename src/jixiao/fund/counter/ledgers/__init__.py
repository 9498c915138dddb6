"""Where a counter keeps what it settled: one SQLite file, or PostgreSQL."""

from pathlib import Path

from jixiao.fund.counter.ledgers.effects import HIGHEST, Effect, apply_effects
from jixiao.fund.counter.ledgers.ledger import (
    PATIENCE,
    UNATTRIBUTED,
    Answer,
    Collision,
    Ledger,
    LedgerBusy,
    LedgerLost,
    Request,
)
from jixiao.fund.counter.ledgers.postgresql import PostgreSQLLedger
from jixiao.fund.counter.ledgers.sqlite import SQLiteLedger
from jixiao.fund.counter.ledgers.upgrade import Names

__all__ = [
    "HIGHEST",
    "PATIENCE",
    "UNATTRIBUTED",
    "Answer",
    "Collision",
    "Effect",
    "Ledger",
    "LedgerBusy",
    "LedgerLost",
    "Request",
    "apply_effects",
    "open_ledger",
]


def open_ledger(place: str | Path, names: Names, patience: float = PATIENCE) -> Ledger:
    """Open a ledger, made where it is not there: a path, or postgresql://user@host/database.

    `names` says how amounts are called now that a ledger of before kept.

    Raises:
        UnreadableFile: the file cannot be opened, is no ledger, or the database cannot be reached.
    """
    if isinstance(place, str) and place.startswith(("postgresql://", "postgres://")):
        return PostgreSQLLedger(place, names, patience)
    return SQLiteLedger(Path(place), names, patience)
