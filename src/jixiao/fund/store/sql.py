"""Pieces of SQL that more than one module writes."""

from collections.abc import Iterable

from ibis import ir

from jixiao.fund.tables import TYPES, tables

_FEN = 100


def literal(said: object) -> str:
    """Give the literal of a text, or of a path."""
    return "'" + str(said).replace("'", "''") + "'"


def missing_columns(names: Iterable[str], code: str) -> dict[str, str]:
    """Give the columns that a table has been given since its rows were stored, and their types."""
    held = set(names)
    columns = tables()[code].columns.values()
    return {c.name: TYPES[c.type] for c in columns if c.name not in held}


def empty_columns(names: Iterable[str], code: str, text: str = "VARCHAR") -> str:
    """Select nothing for the columns a table has besides `names`; `text` is the engine's type of text."""
    missing = missing_columns(names, code)
    kinds = {name: text if kind == "VARCHAR" else kind for name, kind in missing.items()}
    return ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, kind in kinds.items())


def in_fen(yuan: ir.DecimalValue) -> ir.IntegerValue:
    """Give a column of yuan as whole fen; nothing is zero."""
    return (yuan.fill_null(0) * _FEN).cast("int64")
