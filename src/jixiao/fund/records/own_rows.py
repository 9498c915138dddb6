"""Rows that the rooms of the bureau's own house write themselves, beside those that were loaded.

A row stands under the key of its table: written again it is replaced, and one that was loaded under
the same key is left as it was loaded.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from jixiao.errors import FaultyEntry
from jixiao.fund.records.declaration import RecordColumn, Unit, table_columns
from jixiao.fund.records.kept_table import KeptTable
from jixiao.fund.records.proven import Grain
from jixiao.fund.store.engine import Engine
from jixiao.fund.tables import tables

INSPECTIONS, BRIEFS, REVIEWS, OPINIONS = (
    "SITE_INSPECTION",
    "OPINION_BRIEF",
    "CONTROL_REVIEW",
    "OPINION_CASE",
)
COMMANDS: Mapping[str, str] = {
    INSPECTIONS: "jixiao service disclosure",
    BRIEFS: "jixiao service opinion",
    REVIEWS: "jixiao service control",
    OPINIONS: "jixiao service clocks",
}
"""The tables whose rows a room of the house may write, by the command that does."""


def own_name(code: str) -> str:
    """Return what the own rows of a table are kept as."""
    return f"own_{code.lower()}"


@cache
def own_table(code: str) -> KeptTable:
    """Return the table that the own rows of a platform's table are kept in.

    Raises:
        FaultyEntry: it has amounts, which are loaded in another unit than they are kept in.
    """
    table = tables()[code]
    if any(column.type == "amount" for column in table.columns.values()):
        message = f"{table.title}（{code}）有金额，不能由本系统自己写。"
        raise FaultyEntry(message)
    columns = {
        name: RecordColumn(column.title, _kept_as(column.unit))
        for name, column in table_columns(code).items()
    }
    (key,) = table.key
    grain = Grain(table.grain, key)
    return KeptTable(own_name(code), table.title, grain, columns, COMMANDS[code], "写")


def _kept_as(unit: Unit) -> Unit:
    """A number of a platform's table may have decimals."""
    return Unit.SHARE if unit is Unit.NUMBER else unit


def keep_own(engine: Engine, code: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Keep rows of a table that a room wrote, each in place of the one under its key."""
    table, (key, *_) = own_table(code), tables()[code].key
    fresh = {row[key]: row for row in rows}
    others = [row for row in table.rows(engine) if row[key] not in fresh]
    table.keep_rows(engine, [*others, *fresh.values()])


def own_rows(engine: Engine, code: str) -> list[dict[str, Any]]:
    """Return the rows of a table that rooms wrote; none where they wrote none."""
    return own_table(code).rows(engine)
