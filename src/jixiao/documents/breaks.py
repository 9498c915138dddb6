"""Page breaks inside tables: rows they tore, and labels of merged cells only one page prints."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from jixiao.documents.assembly import Block
from jixiao.documents.document import Cell, Grid
from jixiao.evidence import Box

_SAME_EDGE = 3.0
"""Points within which the sides of two cells stand in one column."""
_MOST_LABELS = 3
"""How many cells of a row are labels at most: what stands beside all rows, and two levels."""
_RIGHTMOST = 2
_FEWEST_ROWS_BELOW = 2
_ENDING = 2
"""Signs in which two labels of one kind end alike (经济效益指标, 社会效益指标)."""
_LONGEST_UNIT = 3
"""Signs that may go on behind a figure on the next page: its unit."""
_WHOLE_VALUE = re.compile(r"\s*[≥≤=<>＞＜]?\d[\d.,]*\S{0,3}\s*$")


@dataclass(frozen=True, slots=True)
class _Pair:
    """A cell at the foot of a page, and the one that stands under it on the next, if any."""

    upper: Cell
    lower: Cell | None

    @property
    def goes_on(self) -> bool:
        """Whether the next page prints something below the cell."""
        return self.lower is not None and _is_filled(self.lower)

    @property
    def is_two_values(self) -> bool:
        """Whether both are whole: figures, a figure above words, words of one kind that end alike."""
        if self.lower is None:
            return False
        texts = ["".join(cell.text.split()) for cell in (self.upper, self.lower)]
        if all(_WHOLE_VALUE.match(text) for text in texts):
            return True
        if _WHOLE_VALUE.match(texts[0]) and len(texts[1]) > _LONGEST_UNIT:
            return True
        ends = {text[-_ENDING:] for text in texts}
        return len(ends) == 1 and all(len(text) > _ENDING for text in texts)


def join_pages(above: list[Block], below: list[Block], full: frozenset[Box]) -> None:
    """Mend in place what the break between the blocks of two pages did to a table.

    `full` are the boxes of cells on the upper page that have no room for one more character.
    """
    if not (above and below):
        return
    upper, lower = above[-1], below[0]
    if isinstance(upper, Grid) and isinstance(lower, Grid):
        upper, lower = _mend_torn_row(upper, lower, full)
        above[-1], below[0] = _carry_labels(upper, lower), lower


def _mend_torn_row(upper: Grid, lower: Grid, full: frozenset[Box]) -> tuple[Grid, Grid]:
    """Join a row that a page break tore: its second half stands first on the next page."""
    first_row = _first_row(lower)
    pairs = {
        place: _Pair(cell, _cell_below(cell, first_row))
        for place, cell in enumerate(upper.cells)
        if _is_at_foot(cell, upper) and _is_filled(cell)
    }
    torn = _is_torn(list(pairs.values()), first_row, full)
    if not torn or lower.rows < _FEWEST_ROWS_BELOW:
        return upper, lower
    cells = list(upper.cells)
    for place, pair in pairs.items():
        if pair.lower:
            text = f"{pair.upper.text}\n{pair.lower.text}"
            cells[place] = replace(pair.upper, text=text)
    return replace(upper, cells=tuple(cells)), _without_first_row(lower)


def _is_torn(
    pairs: Sequence[_Pair], first_row: Sequence[Cell], full: frozenset[Box]
) -> bool:
    """Whether the last row of a page goes on in the first row of the next.

    Of its two rightmost cells one goes on and the other does not; a cell that goes on had no room;
    nothing else stands in the row below; no more than half of the cells go on; two figures are two
    values, two labels of one kind two labels.
    """
    unmerged = [pair for pair in pairs if pair.upper.row_span == 1]
    rightmost = sorted(unmerged, key=lambda pair: pair.upper.column)[-_RIGHTMOST:]
    if len(rightmost) < _RIGHTMOST or any(pair.lower is None for pair in rightmost):
        return False
    going_on = [pair for pair in pairs if pair.goes_on]
    return (
        sum(pair.goes_on for pair in rightmost) == 1
        and any(pair.upper.box in full for pair in going_on)
        and len(going_on) == sum(map(_is_filled, first_row))
        and len(going_on) * 2 <= len(pairs)
        and not any(pair.is_two_values for pair in pairs)
    )


def _carry_labels(upper: Grid, lower: Grid) -> Grid:
    """Print a merged label on the page its cell begins on, where only the next page prints it."""
    first_row = _first_row(lower)
    cells = list(upper.cells)
    for place, cell in enumerate(cells):
        pair = _Pair(cell, _cell_below(cell, first_row))
        if pair.lower and pair.goes_on and _is_open_label(cell, cells, upper):
            cells[place] = replace(cell, text=pair.lower.text)
    return replace(upper, cells=tuple(cells))


def _is_open_label(cell: Cell, cells: Sequence[Cell], grid: Grid) -> bool:
    """Whether a cell is that of a label the page does not print.

    It is the only blank one of its column, but for one that goes on from the page before; it stands
    at the foot of the page, and has something printed to its right; a row's values stand further
    right than its labels.
    """
    if _is_filled(cell) or not _is_at_foot(cell, grid):
        return False
    labels = 0
    has_something_beside = False
    for other in cells:
        if _is_blank_beside(other, cell) and not _goes_on_from_above(other, cells):
            return False
        if (
            other.column > cell.column
            and cell.row <= other.row < cell.row + cell.row_span
        ):
            has_something_beside = has_something_beside or _is_filled(other)
        elif other.column < cell.column and _is_at_foot(other, grid):
            labels += _is_filled(other)
    return has_something_beside and labels < _MOST_LABELS


def _is_blank_beside(other: Cell, cell: Cell) -> bool:
    return other.column == cell.column and other is not cell and not _is_filled(other)


def _goes_on_from_above(cell: Cell, cells: Sequence[Cell]) -> bool:
    """Whether a blank cell at the head of a page is a label's of the page before.

    Where a label goes on, so do those to its left.
    """
    labels = [each for each in cells if each.row == 0 and each.column <= cell.column]
    return cell.row == 0 and not any(map(_is_filled, labels))


def _is_filled(cell: Cell) -> bool:
    return bool(cell.text.strip())


def _is_at_foot(cell: Cell, grid: Grid) -> bool:
    return cell.row + cell.row_span == grid.rows


def _first_row(grid: Grid) -> list[Cell]:
    return [cell for cell in grid.cells if cell.row == 0]


def _cell_below(cell: Cell, first_row: Sequence[Cell]) -> Cell | None:
    """The cell of the next page that stands under a cell, by its sides."""
    if cell.box is None:
        return None
    for other in first_row:
        if other.box is None:
            continue
        left, right = cell.box[0] - other.box[0], cell.box[2] - other.box[2]
        if abs(left) <= _SAME_EDGE and abs(right) <= _SAME_EDGE:
            return other
    return None


def _without_first_row(grid: Grid) -> Grid:
    """The grid from its second row on; a merged cell of the first row goes on without its text."""
    cells = []
    for cell in grid.cells:
        if cell.row > 0:
            cells.append(replace(cell, row=cell.row - 1))
        elif cell.row_span > 1:
            cells.append(replace(cell, text="", row_span=cell.row_span - 1))
    return replace(grid, rows=grid.rows - 1, cells=tuple(cells))
