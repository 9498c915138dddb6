"""Indicators listed one a line below labels of levels, or with both levels before them, as rows of cells.

1.数量指标                       产出指标-数量指标-改造栋数：4栋
（1）改造栋数：4栋
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from jixiao import chinese
from jixiao.documents import Line
from jixiao.targets.dialect import BASE, dialects
from jixiao.targets.reading.heads import any_of
from jixiao.targets.reading.outlines import HEADS
from jixiao.targets.reading.shape_words import head_words, level_label, printed_labels

_NUMBER = r"(?:[(（][一二三四五六七八九十\d]{1,2}[)）][、.．]?|[一二三四五六七八九十\d]{1,2}[、.．](?!\d)|[①-⑳])?"
_VALUE = r"(?P<value>(?!目标|指标值|计划|实际|是指|指)(?:[^:：;；。,，]|(?<=\d)[,，](?=\d{3})){1,30})[;；。]?"
"""A target, and nothing of what was achieved, of points, or of a second one."""
MARKS = r"【\[◆■●○▲△◇□★☆·•"
"""What forms set before a label for a mark."""
_ITEM = re.compile(
    rf"{_NUMBER}(?P<name>[\w“\"《][^:：,，;；。\s]{{1,39}})[:：]{_VALUE}"
)
_CHAPTER = re.compile(r"[一二三四五六七八九十]{1,2}、.*")
"""Opens what the labels above it do not govern."""
_FEWEST_ITEMS = 3
_FEWEST_LABELS = 2
_LEAST_SHARE = 0.8
"""The share of the lines from the first label to the last item that are labels or items."""


class _Item(NamedTuple):
    """An indicator of a list: its line, its levels, its name and its target."""

    line: Line
    first: str
    second: str
    name: str
    value: str


def with_listed_items_as_rows(lines: Sequence[Line]) -> list[Line]:
    """The lines with the items of lists as rows below heads; nothing where a form lists none so."""
    if any(_is_head(line) for line in lines):
        return []
    listed = list(_items(lines))
    items = [item for item in listed if item and item.name]
    labels = sum(item is not None and not item.name for item in listed)
    is_chained = labels == 0 and all(item.first and item.second for item in items)
    if len(items) < _FEWEST_ITEMS or not (is_chained or labels >= _FEWEST_LABELS):
        return []
    first = next(at for at, item in enumerate(listed) if item)
    last = max(at for at, item in enumerate(listed) if item and item.name)
    within = listed[first : last + 1]
    if sum(map(bool, within)) < _LEAST_SHARE * len(within):
        return []
    heads = Line(lines[first].number, HEADS, lines[first].page)
    rows = [_row(item) for item in items]
    between = [
        line
        for line, item in zip(lines[first:], listed[first:], strict=True)
        if item is None
    ]
    return [*lines[:first], heads, *rows, *between]


def with_chains_as_rows(lines: Sequence[Line]) -> list[Line]:
    """The lines with those that hold both levels, a name and a target as rows below heads.

    Beside forms of other shapes in one document; a chain alone is no list.
    """
    chains = [
        None
        if line.cells or "\t" in line.text
        else _chain().fullmatch(chinese.squeeze(line.text))
        for line in lines
    ]
    if sum(map(bool, chains)) < _FEWEST_ITEMS or not any(map(_is_head, lines)):
        return list(lines)
    restated: list[Line] = []
    is_open = False
    for line, chain in zip(lines, chains, strict=True):
        if chain and not is_open:
            restated.append(Line(line.number, HEADS, line.page))
        is_open = chain is not None
        cells = chain.group("first", "second", "name", "value") if chain else ()
        restated.append(
            Line(line.number, "\t".join(cells), line.page) if chain else line
        )
    return restated


def _items(lines: Sequence[Line]) -> Iterator[_Item | None]:
    """Of each line the item it lists, or the levels it opens, without a name; None of any other."""
    first = second = ""
    for line in lines:
        text = "" if line.cells or "\t" in line.text else chinese.squeeze(line.text)
        if label := _label().fullmatch(text):
            if label["first"]:
                first, second = label["first"], label["second"] or ""
            else:
                second = label["alone"]
            yield _Item(line, first, second, "", "")
        elif chain := _chain().fullmatch(text):
            yield _Item(line, *chain.group("first", "second", "name", "value"))
        elif (first or second) and (item := _item(text)):
            yield _Item(line, first, second, item["name"], item["value"])
        else:
            first, second = ("", "") if _CHAPTER.fullmatch(text) else (first, second)
            yield None


def _item(text: str) -> re.Match[str] | None:
    """A name and its target; no label of a level with a sentence behind it, and no field."""
    item = _ITEM.fullmatch(text)
    name = chinese.key(item["name"]) if item else ""
    is_label = name in printed_labels() or level_label().fullmatch(name)
    return None if is_label else item


def _row(item: _Item) -> Line:
    cells = (item.first, item.second, item.name, item.value)
    return Line(item.line.number, "\t".join(cells), item.line.page)


def _is_head(line: Line) -> bool:
    return sum(chinese.key(part) in head_words() for part in line.text.split()) > 1


@cache
def _levels() -> tuple[str, str]:
    framework = dialects()[BASE].framework
    behind = r"(?:[(（][^()（）]{1,12}[)）])?"
    firsts, seconds = (
        any_of(word for word in words if word.endswith(("指标", "目标")))
        for words in (framework.dimension_words, framework.aspect_words)
    )
    return rf"(?P<first>{firsts}){behind}", rf"(?P<second>{seconds}){behind}"


@cache
def _label() -> re.Pattern[str]:
    """The label of a level, or those of both, alone on a line."""
    first, second = _levels()
    both = rf"{first}(?:[-—–－/、·]{{1,2}}{second})?"
    alone = second.replace("second", "alone")
    return re.compile(rf"(?:{_NUMBER}|\d|[{MARKS}])?(?:{both}|{alone})[】\]]?[:：]?")


@cache
def _chain() -> re.Pattern[str]:
    """Both levels, a name and its target on one line."""
    first, second = _levels()
    join = r"[-—–－/、·>→]{1,2}"
    return re.compile(
        rf"{_NUMBER}{first}{join}{second}{join}(?P<name>[^:：;；。]{{2,40}})[:：]{_VALUE}"
    )
