"""Tables that stand side by side on one sheet, told apart so that each is read by itself."""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from jixiao import chinese
from jixiao.documents.document import Cell

_TITLE = re.compile(r"(?=(?:[^\u4e00-\u9fff]*[\u4e00-\u9fff]){5}).*表(?:\(.*\))?$")
"""A title ends in 表 and has five characters or more: 公开01表 is a number and no title."""
_HINTS = re.compile(r"(?:填[报写表]|编制)?(?:说明|要求|须知|提示)\d*(?::|$)")
"""How hints beside a form begin."""
_WIDE_GAP = 2
"""So many blank columns part a table from lists that stand beside it."""
_LEAST_ALIKE = 4
"""Labels that two forms beside each other have in common at least."""
_FEWEST_SIDES = 2
_HAS_DIGIT = re.compile(r"\d")
_SHORTEST_LABEL = 2
_LONGEST_LABEL = 16


def tables_of(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Part the cells of a sheet into tables, from left to right, their columns counted anew.

    A border parts two tables where no merged cell crosses it and both sides begin alike: with
    titles, in one row or not, across a blank column; or with titles or the same label in one row,
    most labels of the smaller side standing on the other too. So do two blank columns, or one
    before hints for filling in. What is no such pair stays one table.
    """
    if beside := _beginning_of_lists(cells):
        left = [cell for cell in cells if cell.column < beside]
        right = [cell for cell in cells if cell.column >= beside]
        return [*tables_of(left), *tables_of(_from_first_column(right))]
    for border in _borders(cells):
        left = [cell for cell in cells if cell.column < border]
        right = [cell for cell in cells if cell.column >= border]
        if _are_apart(left, right) or _are_alike(left, right):
            return [left, *tables_of(_from_first_column(right))]
    return [list(cells)]


def _beginning_of_lists(cells: Sequence[Cell]) -> int | None:
    """The column in which lists or hints beside a table begin, apart from all of it."""
    filled = [cell for cell in cells if cell.text.strip()]
    end = 0
    for cell in sorted(filled, key=lambda cell: (cell.column, cell.row)):
        gap = cell.column - end if end else 0
        if gap >= _WIDE_GAP or (gap and _HINTS.match(chinese.key(cell.text))):
            return cell.column
        end = max(end, cell.column + cell.column_span)
    return None


def _borders(cells: Sequence[Cell]) -> Iterator[int]:
    """The columns that no cell crosses and where the right side begins as the left does.

    A blank column stands before them, or their first cell is as far in as the left side's is.
    """
    crossed: set[int] = set()
    for cell in cells:
        if cell.column_span > 1:
            crossed.update(range(cell.column + 1, cell.column + cell.column_span))
    if len({cell.column for cell in cells} - crossed) < _FEWEST_SIDES:
        return
    tops: dict[int, Cell] = {}
    for cell in cells:
        if cell.text.strip() and not _is_above(tops.get(cell.column), cell):
            tops[cell.column] = cell
    covered = crossed | tops.keys()
    for border in sorted(tops.keys() - crossed)[1:]:
        first = _first(tops, range(border))
        other = _first(tops, range(border, max(tops) + 1))
        is_behind_gap = border - 1 not in covered
        stands_alike = other.column - border == first.column - min(tops)
        are_titled = _is_title(first) and _is_title(other)
        if (is_behind_gap and are_titled) or (
            (is_behind_gap or stands_alike) and _begin_alike(first, other)
        ):
            yield border


def _is_above(top: Cell | None, cell: Cell) -> bool:
    return top is not None and (top.row, top.column) <= (cell.row, cell.column)


def _first(tops: dict[int, Cell], columns: range) -> Cell:
    """The first filled cell of some columns."""
    filled = [tops[column] for column in columns if column in tops]
    return min(filled, key=lambda cell: (cell.row, cell.column))


def _begin_alike(first: Cell, other: Cell) -> bool:
    text, other_text = chinese.key(first.text), chinese.key(other.text)
    has_titles = _is_title(first) and _is_title(other)
    is_label = len(text) >= _SHORTEST_LABEL and not _HAS_DIGIT.search(text)
    return first.row == other.row and (has_titles or (is_label and text == other_text))


def _is_title(cell: Cell) -> bool:
    return _TITLE.match(chinese.key(cell.text)) is not None


def _are_apart(left: Sequence[Cell], right: Sequence[Cell]) -> bool:
    """Whether a blank column lies between two sides that begin with titles."""
    end = max(cell.column + cell.column_span for cell in left if cell.text)
    start = min(cell.column for cell in right if cell.text)
    return start > end and bool(_TITLE.match(_first_text(left)))


def _first_text(cells: Sequence[Cell]) -> str:
    filled = [cell for cell in cells if cell.text.strip()]
    first = min(filled, key=lambda cell: (cell.row, cell.column))
    return chinese.key(first.text)


def _are_alike(left: Sequence[Cell], right: Sequence[Cell]) -> bool:
    labels, other_labels = _labels(left), _labels(right)
    alike = len(labels & other_labels)
    fewest = min(len(labels), len(other_labels))
    return alike >= _LEAST_ALIKE and 2 * alike >= fewest


def _labels(cells: Sequence[Cell]) -> set[str]:
    """The short texts without figures."""
    texts = (chinese.key(cell.text) for cell in cells)
    return {
        text
        for text in texts
        if _SHORTEST_LABEL <= len(text) <= _LONGEST_LABEL
        and not _HAS_DIGIT.search(text)
    }


def _from_first_column(cells: Sequence[Cell]) -> list[Cell]:
    first = min(cell.column for cell in cells)
    return [replace(cell, column=cell.column - first) for cell in cells]
