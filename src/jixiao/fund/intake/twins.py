"""Columns that an extract has more than once, under one head or under two that mean the same."""

from collections.abc import Sequence
from dataclasses import replace

import duckdb

from jixiao.errors import UnreadableDocument
from jixiao.fund.intake.cells import cell_expressions
from jixiao.fund.intake.extracts import Extract
from jixiao.fund.intake.recognition import Recognition
from jixiao.fund.intake.splitting import BrokenRow
from jixiao.fund.tables import Column

_MOST_TWINS = 8


def without_twins(
    store: duckdb.DuckDBPyConnection, recognition: Recognition, extract: Extract
) -> Extract:
    """Fill the first of columns that mean the same from the others, where it is empty.

    The rows in which they differ leave `raw` for the broken ones: nothing says which is right.

    Raises:
        UnreadableDocument: there are more of them than any extract has.
    """
    twins = {
        name: places for name, places in recognition.places.items() if len(places) > 1
    }
    if not twins:
        return extract
    for name, places in twins.items():
        if len(places) > _MOST_TWINS:
            title = recognition.table.columns[name].title
            message = f"表里有 {len(places)} 列都是“{title}”，不像导出的表，没有收。请重新导出。"
            raise UnreadableDocument(message)
    store.execute("CREATE OR REPLACE TEMP TABLE untwinned AS FROM raw")
    for name, places in twins.items():
        column = recognition.table.columns[name]
        extract = _merged(store, column, places, extract)
    views = store.execute(
        "SELECT view_name FROM duckdb_views() WHERE view_name = 'raw'"
    ).fetchall()
    store.execute(f"DROP {'VIEW' if views else 'TABLE'} raw")
    store.execute("ALTER TABLE untwinned RENAME TO raw")
    return extract


def _merged(
    store: duckdb.DuckDBPyConnection,
    column: Column,
    places: Sequence[int],
    extract: Extract,
) -> Extract:
    """Take out the rows in which twins differ, and fill the first of them."""
    cells = [cell_expressions(column, f"c{n}", extract.types[n]) for n in places]
    read = ", ".join(f"{cell.text} AS {cell.name}" for cell in cells)
    store.execute(
        f"CREATE OR REPLACE TEMP TABLE twins AS SELECT row, {read} FROM untwinned"
    )
    values = ", ".join(f"{cell.mended} AS v{cell.name}" for cell in cells)
    first = cells[0].name
    differs = " OR ".join(
        f"{first} <> {cell.name} AND (v{first} = v{cell.name}) IS NOT TRUE"
        for cell in cells[1:]
    )
    shown = f"concat_ws('、', {', '.join(cell.name for cell in cells)})"
    rows = store.execute(
        f"SELECT row, {shown} FROM (SELECT *, {values} FROM twins) "
        f"WHERE {differs} ORDER BY row"
    ).fetchall()
    numbers = [row for row, _ in rows]
    store.execute("DELETE FROM untwinned WHERE list_contains(?, row)", [numbers])
    texts = ", ".join(f"nullif(CAST({cell.name} AS VARCHAR), '')" for cell in cells)
    store.execute(
        "CREATE OR REPLACE TEMP TABLE untwinned AS SELECT * REPLACE "
        f"(coalesce({texts}) AS {first}) FROM untwinned"
    )
    reason = f"{column.title}重复了 {len(places)} 列，值不同，分不清哪一个对"
    broken = (BrokenRow(int(row), str(text), reason, column.name) for row, text in rows)
    types = list(extract.types)
    types[places[0]] = "VARCHAR"
    return replace(extract, types=tuple(types), broken=(*extract.broken, *broken))
