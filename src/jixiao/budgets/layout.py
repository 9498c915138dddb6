"""How a region prints its department budget: tables, columns, concepts, read from TOML."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from jixiao import chinese
from jixiao.errors import FaultyEntry
from jixiao.library import load_tables, refuse_unknown

_FOLDER = Path(__file__).with_name("layouts")
NUMBER = re.compile(
    r"(?:(?:部门|单位)?(?:预算)?公开表\d{1,2}|\d{1,2}表)?(?:第?[一二三四五六七八九十\d]+[、.．:]|\([一二三四五六七八九十\d]+\)|附?表[一二三四五六七八九十\d]+[、.:]?)?"
)
"""What may number a heading."""


class TableShape(StrEnum):
    """How a table runs: by subjects, in blocks beside each other, in two halves, or in one row."""

    SUBJECTS = "subjects"
    TWO_SIDED = "two_sided"
    SINGLE_ROW = "single_row"
    SIDE_BY_SIDE = "side_by_side"


@dataclass(frozen=True, slots=True)
class Side:
    """One half of a two-sided table; `words` are those of its items, and not of the other half's."""

    name: str
    words: re.Pattern[str]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableLayout:
    """One table: its titles, its columns in printed order, and what its rows obey.

    `sums` are (total, parts); `changes` are (change, this year, last year), whose sign bureaus
    print either way; `usual` are columns seldom blank where their neighbours are filled.
    `heads` are other printings of a column's name, or of a part of it; `default` is the part that
    heads leave out where they print one only.
    """

    code: str
    title: str
    heading: re.Pattern[str]
    shape: TableShape
    columns: tuple[str, ...]
    rates: frozenset[str]
    sums: tuple[tuple[str, tuple[str, ...]], ...]
    changes: tuple[tuple[str, str, str], ...]
    usual: frozenset[str]
    sides: tuple[Side, ...]
    heads: dict[str, frozenset[str]]
    default: str | None


@dataclass(frozen=True, slots=True)
class FactPattern:
    """A count or value to look for: its title, and where it stands (amount, unit)."""

    title: str
    words: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class RowBalance:
    """Rows of a two-sided table that come to another: each a side, a row and a column."""

    table: str
    whole: tuple[str, str, str]
    parts: tuple[tuple[str, str, str], ...]


Place = tuple[str, str, str]
"""Where an amount is printed: a table's code, a row's name, a column."""


@dataclass(frozen=True, slots=True)
class StatedPlaces:
    """Where the amounts of a section of the narrative are printed.

    `places` go by what a concept ends with; any other concept that names a row of the table of
    `rows` (its code and a column) is that row's. `items` are the tables, each with a column, in
    whose rows the spending of single items (项) is printed.
    """

    section: re.Pattern[str]
    places: dict[str, Place]
    rows: tuple[str, str] | None
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A region-year's department budget.

    `places` say in which table, row and column a concept stands, `stated` the same by the section
    of the narrative that a concept is stated in, `pairs` which function subject
    and economic subject are one payment, `supplements` the economic subject that may be paid beside
    another of the same function, `within` which column of the official-expenses table an
    economic subject cannot exceed, `same` which two places print the same amount.
    """

    code: str
    title: str
    basis: str
    chapters: dict[str, tuple[str, ...]]
    tables: tuple[TableLayout, ...]
    concepts: dict[str, str]
    wholes: dict[str, str]
    parents: dict[str, str]
    places: dict[str, Place]
    stated: tuple[StatedPlaces, ...]
    pairs: dict[str, str]
    supplements: dict[str, str]
    within: dict[str, str]
    same: tuple[tuple[tuple[str, str, str], tuple[str, str, str]], ...]
    balances: tuple[RowBalance, ...]
    rising: tuple[str, ...]
    falling: tuple[str, ...]
    facts: dict[str, FactPattern]


_SECTIONS = (
    "layout",
    "chapters",
    "tables",
    "heads",
    "concepts",
    "narrative",
    "pairs",
    "supplements",
    "within",
    "same",
    "balances",
    "facts",
)
_WORDS = {
    "layout": ("code", "title", "basis", "extends"),
    "chapters": ("name", "marks"),
    "tables": (
        "code",
        "title",
        "titles",
        "kind",
        "columns",
        "left",
        "right",
        "rates",
        "sums",
        "changes",
        "usual",
        "default",
        "heads",
    ),
    "narrative": ("wholes", "parents", "places", "stated", "rising", "falling"),
    "same": ("left", "right"),
    "balances": ("table", "whole", "parts"),
}
"""What a layout's file may say, by the table or the list of tables it stands in."""


def _check_words(code: str, table: dict[str, Any]) -> None:
    refuse_unknown(f"{code}.toml", table, _SECTIONS)
    for section, known in _WORDS.items():
        content = table.get(section, [])
        for row in content if isinstance(content, list) else [content]:
            refuse_unknown(f"{code}.toml", row, known, section)


