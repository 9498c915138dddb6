"""Making an office ready: its keys and its tables are made by one process, the others wait for it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

_LOCK_FILE = "readying.lock"
_PATIENCE = 600
"""Seconds: bringing a large office's tables up to date takes minutes."""
_ADVISORY_LOCK = 0x6A697869616F
"""Locks the tables of a PostgreSQL that several machines may begin to use at once."""


@contextmanager
def alone_in(home: Path) -> Iterator[None]:
    """Be the only one who makes something ready in a home; the lock ends with its holder, however that ends.

    A transaction of a database without tables is a lock that every system knows.
    """
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = home / _LOCK_FILE
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
    with closing(sqlite3.connect(path, _PATIENCE, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield


def kept_once(path: Path, text: str) -> None:
    """Write a text where there is none, for its owner only: nobody reads it half-written, the first stays."""
    if path.exists():
        return
    with alone_in(path.parent):
        if path.exists():
            return
        half = path.with_name(f"{path.name}.part")
        descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(text)
        half.replace(path)


def bring_tables_up_to_date(home: Path) -> None:
    """Bring the tables of the office that Django is set up for up to date, one process at a time."""
    from django.core.management import call_command  # noqa: PLC0415 — slow to import
    from django.db import connection  # noqa: PLC0415 — as above

    with alone_in(home):
        is_shared = connection.vendor == "postgresql"
        if is_shared:
            connection.cursor().execute("SELECT pg_advisory_lock(%s)", [_ADVISORY_LOCK])
        try:
            call_command("migrate", verbosity=0)
        finally:
            if is_shared:
                connection.cursor().execute(
                    "SELECT pg_advisory_unlock(%s)", [_ADVISORY_LOCK]
                )
