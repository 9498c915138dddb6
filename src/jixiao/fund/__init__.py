"""The money side: what bureaus export, and what the fund's rules make of it."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jixiao.fund.records import KeptTable


@cache
def kept_tables() -> Mapping[str, "KeptTable"]:
    """Return the tables that engines keep, by name: those that a `kept.py` in a wing declares.

    Raises:
        FaultyEntry: two of them bear one name.
    """
    from jixiao.errors import FaultyEntry  # noqa: PLC0415 — the door loads no engine
    from jixiao.fund.records import KeptTable  # noqa: PLC0415

    tables: dict[str, KeptTable] = {}
    here = Path(__file__).parent
    for path in sorted(here.rglob("kept.py")):
        place = ".".join(path.relative_to(here).with_suffix("").parts)
        wing = import_module(f"{__name__}.{place}")
        for value in vars(wing).values():
            if not isinstance(value, KeptTable):
                continue
            if tables.setdefault(value.name, value) is not value:
                message = f"有两个引擎都留下名为 {value.name} 的表。"
                raise FaultyEntry(message)
    return tables
