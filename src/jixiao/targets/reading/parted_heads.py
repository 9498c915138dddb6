"""Lines that hold the end of one row of a table and the next: parted where heads and the first row begin."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise, takewhile

from jixiao import chinese
from jixiao.documents import Line
from jixiao.targets.dialect import BASE, LabelKind, dialects
from jixiao.targets.reading.shape_words import (
    dimension_label,
    head_words,
    printed_labels,
)

_FIRST_LEVEL = "一级指标"
_FEWEST_ABOVE = 2
"""Heads of an upper tier; one alone is a side bar."""


def with_heads_on_lines_of_their_own(lines: Sequence[Line]) -> list[Line]:
    """The lines, parted before the project's name, the heads of the levels and the first row.

    … | 得分 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 产出指标 | 数量指标 | … is three rows in one line.
    """
    return [part for line in lines for part in _parts(line)]


def _parts(line: Line) -> Iterator[Line]:
    if line.cells or "\t" not in line.text:
        yield line
        return
    cells = line.text.split("\t")
    edges = [0, *_edges([chinese.key(cell) for cell in cells]), len(cells)]
    for first, last in pairwise(edges):
        yield Line(line.number, "\t".join(cells[first:last]), line.page)


def _edges(keys: Sequence[str]) -> Iterator[int]:
    """Where something else begins inside a line, in order."""
    filled = [at for at, key in enumerate(keys) if key]
    if len(filled) > 1 and _opens_fields(keys, filled):
        yield filled[1]
    heads = [at for at in filled if keys[at] in head_words()]
    if _FIRST_LEVEL not in keys or not heads:
        return
    level = keys.index(_FIRST_LEVEL)
    above = [at for at in filled if at < level]
    upper = list(takewhile(heads.__contains__, reversed(above)))
    if len(upper) >= _FEWEST_ABOVE:
        if upper[-1] != above[0]:
            yield upper[-1]
        yield level
    below = [at for at in filled if at > heads[-1]]
    if below and dimension_label().fullmatch(keys[below[0]]):
        yield below[0]


def _opens_fields(keys: Sequence[str], filled: Sequence[int]) -> bool:
    """Whether the second cell is the label of the project's name, and neither the first nor the third a label."""
    first, second = keys[filled[0]], keys[filled[1]]
    third = keys[filled[2]] if len(filled) > _FEWEST_ABOVE else ""
    labels = printed_labels() | head_words()
    return second in _names() and first not in labels and third not in labels


@cache
def _names() -> frozenset[str]:
    return frozenset(
        label.words
        for label in dialects()[BASE].labels
        if label.kind is LabelKind.FIELD and label.name == "project_name"
    )
