"""Databases as sources: their tables, streamed row by row into the store, become extracts.

DuckDB and SQLite files need nothing else; PostgreSQL, Oracle, MySQL and others go through
SQLAlchemy, of the extra `database`. Nothing is ever written to a source.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote

import duckdb
import pyarrow as pa

from jixiao.errors import UnreadableDocument, UnreadableFile, name_of, reason_of
from jixiao.fund.intake.extracts import Extract
from jixiao.fund.intake.printed_cells import plain
from jixiao.fund.store.sql import literal
from jixiao.fund.tables import tables
from jixiao.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection
    from sqlalchemy.engine import URL

_ROWS_AT_ONCE = 20_000
_MOST_LISTED = 10
_FILE_MARKS = {"duckdb": (8, b"DUCK"), "sqlite": (0, b"SQLite format 3\0")}
"""Where a file of each kind bears its mark, and the mark."""
_DRIVERS = {
    "postgresql": "postgresql+pg8000",
    "postgres": "postgresql+pg8000",
    "oracle": "oracle+oracledb",
    "mysql": "mysql+pymysql",
}


class Database(Protocol):
    """An open database."""

    @property
    def name(self) -> str:
        """How it is printed, without a password."""
        ...

    def tables(self) -> list[str]:
        """Return the names of its tables and views."""
        ...

    def open(self, table: str, store: duckdb.DuckDBPyConnection) -> Extract:
        """Stream a table into the store as the temporary table `raw`."""
        ...


def is_database(address: str) -> bool:
    """Whether this is the address of a database, or a file of DuckDB or SQLite."""
    return "://" in address or _kind_of_file(Path(address)) is not None


@contextmanager
def open_database(address: str) -> Iterator[Database]:
    """Open a database by its address (`postgresql://…`, `sqlite:///…`) or file, for reading.

    Raises:
        UnreadableFile: it cannot be opened, or what it takes is not installed.
    """
    scheme, _, path = (
        address.partition(":///") if ":///" in address else ("", "", address)
    )
    if "://" in address and scheme not in _FILE_MARKS:
        with _connected(address) as server:
            yield server
        return
    file = Path(path)
    kind = _kind_of_file(file)
    if not file.is_file() or scheme not in ("", kind):
        why = f"它不是 {scheme} 的文件" if file.is_file() else "没有这个文件"
        message = f"打不开 {name_of(file)}：{why}。请检查地址。"
        raise UnreadableFile(message)
    if kind == "duckdb":
        yield _DuckDBFile(file)
        return
    with closing(
        sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True)
    ) as connection:
        yield _SQLiteFile(name_of(file), connection)


def tables_to_read(
    database: Database, table: str | None, source: str | None
) -> list[tuple[str, str | None]]:
    """Return which tables to read, each with the code of the table it is, None to see by its heads.

    They are those named as known tables are, in capitals or not; only `table` if it is given; only
    that named `source` if that is given, as `table`.

    Raises:
        UnreadableDocument: there is none, or more than one is named as a known table is.
    """
    if source:
        return [(source, table)]
    named = _by_code(database.tables())
    codes = [table.upper()] if table else list(tables())
    known = [(code, named[code]) for code in codes if code in named]
    for code, names in known:
        if len(names) > 1:
            message = (
                f"{database.name} 里有几张表都像 {code}：{'、'.join(names)}。"
                f"请用 --source 写明收哪一张，用 --table {code} 指明它是什么表。"
            )
            raise UnreadableDocument(message)
    if known:
        return [(names[0], code) for code, names in known]
    every = sorted(name for names in named.values() for name in names)
    listed = "、".join(every[:_MOST_LISTED]) or "空的"
    message = (
        f"{database.name} 里没有叫 {'、'.join(codes)} 的表（里面有：{listed}）。"
        "请用 --source 写出表名（可带模式名，如 ybj.jsmx），用 --table 指明它是哪一张。"
    )
    raise UnreadableDocument(message)


def _by_code(names: Iterable[str]) -> dict[str, list[str]]:
    """Return the tables of a database by their names in capitals, without the schema."""
    named: dict[str, list[str]] = {}
    for name in names:
        named.setdefault(name.rpartition(".")[2].upper(), []).append(name)
    return named


def _kind_of_file(path: Path) -> str | None:
    """The kind of database a file is, by its first bytes; None where it is none."""
    try:
        with path.open("rb") as stream:
            start = stream.read(16)
    except (OSError, ValueError):
        return None
    for kind, (offset, mark) in _FILE_MARKS.items():
        if start.startswith(mark, offset):
            return kind
    return None


@dataclass(frozen=True, slots=True)
class _DuckDBFile:
    path: Path

    @property
    def name(self) -> str:
        return name_of(self.path)

    def tables(self) -> list[str]:
        names = (
            "SELECT CASE table_schema WHEN 'main' THEN table_name "
            "ELSE table_schema || '.' || table_name END FROM information_schema.tables "
            "WHERE table_catalog = 'source'"
        )
        with self._attached(duckdb.connect()) as connection:
            return [name for (name,) in connection.execute(names).fetchall()]

    def open(self, table: str, store: duckdb.DuckDBPyConnection) -> Extract:
        with self._attached(store):
            quoted = ".".join(
                '"' + part.replace('"', '""') + '"' for part in table.split(".")
            )
            try:
                relation = store.sql(f"FROM source.{quoted}")
            except duckdb.CatalogException as error:
                raise _no_such_table(self, table) from error
            heads, types = relation.columns, relation.types
            cells = ", ".join(
                f"#{place + 1} AS c{place}" for place in range(len(heads))
            )
            with _reporting_breaks(self.name):
                store.execute(
                    f"CREATE OR REPLACE TEMP TABLE raw AS SELECT {cells}, row_number() OVER () AS row "
                    f"FROM source.{quoted}"
                )
            return Extract(
                tuple(heads), tuple(map(str, types)), (), _digest(store, table, heads)
            )

    @contextmanager
    def _attached(
        self, connection: duckdb.DuckDBPyConnection
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        try:
            connection.execute(f"ATTACH {literal(self.path)} AS source (READ_ONLY)")
        except duckdb.Error as error:
            message = f"打不开 {self.name}：另一个程序正在使用，或文件已损坏。请关闭其他程序再试。"
            raise UnreadableFile(message) from error
        try:
            yield connection
        finally:
            connection.execute("DETACH source")


@dataclass(frozen=True, slots=True)
class _SQLiteFile:
    name: str
    connection: sqlite3.Connection

    def tables(self) -> list[str]:
        names = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
        with _reporting_breaks(self.name):
            return [name for (name,) in self.connection.execute(names)]

    def open(self, table: str, store: duckdb.DuckDBPyConnection) -> Extract:
        names = {name.upper(): name for name in self.tables()}
        if table.upper() not in names:
            raise _no_such_table(self, table)
        quoted = names[table.upper()].replace('"', '""')
        with _reporting_breaks(self.name):
            # Bytes, for the GBK of old programs is to be read as such.
            self.connection.text_factory = bytes
            rows = self.connection.execute(f'SELECT * FROM "{quoted}"')
            heads = [head for head, *_ in rows.description]
            batches = iter(lambda: rows.fetchmany(_ROWS_AT_ONCE), [])
            try:
                return _stream(store, table, heads, batches)
            finally:
                self.connection.text_factory = str


@dataclass(frozen=True, slots=True)
class _Server:
    name: str
    connection: "Connection"
    secret: str | None

    def tables(self) -> list[str]:
        from sqlalchemy import inspect  # noqa: PLC0415

        with _reporting_breaks(self.name, self.secret):
            inspector = inspect(self.connection)
            return [*inspector.get_table_names(), *inspector.get_view_names()]

    def open(self, table: str, store: duckdb.DuckDBPyConnection) -> Extract:
        from sqlalchemy import inspect, literal_column, select  # noqa: PLC0415
        from sqlalchemy import table as table_clause  # noqa: PLC0415

        schema, _, name = table.rpartition(".")
        with _reporting_breaks(self.name, self.secret):
            if not inspect(self.connection).has_table(name, schema=schema or None):
                raise _no_such_table(self, table)
            every: ColumnElement[Any] = literal_column("*")
            whole = select(every).select_from(table_clause(name, schema=schema or None))
            streaming = self.connection.execution_options(yield_per=_ROWS_AT_ONCE)
            with streaming.execute(whole) as rows:
                return _stream(store, table, list(rows.keys()), rows.partitions())


@contextmanager
def _connected(address: str) -> Iterator[_Server]:
    """Connect to a server through SQLAlchemy."""
    try:
        from sqlalchemy import create_engine  # noqa: PLC0415
        from sqlalchemy.exc import NoSuchModuleError, SQLAlchemyError  # noqa: PLC0415
    except ModuleNotFoundError as error:
        message = (
            "连接数据库需要另装组件。请运行 pip install 'jixiao[database]'，再试一次。"
        )
        raise UnreadableFile(message) from error
    url = _url(address)
    name = url.render_as_string(hide_password=True)
    secret = str(url.password) if url.password else None
    with ExitStack() as stack:
        try:
            engine = create_engine(url)
            stack.callback(engine.dispose)
            connection = stack.enter_context(engine.connect())
        except ModuleNotFoundError as error:
            message = f"连接 {name} 需要驱动 {error.name}。请运行 pip install {error.name}，再试一次。"
            raise UnreadableFile(message) from None
        except NoSuchModuleError:
            message = f"不认识 {url.drivername} 这种数据库。请检查地址开头，或安装它的 SQLAlchemy 方言。"
            raise UnreadableFile(message) from None
        except (SQLAlchemyError, OSError, ValueError, TypeError) as error:
            why = _reason(error, secret)
            message = f"连不上 {name}：{why}。请检查地址、用户名、密码和网络。"
            raise UnreadableFile(message) from None  # the cause may hold the password
        yield _Server(name, connection, secret)


def _url(address: str) -> "URL":
    """Read an address, its password from the settings where it holds none."""
    from sqlalchemy import make_url  # noqa: PLC0415
    from sqlalchemy.exc import ArgumentError  # noqa: PLC0415

    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        message = (
            "数据库的地址写法不对，应像 postgresql://用户名@主机:5432/库名。请检查。"
        )
        raise UnreadableFile(message) from None
    url = url.set(drivername=_DRIVERS.get(url.drivername, url.drivername))
    password = Settings.load().database_password
    return (
        url.set(password=password)
        if password and url.username and not url.password
        else url
    )


def _stream(
    store: duckdb.DuckDBPyConnection,
    table: str,
    heads: Sequence[str],
    batches: Iterable[Sequence[Sequence[object]]],
) -> Extract:
    """Put rows into the store as text, a batch at a time."""
    columns = ", ".join(f"c{place} VARCHAR" for place in range(len(heads)))
    store.execute(f"CREATE OR REPLACE TEMP TABLE raw ({columns}, row BIGINT)")
    done = 0
    for rows in batches:
        columns_of_batch = enumerate(zip(*rows, strict=True))
        cells = {f"c{place}": _as_text(column) for place, column in columns_of_batch}
        numbers = pa.array(range(done + 1, done + len(rows) + 1), pa.int64())
        store.register("arrow_rows", pa.table(cells | {"row": numbers}))
        store.execute(
            "INSERT INTO raw SELECT nullif(COLUMNS(* EXCLUDE (row)), ''), row FROM arrow_rows"
        )
        store.unregister("arrow_rows")
        done += len(rows)
    return Extract(
        tuple(heads), ("VARCHAR",) * len(heads), (), _digest(store, table, heads)
    )


def _as_text(column: Sequence[object]) -> pa.Array:
    """Return a column's cells as text; most are so already, and need not be looked at singly."""
    try:
        return pa.array(column, pa.string())
    except (pa.ArrowTypeError, pa.ArrowInvalid):
        return pa.array([plain(cell) for cell in column], pa.string())