def _side(table: dict[str, Any]) -> Side:
    return Side(table["side"], re.compile(table["words"]), tuple(table["columns"]))


_QUOTES = re.compile(r"[“”‘’\"']")


def _title(printed: str) -> str:
    """A pattern for a title; quotes in it may be any or none."""
    pieces = _QUOTES.split(chinese.key(printed))
    return r"[“”‘’\"']?".join(map(re.escape, pieces))


def _heads(
    columns: tuple[str, ...], of_table: dict[str, Any], of_all: dict[str, Any]
) -> dict[str, frozenset[str]]:
    """Other printings of each part of a table's columns: those of every table, and its own.

    Raises:
        ValueError: the table has printings for a column that it does not have.
    """
    parts = {part for column in columns for part in column.split("·")}
    if unknown := of_table.keys() - parts:
        message = f"heads 里的 {'、'.join(sorted(unknown))} 不是这张表的栏"
        raise ValueError(message)
    return {
        part: frozenset(
            map(chinese.key, [*of_all.get(part, ()), *of_table.get(part, ())])
        )
        for part in parts
    }


def _table(table: dict[str, Any], printings: dict[str, Any]) -> TableLayout:
    longest_first: list[str] = sorted(table["titles"], key=len, reverse=True)
    titles = "|".join(map(_title, longest_first))
    sides = tuple(_side(table[half]) for half in ("left", "right") if half in table)
    of_sides = dict.fromkeys(column for side in sides for column in side.columns)
    columns = tuple(table.get("columns", ())) or tuple(of_sides)
    return TableLayout(
        code=table["code"],
        title=table["title"],
        heading=re.compile(titles),
        shape=TableShape(table["kind"]),
        columns=columns,
        rates=frozenset(table.get("rates", ())),
        sums=tuple((total, tuple(parts)) for total, parts in table.get("sums", ())),
        changes=tuple(
            (change, now, then) for change, now, then in table.get("changes", ())
        ),
        usual=frozenset(table.get("usual", ())),
        sides=sides,
        heads=_heads(columns, table.get("heads", {}), printings),
        default=table.get("default"),
    )


def _stated(section: dict[str, Any]) -> StatedPlaces:
    refuse_unknown(
        "narrative.stated", section, ("section", "places", "rows", "items"), "stated"
    )
    longest_first: list[str] = sorted(section.get("places", {}), key=len, reverse=True)
    return StatedPlaces(
        section=re.compile(section["section"]),
        places={
            chinese.key(concept): tuple(section["places"][concept])
            for concept in longest_first
        },
        rows=tuple(section["rows"]) if "rows" in section else None,
        items=tuple(map(tuple, section.get("items", ()))),
    )


def _layout(table: dict[str, Any]) -> Layout:
    about, narrative = table["layout"], table["narrative"]
    facts = table["facts"].items()
    balances = (
        RowBalance(
            balance["table"],
            tuple(balance["whole"]),
            tuple(map(tuple, balance["parts"])),
        )
        for balance in table["balances"]
    )
    return Layout(
        code=about["code"],
        title=about["title"],
        basis=about["basis"],
        chapters={
            chapter["name"]: tuple(map(chinese.key, chapter["marks"]))
            for chapter in table["chapters"]
        },
        tables=tuple(_table(row, table["heads"]) for row in table["tables"]),
        concepts={
            chinese.key(wording): concept
            for concept, wordings in table["concepts"].items()
            for wording in wordings
        },
        wholes=narrative["wholes"],
        parents=narrative["parents"],
        places={
            concept: tuple(place) for concept, place in narrative["places"].items()
        },
        stated=tuple(map(_stated, narrative.get("stated", ()))),
        pairs=table["pairs"],
        supplements=table.get("supplements", {}),
        within=table["within"],
        same=tuple(
            (tuple(pair["left"]), tuple(pair["right"])) for pair in table["same"]
        ),
        balances=tuple(balances),
        rising=tuple(narrative["rising"]),
        falling=tuple(narrative["falling"]),
        facts={
            name: FactPattern(fact["title"], re.compile(fact["pattern"]))
            for name, fact in facts
        },
    )


@cache
def layouts() -> dict[str, Layout]:
    """Read the layouts once, when first asked.

    Raises:
        FaultyEntry: a file is not a layout; the message says which and why.
    """
    by_code = {}
    for code, table in load_tables([_FOLDER], "layout").items():
        _check_words(code, table)
        try:
            by_code[code] = _layout(table)
        except (KeyError, TypeError, ValueError, re.error) as error:
            message = f"预算表式 {code}.toml 缺少或写错了一项：{error}。请对照 ningxia_2022.toml 改正。"
            raise FaultyEntry(message) from error
    return by_code
