"""What a load must tell besides its counts: what was taken though it is not known, and what was not.

Each note is one sentence for the person who loads.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

import duckdb

from jixiao.fund.intake.code_words import is_unknown
from jixiao.fund.intake.extracts import Extract
from jixiao.fund.intake.numbers import amount_in
from jixiao.fund.intake.recognition import Recognition
from jixiao.fund.intake.sheltering import sheltered_cells
from jixiao.fund.intake.wrappings import unwrapped, words
from jixiao.fund.tables import FundTable, open_forms

_MOST_LISTED = 12
_KEPT_DIGITS = 15
"""A sheet keeps so many digits of a number, and prints noughts for the others."""
_FIRST_YEAR = 1998
"""The year in which the insurance of employees began: nothing was settled before."""
_SPANS = (("begndate", "enddate"), ("begntime", "endtime"), ("begins_at", "ends_at"))
"""The columns between which something lasts."""
_FEWEST_CUT = 5
"""So many different identifiers do not end in noughts by chance."""


def notes(
    store: duckdb.DuckDBPyConnection,
    recognition: Recognition,
    extract: Extract,
    load: int,
) -> tuple[str, ...]:
    """Return what is to be told of a load, which `raw` and the table's rows of it still hold."""
    loaded = f"{recognition.table.code} WHERE load = {load}"
    return (
        *extract.notes,
        *_unknown_codes(store, recognition, loaded),
        *_blanks(store, recognition, loaded),
        *_out_of_time(store, recognition, loaded),
        *_turned_round(store, recognition, loaded),
        *_cut_short(store, recognition, loaded),
        *_unread_amounts(store, recognition, extract),
        *_without_heads(store, extract),
        *_sheltered(store, recognition),
    )


def _sheltered(
    store: duckdb.DuckDBPyConnection, recognition: Recognition
) -> Iterator[str]:
    """Tell the columns in which persons stood though they are of none."""
    for name, cells in sheltered_cells(store):
        title = recognition.table.columns[name].title
        yield f"{title}有 {cells} 格是证件号码、姓名或别的个人信息，已改存摘要或隐去"


def _unknown_codes(
    store: duckdb.DuckDBPyConnection, recognition: Recognition, loaded: str
) -> Iterator[str]:
    """Tell the codes that were taken as they stand and no set lists, with their rows."""
    for name in recognition.places:
        column = recognition.table.columns[name]
        if column.codes not in open_forms():
            continue
        counted = store.execute(
            f"SELECT {name}, count(*) FROM {loaded} AND {is_unknown(column, name)} "
            "GROUP BY 1 ORDER BY 2 DESC, 1"
        ).fetchall()
        if counted:
            listed = [f"{code}（{rows} 行）" for code, rows in counted]
            yield f"{column.title}有不认识的代码，照样收下了：{_some(listed)}"


def _blanks(
    store: duckdb.DuckDBPyConnection, recognition: Recognition, loaded: str
) -> Iterator[str]:
    """Tell the columns without which something cannot be done, and how many rows have none."""
    for column in recognition.table.columns.values():
        if not column.blank:
            continue
        if column.name not in recognition.places:
            yield f"没有{column.title}（{column.name}）这一列，{column.blank}"
            continue
        empty = f"SELECT count(*) FROM {loaded} AND {column.name} IS NULL"
        rows = store.execute(empty).fetchone()
        if rows and rows[0]:
            yield f"{column.title}空白的有 {rows[0]} 行，{column.blank}"


def _out_of_time(
    store: duckdb.DuckDBPyConnection, recognition: Recognition, loaded: str
) -> Iterator[str]:
    """Tell the times of years in which nothing can have happened: no year's figures hold these rows."""
    last = datetime.now().astimezone().year + 1
    for name in recognition.places:
        column = recognition.table.columns[name]
        if column.type != "time":
            continue
        is_odd = f"year({name}) NOT BETWEEN {_FIRST_YEAR} AND {last}"
        counted = store.execute(
            f"SELECT count(*), max({name}) FROM {loaded} AND {is_odd}"
        ).fetchone()
        if counted and counted[0]:
            yield (
                f"{column.title}有 {counted[0]} 行不在 {_FIRST_YEAR} 年到 {last} 年之间"
                f"（如 {counted[1]:%Y-%m-%d}），照样收下了，不算在任何要算的年度里；请核对"
            )


