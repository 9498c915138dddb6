"""Tables to build expressions on, of what DuckDB says of their columns."""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

import ibis
from ibis import ir
from ibis.backends.sql.datatypes import DuckDBType


def described_table(name: str, described: Iterable[Sequence[Any]]) -> ir.Table:
    """Return a table of columns as DESCRIBE gives them: the same for every folder that has it alike.

    Ibis takes each column's type apart anew in each folder (`get_schema`), which takes longer than
    most queries.
    """
    columns = ((row[0], row[1], row[2] == "YES") for row in described)
    return _table(name, tuple(columns))


@lru_cache(maxsize=1024)
def _table(name: str, columns: tuple[tuple[str, str, bool], ...]) -> ir.Table:
    types = {column: _type(written, is_open) for column, written, is_open in columns}
    return ibis.table(types, name=name)


@cache
def _type(written: str, is_open: bool) -> Any:
    return DuckDBType.from_string(written, nullable=is_open)
