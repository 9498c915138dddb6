"""Registers that are only added to: SQLite files in which no row is changed or taken away."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from jixiao.errors import UnreadableFile, name_of

_FROZEN = """
CREATE TRIGGER IF NOT EXISTS {table}_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'the register is only added to'); END;
"""


@contextmanager
def open_added_to(
    path: Path, tables: str, frozen: Sequence[str], title: str
) -> Iterator[sqlite3.Connection]:
    """Open a register, made where it is not there; rows of the frozen tables stay as they are.

    Raises:
        UnreadableFile: it cannot be opened, or is no such register; `title` says which.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.executescript(tables)
        for table in frozen:
            for verb in ("UPDATE", "DELETE"):
                connection.executescript(_FROZEN.format(table=table, verb=verb))
    except (OSError, sqlite3.Error) as error:
        message = f"打不开 {name_of(path)}：它不是{title}，或没有权限。请换一个文件或检查权限。"
        raise UnreadableFile(message) from error
    with closing(connection):
        yield connection
