"""Heads of columns in words that no list has, known by the levels that stand right below them."""

from collections.abc import Sequence
from functools import cache

from jixiao import chinese
from jixiao.documents import Line
from jixiao.quantity import find_values
from jixiao.targets.dialect import BASE, dialects
from jixiao.targets.reading.head_wording import role_by_make
from jixiao.targets.reading.shape_words import dimension_label, level_label

_HEADS = ("一级指标", "二级指标", "三级指标")
_FEWEST = 4
_LONGEST_HEAD = 14


def with_heads_by_place(lines: Sequence[Line]) -> list[Line]:
    """The lines with the first columns headed as levels and names where labels of levels stand below them.

    类别 | 分类 | 内容 | 本年计划 over 产出指标 | 数量指标 | 改造路灯 | 1500盏.
    """
    restated = list(lines)
    for at, line in enumerate(lines):
        cells = _cells(line)
        if len(cells) < _FEWEST or any(map(_is_known, cells)):
            continue
        below = next((_cells(row) for row in lines[at + 1 :] if row.text.strip()), [])
        if len(below) <= len(cells) and _opens_rows(below) and _are_heads(cells):
            text = "\t".join((*_HEADS, *cells[len(_HEADS) :]))
            restated[at] = Line(line.number, text, line.page)
    return restated


def _opens_rows(cells: Sequence[str]) -> bool:
    """Whether a row opens with labels of both levels."""
    keys = list(map(chinese.key, cells[:2]))
    return (
        len(cells) >= _FEWEST
        and dimension_label().fullmatch(keys[0]) is not None
        and level_label().fullmatch(keys[1]) is not None
    )


def _are_heads(cells: Sequence[str]) -> bool:
    """Whether cells may all be heads: short words without figures, one of them of a target or of what was achieved."""
    keys = list(map(chinese.key, cells))
    are_words = all(
        0 < len(key) <= _LONGEST_HEAD and not find_values(key) for key in keys
    )
    roles = {role_by_make(key) for key in keys[len(_HEADS) :]}
    return are_words and bool(roles & {"value", "actual"})


def _is_known(cell: str) -> bool:
    return chinese.key(cell) in _known()


@cache
def _known() -> frozenset[str]:
    """The words of heads of levels and names."""
    heads = dialects()[BASE].heads
    return frozenset((*heads["dimension"], *heads["aspect"], *heads["name"]))


def _cells(line: Line) -> list[str]:
    if line.cells or "\t" not in line.text:
        return []
    return [cell.strip() for cell in line.text.split("\t")]
