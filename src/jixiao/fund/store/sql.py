"""Pieces of SQL that more than one module writes."""

from collections.abc import Iterable

from jixiao.fund.tables import TYPES, tables


def literal(value: object) -> str:
    """Return the SQL literal of a text, or of a path."""
    return "'" + str(value).replace("'", "''") + "'"


def missing_columns(stored: Iterable[str], code: str) -> dict[str, str]:
    """Return the columns a table was given after its rows were stored, with their SQL types."""
    names = set(stored)
    columns = tables()[code].columns.values()
    return {
        column.name: TYPES[column.type]
        for column in columns
        if column.name not in names
    }


def empty_columns(stored: Iterable[str], code: str, text: str = "VARCHAR") -> str:
    """Return the SQL that selects nulls for the columns a table has besides those `stored`.

    `text` is what the engine calls its type of text.
    """
    cells = []
    for name, sql_type in missing_columns(stored, code).items():
        engine_type = text if sql_type == "VARCHAR" else sql_type
        cells.append(f"CAST(NULL AS {engine_type}) AS {name}")
    return ", ".join(cells)
