"""Persons in columns that are of none: where names are hashed, their cells are hashed too, and told.

Some bureaus number persons and settlements by the certificate; a shifted row puts a name under an
institution. All equal values become the same pseudonym, so tables still join.
"""

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from jixiao.fund.store.certificates import with_check_digit
from jixiao.fund.store.pseudonyms import Pseudonyms
from jixiao.fund.store.sql import literal
from jixiao.fund.tables import Column
from jixiao.masking import CERTIFICATE, MAY_HOLD, persons_in, without_persons

_DAY = "(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])"
_EIGHTEEN = f"[1-8][0-9]{{5}}(18|19|20)[0-9]{{2}}{_DAY}[0-9]{{3}}[0-9Xx]"
_FIFTEEN = f"[1-8][0-9]{{7}}{_DAY}[0-9]{{3}}"
_TEXTS = ("text", "identifier", "catalogue", "code", "identity")


def begin_sheltering(store: duckdb.DuckDBPyConnection) -> None:
    """Forget what the load before sheltered."""
    store.execute(
        "CREATE OR REPLACE TEMP TABLE sheltered_columns (name VARCHAR, cells BIGINT)"
    )
    store.execute(
        "CREATE TEMP TABLE IF NOT EXISTS pseudonyms (value VARCHAR, pseudonym VARCHAR)"
    )
    store.execute(
        "CREATE TEMP TABLE IF NOT EXISTS shelters (value VARCHAR, shelter VARCHAR)"
    )


def sheltered_cells(store: duckdb.DuckDBPyConnection) -> list[tuple[str, int]]:
    """The columns of the load in which cells were sheltered, and how many of each."""
    query = "SELECT name, sum(cells)::BIGINT FROM sheltered_columns GROUP BY name ORDER BY name"
    return [(name, cells) for name, cells in store.execute(query).fetchall()]


def shelter(
    store: duckdb.DuckDBPyConnection,
    pseudonyms: Pseudonyms,
    query: str,
    columns: Sequence[Column],
) -> str:
    """Return a query for the rows of another whose other columns name no person either.

    The names that the load's own columns hold must have been learned.
    """
    texts = [
        column for column in columns if column.type in _TEXTS and not column.personal
    ]
    if not texts:
        return query
    counts = ", ".join(f"count(*) FILTER ({_is_suspect(column)})" for column in texts)
    counted = store.execute(f"SELECT {counts} FROM ({query})").fetchone() or ()
    suspects = [column for column, cells in zip(texts, counted, strict=True) if cells]
    replaced: list[str] = []
    joins: list[str] = []
    for place, column in enumerate(suspects):
        _learn(store, pseudonyms, query, column)
        name = f'q."{column.name}"'
        sheltered = (
            f"SELECT ?, count(*) FROM ({query}) q JOIN shelters s ON s.value = {name}"
        )
        store.execute(f"INSERT INTO sheltered_columns {sheltered}", [column.name])
        replaced.append(f'coalesce(s{place}.shelter, {name}) AS "{column.name}"')
        joins.append(f"LEFT JOIN shelters s{place} ON s{place}.value = {name}")
    if not suspects:
        return query
    return (
        f"SELECT q.* REPLACE ({', '.join(replaced)}) FROM ({query}) q {' '.join(joins)}"
    )


def _is_suspect(column: Column) -> str:
    """Return the test for a cell that may be of a person: by its number, or as a known name."""
    name = f'"{column.name}"'
    is_name = f"{name} IN (SELECT value FROM pseudonyms WHERE length(value) > 1)"
    if column.type == "text":
        return f"regexp_matches({name}, {literal(MAY_HOLD)}) OR {is_name}"
    is_right = f"upper({name}[18]) = right({with_check_digit(f'left({name}, 17)')}, 1)"
    is_new = f"CASE WHEN regexp_full_match({name}, '{_EIGHTEEN}') THEN {is_right} ELSE false END"
    return f"{is_new} OR regexp_full_match({name}, '{_FIFTEEN}') OR {is_name}"


def _learn(
    store: duckdb.DuckDBPyConnection, pseudonyms: Pseudonyms, query: str, column: Column
) -> None:
    """Learn what stands for each suspect value of a column."""
    distinct = (
        f'SELECT DISTINCT "{column.name}" AS value FROM ({query}) '
        f"WHERE {_is_suspect(column)}"
    )
    values = store.sql(f"FROM ({distinct}) ANTI JOIN shelters USING (value)")
    pairs: dict[str, list[str]] = {"value": [], "shelter": []}
    known = {
        name for (name,) in store.execute("SELECT value FROM pseudonyms").fetchall()
    }
    for (value,) in values.fetchall():
        is_whole = value in known or column.type != "text" or _is_one(value)
        substitute = pseudonyms.of(value) if is_whole else without_persons(value)
        if substitute != value:
            pairs["value"].append(value)
            pairs["shelter"].append(substitute)
    store.register("arrow_shelters", pa.table(pairs))
    store.execute("INSERT INTO shelters SELECT * FROM arrow_shelters")
    store.unregister("arrow_shelters")


def _is_one(value: str) -> bool:
    """Whether a whole text is a certificate number."""
    stripped = value.strip()
    return any(
        person.kind == CERTIFICATE and person.end - person.start == len(stripped)
        for person in persons_in(stripped)
    )
