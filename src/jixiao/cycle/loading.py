"""Procedures are read from their files; one that does not hold together is refused."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from jixiao.cycle.faults import faults
from jixiao.cycle.procedure import Procedure
from jixiao.errors import FaultyEntry
from jixiao.library import load_tables

FOLDER = Path(__file__).with_name("procedures")


@cache
def procedures(folder: Path | None = None) -> Mapping[str, Procedure]:
    """Read the procedures of the package, and those of a folder of the region's own.

    Raises:
        FaultyEntry: a file says what procedures do not know, or what cannot be.
    """
    tables = load_tables([FOLDER, folder] if folder else [FOLDER], "procedure")
    return {code: _procedure(code, table) for code, table in tables.items()}


def _procedure(code: str, table: dict[str, Any]) -> Procedure:
    try:
        procedure = msgspec.convert(table, Procedure, strict=False)
    except msgspec.ValidationError as error:
        message = f"{code}.toml 不是能用的流程：{error}。可比照 base.toml 改正。"
        raise FaultyEntry(message) from error
    for fault in faults(procedure):
        message = f"{code}.toml {fault}。"
        raise FaultyEntry(message)
    return procedure
