"""Where a counter keeps what it settled: one SQLite file, or PostgreSQL.

Both speak the same SQL with named parameters. A transaction begins with a lock on the person, so
that two counters never settle a person at the same moment.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from jixiao.errors import JixiaoError, UnreadableFile, name_of, reason_of

PATIENCE = 10.0
"""How many seconds a counter waits for another that holds the ledger or the person."""
_TABLES = (
    """CREATE TABLE IF NOT EXISTS messages (
        message TEXT PRIMARY KEY, digest TEXT NOT NULL, answer TEXT NOT NULL)""",
    """CREATE TABLE IF NOT EXISTS settlements (
        setl_id TEXT PRIMARY KEY, psn_no TEXT NOT NULL, year INTEGER NOT NULL,
        place INTEGER NOT NULL, effects TEXT NOT NULL, answer TEXT NOT NULL,
        reversed_by TEXT, UNIQUE (psn_no, year, place))""",
    """CREATE TABLE IF NOT EXISTS accumulators (
        psn_no TEXT NOT NULL, year INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
        opening BIGINT NOT NULL, amount BIGINT NOT NULL, PRIMARY KEY (psn_no, year, kind, name))""",
)
Rows = Sequence[Sequence[Any]]


class LedgerBusy(JixiaoError, TimeoutError):
    """Another counter holds the ledger or the person for too long; nothing was kept."""

    def __init__(self, place: str, patience: float) -> None:
        super().__init__(
            f"账本 {place} 正被另一个窗口占用，等了 {patience:g} 秒仍不能写入；本次没有保存。"
            "请稍后用同一报文编号重发。"
        )


class Collision(Exception):
    """Another transaction wrote the same key first; reading again shows what it wrote."""


class Ledger(Protocol):
    """What keeps settlements durably."""

    def run(self, sql: str, **values: Any) -> Rows:
        """Run one statement with `:name` parameters and return its rows."""
        ...

    def person(self, psn_no: str) -> AbstractContextManager[None]:
        """Hold a person: what runs inside is kept as a whole at its end, or not at all."""
        ...

    def close(self) -> None:
        """Close the connection."""
        ...


def open_ledger(place: str | Path, patience: float = PATIENCE) -> Ledger:
    """Open a ledger, made where it is not there: a path, or postgresql://user@host/database.

    Raises:
        UnreadableFile: the file cannot be opened, is no ledger, or the database cannot be reached.
    """
    if isinstance(place, str) and place.startswith(("postgresql://", "postgres://")):
        return _PostgreSQLLedger(place, patience)
    return _SQLiteLedger(Path(place), patience)


class _SQLiteLedger:
    """One file; whoever writes holds all of it for the few milliseconds of a settlement."""

    def __init__(self, path: Path, patience: float) -> None:
        self._place, self._patience = name_of(path), patience
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(
                path, timeout=patience, isolation_level=None, check_same_thread=False
            )
            self.run("PRAGMA journal_mode = WAL")
            self.run("PRAGMA synchronous = FULL")
            for statement in _TABLES:
                self.run(statement)
        except (OSError, sqlite3.Error) as error:
            why = (
                reason_of(error)
                if isinstance(error, OSError)
                else "它不是账本，或没有权限"
            )
            message = f"打不开账本 {self._place}：{why}。请换一个文件，或检查权限。"
            raise UnreadableFile(message) from error

    def run(self, sql: str, **values: Any) -> Rows:
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF in (
                sqlite3.SQLITE_BUSY,
                sqlite3.SQLITE_LOCKED,
            ):
                raise LedgerBusy(self._place, self._patience) from error
            raise

    @contextmanager
    def person(self, psn_no: str) -> Iterator[None]:  # noqa: ARG002 — the file is held whole
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def close(self) -> None:
        self._connection.close()


_UNIQUE, _LOCKED = "23505", "55P03"
"""The codes by which PostgreSQL says that a key is taken, and that a lock was not had in time."""


def _server_of(address: SplitResult) -> dict[str, Any]:
    """Return how the driver reaches a server: by host and port, or by a socket's folder."""
    port = address.port or 5432
    folders = parse_qs(address.query).get("host")
    if folders:
        return {"unix_sock": f"{folders[0]}/.s.PGSQL.{port}"}
    return {"host": address.hostname or "localhost", "port": port}


class _PostgreSQLLedger:
    """A server's database; a transaction holds one person, others go on beside it."""

    def __init__(self, address: str, patience: float) -> None:
        try:
            from pg8000 import native  # noqa: PLC0415 — an extra
        except ImportError as error:
            message = "账本放在 PostgreSQL 时需要 pg8000。请安装：pip install 'jixiao[postgres]'。"
            raise UnreadableFile(message) from error
        self._error, self._patience = native.DatabaseError, patience
        parts = urlsplit(address)
        self._place = f"{parts.hostname or 'localhost'}{parts.path}"
        try:
            self._connection = native.Connection(
                user=unquote(parts.username or "postgres"),
                password=unquote(parts.password) if parts.password else None,
                database=parts.path.strip("/") or "postgres",
                application_name="jixiao",
                **_server_of(parts),
            )
            self.run(f"SET lock_timeout = '{int(patience * 1000)}ms'")
            # Two counters that open a new database at once would both create the tables.
            self.run("START TRANSACTION")
            self.run("SELECT pg_advisory_xact_lock(0)")
            for statement in _TABLES:
                self.run(statement)
            self.run("COMMIT")
        except (native.InterfaceError, native.DatabaseError, OSError) as error:
            message = f"连不上账本 {self._place}。请检查地址、用户和口令，以及数据库是否已启动。"
            raise UnreadableFile(message) from error

    def run(self, sql: str, **values: Any) -> Rows:
        try:
            return self._connection.run(sql, **values) or []
        except self._error as error:
            code = error.args[0].get("C") if isinstance(error.args[0], dict) else None
            if code == _LOCKED:
                raise LedgerBusy(self._place, self._patience) from error
            if code == _UNIQUE:
                raise Collision from error
            raise

    @contextmanager
    def person(self, psn_no: str) -> Iterator[None]:
        self.run("START TRANSACTION")
        try:
            self.run(
                "SELECT pg_advisory_xact_lock(hashtextextended(:psn_no, 1))",
                psn_no=psn_no,
            )
            yield
            self.run("COMMIT")
        except BaseException:
            self._connection.run("ROLLBACK")
            raise

    def close(self) -> None:
        self._connection.close()
