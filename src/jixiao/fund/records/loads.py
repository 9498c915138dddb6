"""When the tables of a folder were loaded, and from which files, as the intake kept it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jixiao.fund.store.engine import Engine

_LOADS = "loads"
_SHOWN = 3
"""So many files of a table are named, the last first."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The day of a table's last load, and its last files."""

    on: date
    files: tuple[str, ...]


def loads_of(engine: Engine) -> dict[str, Loaded]:
    """Return the last loads by table; nothing of a lake, which keeps no list of them."""
    if _LOADS not in engine.tables:
        return {}
    rows = engine.table(_LOADS).select("table_code", "loaded_at", "path", "load")
    by_code: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in engine.fetch(rows.order_by("load")).to_pylist():
        by_code[row["table_code"]].insert(0, row)
    return {
        code: Loaded(
            listed[0]["loaded_at"].date(),
            tuple(Path(row["path"]).name for row in listed[:_SHOWN]),
        )
        for code, listed in by_code.items()
    }


def last_load(engine: Engine) -> int:
    """Return the number of the last load; 0 where nobody keeps count."""
    if _LOADS not in engine.tables:
        return 0
    loads = engine.table(_LOADS)
    (row,) = engine.fetch(loads.aggregate(last=loads.load.max())).to_pylist()
    return int(row["last"] or 0)
