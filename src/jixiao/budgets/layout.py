"""How a region prints its department budget: tables, columns, concepts, read from TOML."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from jixiao import chinese
from jixiao.errors import FaultyEntry
from jixiao.library import load_tables

_FOLDER = Path(__file__).with_name("layouts")
NUMBER = re.compile(
    r"(?:(?:部门|单位)?(?:预算)?公开表\d{1,2}|\d{1,2}表)?(?:第?[一二三四五六七八九十\d]+[、.．:]|\([一二三四五六七八九十\d]+\)|附?表[一二三四五六七八九十\d]+[、.:]?)?"
)
"""What may number a heading."""


class Shape(StrEnum):
    """How a table runs: by subjects, in blocks beside each other, in two halves, or in one row."""

    SUBJECTS = "subjects"
    TWO_SIDED = "two_sided"
    SINGLE_ROW = "single_row"
    SIDE_BY_SIDE = "side_by_side"


@dataclass(frozen=True, slots=True)
class Side:
    """One half of a two-sided table; `words` tells its items from the other half's."""

    name: str
    words: re.Pattern[str]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableLayout:
    """One table: its titles, its columns in printed order, and what its rows obey.

    `sums` are (total, parts); `changes` are (change, this year, last year), whose sign bureaus
    print either way; `usual` are columns seldom blank where their neighbours are filled.
    """

    code: str
    title: str
    heading: re.Pattern[str]
    shape: Shape
    columns: tuple[str, ...]
    rates: frozenset[str]
    sums: tuple[tuple[str, tuple[str, ...]], ...]
    changes: tuple[tuple[str, str, str], ...]
    usual: frozenset[str]
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class FactPattern:
    """A count or value to look for: its title, and where it stands (amount, unit)."""

    title: str
    words: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Balance:
    """Rows of one two-sided table that come to another: each a side, a row and a column."""

    table: str
    whole: tuple[str, str, str]
    parts: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A region-year's department budget.

    `places` say in which table, row and column a concept stands, `pairs` which function subject
    and economic subject are one payment, `within` which column of the official-expenses table an
    economic subject cannot exceed, `same` which two places print one amount.
    """

    code: str
    title: str
    basis: str
    chapters: dict[str, tuple[str, ...]]
    tables: tuple[TableLayout, ...]
    concepts: dict[str, str]
    wholes: dict[str, str]
    parents: dict[str, str]
    places: dict[str, tuple[str, str, str]]
    pairs: dict[str, str]
    within: dict[str, str]
    same: tuple[tuple[tuple[str, str, str], tuple[str, str, str]], ...]
    balances: tuple[Balance, ...]
    rising: tuple[str, ...]
    falling: tuple[str, ...]
    facts: dict[str, FactPattern]


def _side(table: dict[str, Any]) -> Side:
    return Side(table["side"], re.compile(table["words"]), tuple(table["columns"]))


def _table(table: dict[str, Any]) -> TableLayout:
    titles = "|".join(re.escape(chinese.key(t)) for t in table["titles"])
    sides = tuple(_side(table[half]) for half in ("left", "right") if half in table)
    columns = tuple(table.get("columns", ())) or tuple(
        dict.fromkeys(column for side in sides for column in side.columns)
    )
    return TableLayout(
        code=table["code"],
        title=table["title"],
        heading=re.compile(titles),
        shape=Shape(table["kind"]),
        columns=columns,
        rates=frozenset(table.get("rates", ())),
        sums=tuple((total, tuple(parts)) for total, parts in table.get("sums", ())),
        changes=tuple((change, now, then) for change, now, then in table.get("changes", ())),
        usual=frozenset(table.get("usual", ())),
        sides=sides,
    )


def _layout(table: dict[str, Any]) -> Layout:
    about, narrative = table["layout"], table["narrative"]
    return Layout(
        code=about["code"],
        title=about["title"],
        basis=about["basis"],
        chapters={c["name"]: tuple(map(chinese.key, c["marks"])) for c in table["chapters"]},
        tables=tuple(map(_table, table["tables"])),
        concepts={chinese.key(w): c for c, words in table["concepts"].items() for w in words},
        wholes=narrative["wholes"],
        parents=narrative["parents"],
        places={concept: tuple(place) for concept, place in narrative["places"].items()},
        pairs=table["pairs"],
        within=table["within"],
        same=tuple((tuple(pair["left"]), tuple(pair["right"])) for pair in table["same"]),
        balances=tuple(
            Balance(b["table"], tuple(b["whole"]), tuple(map(tuple, b["parts"])))
            for b in table["balances"]
        ),
        rising=tuple(narrative["rising"]),
        falling=tuple(narrative["falling"]),
        facts={
            name: FactPattern(fact["title"], re.compile(fact["pattern"]))
            for name, fact in table["facts"].items()
        },
    )


@cache
def layouts() -> dict[str, Layout]:
    """Read the layouts once, when first asked.

    Raises:
        FaultyEntry: a file is not a layout; the message says which and why.
    """
    found = {}
    for code, table in load_tables([_FOLDER], "layout").items():
        try:
            found[code] = _layout(table)
        except (KeyError, TypeError, ValueError, re.error) as error:
            message = (
                f"预算表式 {code}.toml 缺少或写错了一项：{error}。请对照 ningxia_2022.toml 改正。"
            )
            raise FaultyEntry(message) from error
    return found
