"""A ledger in a PostgreSQL database; a window holds one person's year, others go on beside it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
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
    LedgerLost,
    Rows,
)
from jixiao.fund.counter.ledgers.upgrade import Names, Upgrade

_KEEP = f"""WITH changed AS ({KEEP_YEAR} RETURNING version),
    kept AS ({KEEP_SETTLEMENT} FROM changed), answered AS ({KEEP_MESSAGE} FROM changed)
    SELECT version FROM changed"""
"""One statement, and so one commit and one way to the server and back."""
_HOLD = "SELECT 1 FROM years WHERE psn_no = :psn_no AND year = :year FOR UPDATE"
_DURABLE = """SELECT set_config('synchronous_commit', 'on', false)
    WHERE current_setting('synchronous_commit') = 'off'"""
"""A server may be set to answer before the disk has what it answers for."""
_HAS_TABLE = (
    "SELECT 1 FROM pg_tables WHERE schemaname = current_schema AND tablename = :table"
)


def _server_of(address: SplitResult) -> dict[str, Any]:
    """Return how the driver reaches a server: by host and port, or by a socket's folder."""
    port = address.port or 5432
    folders = parse_qs(address.query).get("host")
    if folders:
        socket = f"{folders[0]}/.s.PGSQL.{port}"
        return {"unix_sock": socket, "ssl_context": False}
    return {"host": address.hostname or "localhost", "port": port}


class PostgreSQLLedger(Ledger):
    """A server's database; whoever waits for a person's year is served in turn."""

    def __init__(self, address: str, names: Names, patience: float) -> None:
        """Connect to postgresql://user@host/database and make the tables where they are missing.

        Raises:
            UnreadableFile: the database cannot be reached, or its driver is not installed.
        """
        try:
            from pg8000 import native  # noqa: PLC0415 — an extra
        except ImportError as error:
            message = "账本放在 PostgreSQL 时需要 pg8000。请安装：pip install 'jixiao[postgres]'。"
            raise UnreadableFile(message) from error
        self._driver, self._patience = native, patience
        self._address = urlsplit(address)
        self._place = f"{self._address.hostname or 'localhost'}{self._address.path}"
        self._statements: dict[str, Any] = {}
        self._connection: Any = self._connected()
        with ExitStack() as opened:
            opened.callback(self.close)
            self._prepare(names)
            opened.pop_all()

    def _connected(self) -> Any:
        """Connect to the server.

        Raises:
            UnreadableFile: it cannot be reached.
        """
        address, driver = self._address, self._driver
        try:
            connection = driver.Connection(
                user=unquote(address.username or "postgres"),
                password=unquote(address.password) if address.password else None,
                database=address.path.strip("/") or "postgres",
                application_name="jixiao",
                **_server_of(address),
            )
            connection.run(f"SET lock_timeout = '{int(self._patience * 1000)}ms'")
            connection.run(_DURABLE)
        except (driver.InterfaceError, driver.DatabaseError, OSError) as error:
            message = f"连不上账本 {self._place}。请检查地址、用户和口令，以及数据库是否已启动。"
            raise UnreadableFile(message) from error
        return connection

    def _prepare(self, names: Names) -> None:
        """Make the tables where they are missing.

        Raises:
            UnreadableFile: there are other tables of these names, or none may be made.
        """
        try:
            with self._transaction():
                # Two counters that open a new database at once would both create the tables.
                self.run("SELECT pg_advisory_xact_lock(0)")
                if self.run(_HAS_TABLE, table="accumulators"):
                    Upgrade(self.run, names).of_ledger()
                for statement in TABLES:
                    self.run(statement)
                self.see("", 0, "", "")
        except self._driver.DatabaseError as error:
            message = (
                f"{self._place} 里不能放账本：没有建表的权限，或已有同名而不是账本的表"
                "（years、settlements、messages）。请换一个数据库，或检查权限。"
            )
            raise UnreadableFile(message) from error

    def run(self, sql: str, **values: Any) -> Rows:
        """Run one statement with `:name` parameters and return its rows.

        Raises:
            LedgerLost: the connection broke; the next statement connects anew.
        """
        if self._connection is None:
            self._connection = self._connected()
        try:
            if sql not in self._statements:
                self._statements[sql] = self._connection.prepare(sql)
            return self._statements[sql].run(**values) or []
        except self._driver.DatabaseError as error:
            self._raise_meaning(error)
            raise
        except (self._driver.InterfaceError, OSError) as error:
            raise self._lost() from error
        except BaseException:
            # The server's answer is still to be read: it must not be taken for the next one.
            self._lost()
            raise

    def _lost(self) -> LedgerLost:
        """Let go of a broken connection."""
        self.close()
        self._connection = None
        self._statements.clear()
        return LedgerLost(self._place, "连接断了")

    def _raise_meaning(self, error: Exception) -> None:
        """Raise what the server's code means to a counter, where it means something."""
        details = error.args[0]
        match details.get("C") if isinstance(details, dict) else None:
            case "55P03":  # a lock was not had in time
                raise LedgerBusy(self._place, self._patience) from error
            case "23505" | "40001" | "40P01":  # a key is taken, or two ways cross
                raise Collision from error
            case "57P01" | "57P02" | "57P03":  # the server goes down
                raise self._lost() from error

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
        self.run("START TRANSACTION")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            if self._connection is not None:
                self.run("ROLLBACK")
            raise

    def close(self) -> None:
        """Close the connection."""
        with suppress(self._driver.InterfaceError, OSError):
            if self._connection is not None:
                self._connection.close()
