"""Extracts and databases become rows: taken with the true value, or rejected with the true reason."""

from jixiao.fund.intake.databases import (
    Database,
    is_database,
    open_database,
    tables_to_read,
)
from jixiao.fund.intake.loading import Load, load, load_table
from jixiao.fund.intake.rejects import RejectReason, reasons, write_rejects

__all__ = [
    "Database",
    "Load",
    "RejectReason",
    "is_database",
    "load",
    "load_table",
    "open_database",
    "reasons",
    "tables_to_read",
    "write_rejects",
]
