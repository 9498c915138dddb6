"""A ledger in a PostgreSQL database; a window holds one person's year, others go on beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from jixiao.errors import UnreadableFile
from jixiao.fund.counter.ledgers.ledger import (
    KEEP_MESSAGE,
    KEEP_SETTLEMENT,
    KEEP_YEAR,
    MAKE_YEAR,
    TABLES,
    Collision,
    Ledger,
    LedgerBusy,
    Rows,
)
from jixiao.fund.counter.ledgers.upgrade import Dialect, upgrade

_UNIQUE, _LOCKED = "23505", "55P03"
"""The codes by which PostgreSQL says that a key is taken, and that a lock was not had in time."""
_KEEP = f"""WITH changed AS ({KEEP_YEAR} RETURNING version),
    kept AS ({KEEP_SETTLEMENT} FROM changed), told AS ({KEEP_MESSAGE} FROM changed)
    SELECT version FROM changed"""
"""One statement, and so one commit and one way to the server and back."""
_HOLD = "SELECT 1 FROM years WHERE psn_no = :psn_no AND year = :year FOR UPDATE"
_DIALECT = Dialect(
    has_table="SELECT 1 FROM pg_tables WHERE schemaname = current_schema AND tablename = :table",
    rows_of_year="json_agg(json_build_array(kind, name, {amount}))",
    setl_id_of_answer="answer::json ->> 1",
)


def _server_of(address: SplitResult) -> dict[str, Any]:
    """Return how the driver reaches a server: by host and port, or by a socket's folder."""
    port = address.port or 5432
    folders = parse_qs(address.query).get("host")
    if folders:
        return {"unix_sock": f"{folders[0]}/.s.PGSQL.{port}"}
    return {"host": address.hostname or "localhost", "port": port}


class PostgreSQLLedger(Ledger):
    """A server's database; whoever waits for a person's year is served in turn."""

    def __init__(self, address: str, patience: float) -> None:
        """Connect to postgresql://user@host/database and make the tables where they are missing.

        Raises:
            UnreadableFile: the database cannot be reached, or its driver is not installed.
        """
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
        except (native.InterfaceError, native.DatabaseError, OSError) as error:
            message = f"连不上账本 {self._place}。请检查地址、用户和口令，以及数据库是否已启动。"
            raise UnreadableFile(message) from error
        try:
            self._prepare()
        except native.DatabaseError as error:
            self.close()
            message = (
                f"{self._place} 里不能放账本：没有建表的权限，或已有同名而不是账本的表"
                "（years、settlements、messages）。请换一个数据库，或检查权限。"
            )
            raise UnreadableFile(message) from error

    def _prepare(self) -> None:
        self._statements: dict[str, Any] = {}
        milliseconds = int(self._patience * 1000)
        self._connection.run(f"SET lock_timeout = '{milliseconds}ms'")
        with self._transaction():
            # Two counters that open a new database at once would both create the tables.
            self._connection.run("SELECT pg_advisory_xact_lock(0)")
            upgrade(self.run, _DIALECT)
            for statement in TABLES:
                self._connection.run(statement)
            self.see("", 0, "", "")

    def run(self, sql: str, **values: Any) -> Rows:
        """Run one statement with `:name` parameters and return its rows."""
        try:
            if sql not in self._statements:
                self._statements[sql] = self._connection.prepare(sql)
            return self._statements[sql].run(**values) or []
        except self._error as error:
            code = error.args[0].get("C") if isinstance(error.args[0], dict) else None
            if code == _LOCKED:
                raise LedgerBusy(self._place, self._patience) from error
            if code == _UNIQUE:
                raise Collision from error
            raise

    def _keep(self, **values: Any) -> None:
        """Write a settlement; inside `holding` it is kept with the rest, else by itself."""
        if not self.run(_KEEP, **values):
            raise Collision

    @contextmanager
    def holding(self, psn_no: str, year: int) -> Iterator[None]:
        """Hold a person's year: what runs inside is kept as a whole at its end, or not at all."""
        with self._transaction():
            # Who makes the row holds it too, so that there is always one to hold.
            self.run(MAKE_YEAR, psn_no=psn_no, year=year)
            self.run(_HOLD, psn_no=psn_no, year=year)
            yield

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.run("START TRANSACTION")
        try:
            yield
            self._connection.run("COMMIT")
        except BaseException:
            self._connection.run("ROLLBACK")
            raise

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()
