"""Where a counter keeps what it settled: one SQLite file, or PostgreSQL."""

from pathlib import Path

from jixiao.fund.counter.ledgers.ledger import (
    PATIENCE,
    Amounts,
    Answer,
    Collision,
    Effect,
    Ledger,
    LedgerBusy,
    LedgerLost,
    Request,
)
from jixiao.fund.counter.ledgers.postgresql import PostgreSQLLedger
from jixiao.fund.counter.ledgers.sqlite import SQLiteLedger

__all__ = [
    "PATIENCE",
    "Amounts",
    "Answer",
    "Collision",
    "Effect",
    "Ledger",
    "LedgerBusy",
    "LedgerLost",
    "Request",
    "open_ledger",
]


def open_ledger(place: str | Path, patience: float = PATIENCE) -> Ledger:
    """Open a ledger, made where it is not there: a path, or postgresql://user@host/database.

    Raises:
        UnreadableFile: the file cannot be opened, is no ledger, or the database cannot be reached.
    """
    if isinstance(place, str) and place.startswith(("postgresql://", "postgres://")):
        return PostgreSQLLedger(place, patience)
    return SQLiteLedger(Path(place), patience)
