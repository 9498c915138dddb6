"""Columns printed one after another: all names below their head, then all values below theirs, as rows again."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from jixiao import chinese
from jixiao.documents import Line
from jixiao.quantity import is_figures, is_usual_wording
from jixiao.targets.dialect import BASE, dialects
from jixiao.targets.reading.shape_words import printed_fields

_FEWEST_ROWS = 3
_FEWEST_LABELS = 2
_LEAST_SHARE = 0.6
"""The share of the values that read as targets."""


class _Column(NamedTuple):
    """A head that stands alone on its line, what it heads, and the line below it."""

    head: Line
    role: str
    first: int


def with_dumped_columns_as_rows(lines: Sequence[Line]) -> list[Line]:
    """The lines with columns that stand below each other side by side; nothing where none do so.

    A column counts where it has as many lines as the names; the fields above are paired alike.
    """
    columns = list(_columns(lines))
    names = next((at for at, c in enumerate(columns) if c.role == "name"), None)
    if names is None or names + 1 >= len(columns):
        return []
    rows = columns[names + 1].first - 1 - columns[names].first
    ends = [column.first - 1 for column in columns[1:]] + [len(lines)]
    whole = [
        column
        for column, end in zip(columns, ends, strict=True)
        if end - column.first == rows or (end == len(lines) > column.first + rows)
    ]
    if rows < _FEWEST_ROWS or not _are_rows(lines, whole, rows):
        return []
    first, last = whole[0].first - 1, whole[-1].first + rows
    heads = "\t".join(column.head.text.strip() for column in whole)
    return [
        *_with_fields_paired(lines[:first]),
        Line(whole[0].head.number, heads, whole[0].head.page),
        *_side_by_side(lines, whole, rows),
        *lines[last:],
    ]


def _columns(lines: Sequence[Line]) -> Iterator[_Column]:
    for at, line in enumerate(lines):
        role = _roles().get(chinese.key(line.text))
        if role and not line.cells and "\t" not in line.text:
            yield _Column(line, role, at + 1)


def _are_rows(lines: Sequence[Line], columns: Sequence[_Column], rows: int) -> bool:
    """Whether the columns hold names and, most of them, targets."""
    by_role = {column.role: column.first for column in columns}
    if not {"name", "value"} <= by_role.keys():
        return False
    names, values = (
        [line.text.strip() for line in lines[by_role[role] : by_role[role] + rows]]
        for role in ("name", "value")
    )
    targets = sum(is_figures(text) or is_usual_wording(text) for text in values)
    return not any(map(is_figures, names)) and targets >= _LEAST_SHARE * rows


def _side_by_side(
    lines: Sequence[Line], columns: Sequence[_Column], rows: int
) -> Iterator[Line]:
    for row in range(rows):
        cells = [lines[column.first + row] for column in columns]
        text = "\t".join(cell.text.strip() for cell in cells)
        yield Line(cells[0].number, text, cells[0].page)


def _with_fields_paired(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines with labels that stand below each other each beside the value that stands as far below."""
    at = 0
    while at < len(lines):
        count = _labels_from(lines, at)
        values = lines[at + count : at + 2 * count]
        if count < _FEWEST_LABELS or len(values) < count:
            yield lines[at]
            at += 1
            continue
        for label, value in zip(lines[at : at + count], values, strict=True):
            yield Line(label.number, f"{label.text}\t{value.text}", label.page)
        at += 2 * count


def _labels_from(lines: Sequence[Line], first: int) -> int:
    """How many lines in a row are nothing but the label of a field or an amount."""
    count = 0
    for line in lines[first:]:
        if chinese.key(line.text).partition("(")[0] not in printed_fields():
            break
        count += 1
    return count


@cache
def _roles() -> dict[str, str]:
    heads = dialects()[BASE].heads
    return {word: role for role, words in heads.items() for word in words}


__all__ = ["with_dumped_columns_as_rows"]