def _digest(store: duckdb.DuckDBPyConnection, table: str, heads: Sequence[str]) -> str:
    """Return a hash of the rows of `raw`, the same in whatever order a database gave them."""
    cells = ", ".join(
        f"coalesce(CAST(c{n} AS VARCHAR), chr(30))" for n in range(len(heads))
    )
    sums = store.execute(
        "SELECT count(*), sum(md5_number_lower(text)), sum(md5_number_upper(text)) "
        f"FROM (SELECT concat_ws(chr(31), {cells}) AS text FROM raw)"
    ).fetchone()
    return hashlib.sha256(repr((table, list(heads), sums)).encode()).hexdigest()


@contextmanager
def _reporting_breaks(name: str, secret: str | None = None) -> Iterator[None]:
    """Put into words that a source broke off while it was read.

    Raises:
        UnreadableDocument: it did; nothing of it was loaded then.
    """
    try:
        yield
    except (UnreadableDocument, UnreadableFile, duckdb.OutOfMemoryException):
        raise
    except _faults() as error:
        message = f"读 {name} 中途断了：{_reason(error, secret)}。什么也没有收，请排除原因后再收一次。"
        raise UnreadableDocument(message) from None


def _faults() -> tuple[type[Exception], ...]:
    """The exceptions that a source raises when it fails."""
    files = (sqlite3.Error, duckdb.Error, OSError)
    try:
        from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415
    except ModuleNotFoundError:
        return files
    return (*files, SQLAlchemyError)


def _reason(error: Exception, secret: str | None) -> str:
    """The first line of a database's message, without the password."""
    cause = getattr(error, "orig", None) or error
    text = reason_of(cause) if isinstance(cause, OSError) else _message_of(cause)
    text = (text.splitlines() or [""])[0].rstrip("。.")
    for word in {secret, quote(secret, safe="")} if secret else ():
        text = text.replace(word, "***")
    return text


def _message_of(error: BaseException) -> str:
    message = error.args[0] if error.args else error
    if isinstance(message, dict):  # of pg8000, whose M is the message
        message = message.get("M", message)
    return str(message)


def _no_such_table(database: Database, table: str) -> UnreadableDocument:
    listed = "、".join(sorted(database.tables())[:_MOST_LISTED]) or "空的"
    return UnreadableDocument(
        f"{database.name} 里没有表 {table}（里面有：{listed}）。请检查 --source。"
    )
