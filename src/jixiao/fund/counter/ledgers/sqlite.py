"""A ledger in one SQLite file; whoever writes holds all of it for the moment of one commit."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from jixiao.errors import UnreadableFile, name_of, reason_of
from jixiao.fund.counter.ledgers.ledger import (
    KEEP_MESSAGE,
    KEEP_SETTLEMENT,
    KEEP_YEAR,
    MAKE_YEAR,
    TABLES,
    Collision,
    Ledger,
    LedgerBusy,
    LedgerLost,
    Rows,
)
from jixiao.fund.counter.ledgers.turnstile import Turnstile
from jixiao.fund.counter.ledgers.upgrade import Names, Upgrade

PAUSE = 0.0003
"""Seconds between two tries to get in: shorter than a commit, so that no turn is missed."""
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_FAILURES = {
    sqlite3.SQLITE_FULL: "磁盘已满",
    sqlite3.SQLITE_IOERR: "磁盘读写出错",
    sqlite3.SQLITE_READONLY: "没有写入的权限",
}
_HAS_TABLE = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = :table"
Result = TypeVar("Result")


class SQLiteLedger(Ledger):
    """One file, with its write-ahead log and the turnstile of its writers beside it."""

    def __init__(self, path: Path, names: Names, patience: float) -> None:
        """Open the file, made where it is not there.

        Raises:
            UnreadableFile: it cannot be opened, or is no ledger.
        """
        self._place, self._patience = name_of(path), patience
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with ExitStack() as opened:
                self._open(path, names, opened)
                self._opened = opened.pop_all()
        except (LedgerBusy, LedgerLost):
            raise
        except (OSError, sqlite3.Error) as error:
            why = (
                reason_of(error)
                if isinstance(error, OSError)
                else "它不是账本，或没有权限"
            )
            message = f"打不开账本 {self._place}：{why}。请换一个文件，或检查权限。"
            raise UnreadableFile(message) from error

    def _open(self, path: Path, names: Names, opened: ExitStack) -> None:
        self._connection = opened.enter_context(
            closing(
                sqlite3.connect(
                    path, timeout=0, isolation_level=None, check_same_thread=False
                )
            )
        )
        self.run("PRAGMA journal_mode = WAL")
        self.run("PRAGMA synchronous = FULL")
        turnstile = Turnstile(path.with_name(f"{path.name}-turn"))
        self._turnstile = opened.enter_context(closing(turnstile))
        with self._writing():
            if self.run(_HAS_TABLE, table="accumulators"):
                Upgrade(self.run, names).of_ledger()
            for statement in TABLES:
                self.run(statement)
            self.see("", 0, "", "")

    def run(self, sql: str, **values: Any) -> Rows:
        """Run one statement with `:name` parameters and return its rows."""
        return self._in_time(lambda: self._tried(sql, values), self._deadline())

    def _keep(self, **values: Any) -> None:
        """Write a settlement; inside `holding` it is kept with the rest, else by itself."""
        if self._connection.in_transaction:
            self._write(values)
            return
        with self._writing():
            self._write(values)

    def _write(self, values: dict[str, Any]) -> None:
        if self._connection.execute(KEEP_YEAR, values).rowcount == 0:
            raise Collision
        try:
            self._connection.execute(KEEP_SETTLEMENT, values)
            self._connection.execute(KEEP_MESSAGE, values)
        except sqlite3.IntegrityError as error:
            raise Collision from error

    @contextmanager
    def holding(self, psn_no: str, year: int) -> Iterator[None]:
        """Hold the file: what runs inside is kept as a whole at its end, or not at all."""
        with self._writing():
            self.run(MAKE_YEAR, psn_no=psn_no, year=year)
            yield

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._begin()
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException as error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError):
                why = _FAILURES.get(error.sqlite_errorcode & 0xFF)
                if why:
                    raise LedgerLost(self._place, why) from error
            raise

    def _begin(self) -> None:
        """Begin to write, after whoever waited before."""
        deadline = self._deadline()
        self._in_time(lambda: self._turnstile.enter() or None, deadline)
        try:
            self._in_time(lambda: self._tried("BEGIN IMMEDIATE", {}), deadline)
        finally:
            self._turnstile.leave()

    def _tried(self, sql: str, values: dict[str, Any]) -> Rows | None:
        """Run a statement; None where another window is in the way."""
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF in _BUSY:
                return None
            raise

    def _deadline(self) -> float:
        return time.monotonic() + self._patience

    def _in_time(self, attempt: Callable[[], Result | None], deadline: float) -> Result:
        """Return what an attempt gives once it gives something.

        Raises:
            LedgerBusy: it gave nothing until the deadline.
        """
        while (result := attempt()) is None:
            if time.monotonic() >= deadline:
                raise LedgerBusy(self._place, self._patience)
            time.sleep(PAUSE)
        return result

    def close(self) -> None:
        """Close the connection."""
        self._opened.close()
