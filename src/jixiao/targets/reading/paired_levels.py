"""Two levels printed in one cell: 产出指标-数量指标 below one head, given a column each."""

import re
from collections.abc import Sequence
from functools import cache

from jixiao import chinese
from jixiao.documents import Line
from jixiao.targets.dialect import BASE, dialects
from jixiao.targets.reading.heads import LEVELS, any_of

_HEADS = ("一级指标", "二级指标")
_FEWEST = 2
_OF_LEVELS = ("指标类别", "指标类型", "所属级别", "指标级别", "类别")
"""Heads of a column of levels, where pairs of them stand below."""


def with_paired_levels_apart(lines: Sequence[Line]) -> list[Line]:
    """The lines with cells that hold both levels parted in two, their head too."""
    column: int | None = None
    restated: list[Line] = []
    for at, line in enumerate(lines):
        cells = line.text.split("\t")
        head = _only_level_head(cells) if "指标" in line.text else None
        if head is not None:
            column = head if _holds_pairs(lines[at + 1 :], head) else None
        if column is None or column >= len(cells) or len(cells) < _FEWEST:
            restated.append(line)
            continue
        both = _HEADS if head is not None else _parts(cells[column])
        text = "\t".join([*both, *cells[:column], *cells[column + 1 :]])
        if column == 0 or line.cells:
            text = "\t".join([*cells[:column], *both, *cells[column + 1 :]])
        twice = (*line.cells[: column + 1], *line.cells[column:]) if line.cells else ()
        restated.append(Line(line.number, text, line.page, twice))
    return restated


def _only_level_head(cells: Sequence[str]) -> int | None:
    """The column of the one head of a level in a row of heads; None where none or two are."""
    roles = [_head_roles().get(chinese.key(cell)) for cell in cells]
    levels = [at for at, role in enumerate(roles) if role in LEVELS]
    return levels[0] if len(levels) == 1 and "name" in roles else None


def _holds_pairs(lines: Sequence[Line], column: int) -> bool:
    cells = (line.text.split("\t") for line in lines)
    texts = (of[column] for of in cells if column < len(of))
    return (
        sum(_pair().fullmatch(chinese.key(text)) is not None for text in texts)
        >= _FEWEST
    )


def _parts(text: str) -> tuple[str, str]:
    """Both levels of a cell; what is no pair stays the second, below the first one above."""
    if pair := parts_of_pair(text):
        return pair
    is_first = chinese.key(text) in dialects()[BASE].framework.dimension_words
    return (text, "") if is_first else ("", text)


def parts_of_pair(text: str) -> tuple[str, str] | None:
    """The two levels that a text holds: 产出指标-数量指标; None where it is no such pair."""
    pair = _pair().fullmatch(chinese.key(text))
    return (pair["first"], pair["second"]) if pair else None


@cache
def _head_roles() -> dict[str, str]:
    heads = dialects()[BASE].heads
    roles = (*LEVELS, "name", "value")
    named = {word: role for role in roles for word in heads[role]}
    return {**dict.fromkeys(_OF_LEVELS, "aspect"), **named}


@cache
def _pair() -> re.Pattern[str]:
    framework = dialects()[BASE].framework
    first, second = any_of(framework.dimension_words), any_of(framework.aspect_words)
    return re.compile(rf"(?P<first>{first})[-—–－/、·:>→]{{1,2}}(?P<second>{second})")
