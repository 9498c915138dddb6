"""Which table an extract is, by its heads, and where its columns stand."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from jixiao.chinese import squeeze
from jixiao.errors import UnreadableDocument
from jixiao.fund.intake.extracts import Extract
from jixiao.fund.intake.heads import foreign_unit
from jixiao.fund.tables import FundTable, head_key, tables

_ENOUGH = 0.5
"""From this likeness on an extract is taken for a table that was not named."""
_MOST_LISTED = 8
_IN_BRACKETS = re.compile(r"\s*[（(][^（()）]*[)）]\s*$")
_UNIT = re.compile(r"\s*[（(](单位[:：])?元[）)]\s*$")


@dataclass(frozen=True, slots=True)
class Recognition:
    """The table an extract is, and where in the extract each of its columns stands, once or more."""

    table: FundTable
    places: Mapping[str, Sequence[int]]

    @property
    def used(self) -> frozenset[int]:
        """The places in the extract that are read."""
        return frozenset(place for places in self.places.values() for place in places)

    def ignored(self, heads: Sequence[str]) -> tuple[str, ...]:
        """Return the heads that no column has."""
        return tuple(
            head for place, head in enumerate(heads) if head and place not in self.used
        )


def recognise(name: str, extract: Extract, code: str | None) -> Recognition:
    """Find the table whose heads an extract has; `code` names it where they leave it open.

    `name` is what the extract is called in messages.

    Raises:
        UnreadableDocument: there is no such table, or a required column is missing.
    """
    if code and code.upper() not in tables():
        message = f"没有叫 {code} 的表；可用 {'、'.join(tables())}。"
        raise UnreadableDocument(message)
    candidates = [tables()[code.upper()]] if code else list(tables().values())
    keys = [head_key(_UNIT.sub("", head)) for head in extract.heads]
    recognitions = [Recognition(table, _places(table, keys)) for table in candidates]
    best = max(recognitions, key=lambda recognition: _likeness(recognition, len(keys)))
    if _likeness(best, len(keys)) < _ENOUGH and not code:
        listed = "、".join(extract.heads[:_MOST_LISTED])
        message = (
            f"{name} 的列名（{listed}…）不像任何一张已知的表。"
            f"请检查第一行是不是列名，或用 --table 指明是 {'、'.join(tables())} 中的哪一张。"
        )
        raise UnreadableDocument(message)
    _refuse_other_units(name, extract, best)
    missing = [
        column for column in best.table.required if column.name not in best.places
    ]
    if missing:
        named = "、".join(f"{column.title}（{column.name}）" for column in missing)
        message = (
            f"{name} 按 {best.table.title}（{best.table.code}）读取，缺少必需的列：{named}。"
            "请补上这些列，重新导出。"
        )
        raise UnreadableDocument(message)
    return best


def _refuse_other_units(name: str, extract: Extract, recognition: Recognition) -> None:
    """Refuse an extract that says its amounts are in another unit than yuan.

    Raises:
        UnreadableDocument: above its heads, or a head itself, names the unit.
    """
    heads = recognition.table.heads
    columns = recognition.table.columns.values()
    if any(column.type == "amount" for column in columns):
        said = [
            extract.above,
            *(
                head
                for head in extract.heads
                if foreign_unit(head) and head_key(_IN_BRACKETS.sub("", head)) in heads
            ),
        ]
        for text in said:
            if unit := foreign_unit(text):
                message = (
                    f"{name} 的金额以{unit}计（“{squeeze(text)[:40]}”），这里只收以元计、到分的。"
                    "请换算成元后重新导出。"
                )
                raise UnreadableDocument(message)


@cache
def _heads(code: str) -> Mapping[str, str]:
    """Return a table's wordings of heads, put in order once: an extract is held beside all tables."""
    return tables()[code].heads


def _places(table: FundTable, keys: Sequence[str]) -> dict[str, list[int]]:
    """Return the places of each column among the heads of an extract."""
    heads = _heads(table.code)
    places: dict[str, list[int]] = {}
    for place, key in enumerate(keys):
        if key in heads:
            places.setdefault(heads[key], []).append(place)
    return places


def _likeness(recognition: Recognition, width: int) -> float:
    """The mean of two shares, 0 to 1: of required columns that are there, of heads that are known."""
    required, places = recognition.table.required, recognition.places
    there = sum(column.name in places for column in required) / max(1, len(required))
    return (there + len(places) / width) / 2