def _turned_round(
    store: duckdb.DuckDBPyConnection, recognition: Recognition, loaded: str
) -> Iterator[str]:
    """Tell the rows that end before they begin."""
    columns = recognition.table.columns
    for first, last in _SPANS:
        if first not in recognition.places or last not in recognition.places:
            continue
        counted = store.execute(
            f"SELECT count(*) FROM {loaded} AND {last} < {first}"
        ).fetchone()
        if counted and counted[0]:
            yield (
                f"{columns[last].title}早于{columns[first].title}的有 {counted[0]} 行，照样收下了，"
                "天数和有没有效会算错；请核对"
            )


def _cut_short(
    store: duckdb.DuckDBPyConnection, recognition: Recognition, loaded: str
) -> Iterator[str]:
    """Tell the identifiers of which every long one ends in noughts: a sheet cut them short."""
    columns = recognition.table.columns
    names = [n for n in recognition.places if columns[n].type == "identifier"]
    if not names:
        return
    counts = ", ".join(map(_cut_counts, names))
    counted = store.execute(f"SELECT {counts} FROM {loaded}").fetchone()
    for name, (long, cut, different) in zip(names, counted or (), strict=True):
        if long == cut and different >= _FEWEST_CUT:
            yield (
                f"{columns[name].title}超过 {_KEPT_DIGITS} 位的 {long} 行末尾都是 0，"
                "像是表格软件丢了末尾几位，不同的会混成一个；请核对，设为文本后重新导出再收"
            )


def _cut_counts(name: str) -> str:
    """Return the SQL that lists how many cells of a column are long, cut, and cut and different."""
    is_long = f"length({name}) > {_KEPT_DIGITS}"
    ends = f"regexp_full_match({name}, '[0-9]{{{_KEPT_DIGITS}}}0+')"
    is_cut = f"{is_long} AND ends_with({name}, '0') AND {ends}"
    return (
        f"[count_if({is_long}), count_if({is_cut}), "
        f"approx_count_distinct({name}) FILTER ({is_cut})]"
    )


def _unread_amounts(
    store: duckdb.DuckDBPyConnection, recognition: Recognition, extract: Extract
) -> Iterator[str]:
    """Ask about heads that no column has and that look like amounts, with their sums."""
    used = recognition.used
    unread = []
    for place, head in enumerate(extract.heads):
        if place in used or not _is_of_money(head):
            continue
        amount = amount_in(unwrapped(f"CAST(c{place} AS VARCHAR)"))
        sums = f"SELECT count(amount), sum(amount) FROM (SELECT {amount} AS amount FROM raw)"
        counted = store.execute(sums).fetchone()
        if counted and counted[0] and counted[1]:
            unread.append(f"“{head}”（{counted[0]} 行，合计 {counted[1]:,.2f} 元）")
    if unread:
        missing = _amounts_without_head(recognition.table, recognition)
        yield (
            f"像是金额而不认识的列，没有收：{_some(unread)}。"
            f"如果它是其中哪一项，请把列名改成那一项再收：{_some(missing)}"
        )


def _is_of_money(head: str) -> bool:
    name = head.upper()
    return any(
        name.endswith(word) if word.isascii() else word in name
        for word in words()["money"]
    )


def _amounts_without_head(table: FundTable, recognition: Recognition) -> list[str]:
    return [
        column.title
        for column in table.columns.values()
        if column.type == "amount" and column.name not in recognition.places
    ]


def _without_heads(store: duckdb.DuckDBPyConnection, extract: Extract) -> Iterator[str]:
    """Tell the columns that have no head and yet hold something."""
    for place, head in enumerate(extract.heads):
        if head:
            continue
        filled = f"SELECT count(*) FROM raw WHERE trim(CAST(c{place} AS VARCHAR)) <> ''"
        rows = store.execute(filled).fetchone()
        if rows and rows[0]:
            yield f"第 {place + 1} 列没有列名，里面有字的 {rows[0]} 行没有收这一列"


def _some(listed: Sequence[str]) -> str:
    more = f" 等 {len(listed)} 个" if len(listed) > _MOST_LISTED else ""
    return "、".join(listed[:_MOST_LISTED]) + more
