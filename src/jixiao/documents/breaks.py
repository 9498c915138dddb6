"""Page breaks inside tables: rows they tore, and labels of merged cells only one page prints."""

import re
from collections.abc import Sequence

from jixiao.documents.assembly import Block
from jixiao.documents.document import Cell, Grid
from jixiao.evidence import Box

_SAME_EDGE = 3.0
_LABELS = 3
"""How many cells of a row are labels at most: what stands beside all rows, and two levels."""
_WHOLE_VALUE = re.compile(r"\s*[≥≤=<>＞＜]?\d[\d.,]*\S{0,3}\s*$")


def join_pages(above: list[Block], below: list[Block], full: frozenset[Box]) -> None:
    """Mend in place what the break between the blocks of two pages did to a table."""
    if above and below:
        _mend_torn_row(above, below, full)
        _carry_labels(above, below)


def _mend_torn_row(above: list[Block], below: list[Block], full: frozenset[Box]) -> None:
    """Join a row that a page break tore: its second half stands first on the next page.

    Of the two rightmost cells of the row above, one goes on and the other does not, and a cell
    that goes on had no room for one more character; no more than half of its cells go on, and two
    figures are two values. `full` are the boxes of cells without room.
    """
    before, after = above[-1], below[0]
    if not (isinstance(before, Grid) and isinstance(after, Grid)):
        return
    last = [c for c in before.cells if c.row + c.row_span == before.rows and c.text.strip()]
    first = [cell for cell in after.cells if cell.row == 0]
    own = sorted((c for c in last if c.row_span == 1), key=lambda c: c.column)[-2:]
    pairs = {id(c): _below(c, first) for c in last}
    halves = [pairs[id(cell)] for cell in own]
    if len(own) < 2 or None in halves or after.rows < 2:  # noqa: PLR2004
        return
    going_on = [bool(half and half.text.strip()) for half in halves]
    goes = any((half := pairs[id(c)]) and half.text.strip() and c.box in full for c in last)
    two_values = any(
        half and _WHOLE_VALUE.match(cell.text) and _WHOLE_VALUE.match(half.text)
        for cell in last
        if (half := pairs[id(cell)])
    )
    on = sum(bool(half and half.text.strip()) for half in pairs.values())
    alone = on == sum(bool(cell.text.strip()) for cell in first)
    few = on * 2 <= len(last)
    if sum(going_on) != 1 or not goes or not alone or two_values or not few:
        return
    cells = []
    for cell in before.cells:
        half = pairs.get(id(cell))
        cells.append(_with_text(cell, f"{cell.text}\n{half.text}") if half else cell)
    above[-1] = Grid(
        rows=before.rows, columns=before.columns, cells=tuple(cells), page=before.page,
        edges=before.edges,
    )  # fmt: skip
    below[0] = _without_first_row(after)


def _carry_labels(above: list[Block], below: list[Block]) -> None:
    """Print a merged label on the page its cell begins on, where only the next page prints it.

    Such a cell is the only blank one of its column, stands at the foot of the page, and has
    something printed to its right; a row's values stand further right than its labels.
    """
    before, after = above[-1], below[0]
    if not (isinstance(before, Grid) and isinstance(after, Grid)):
        return
    first = [cell for cell in after.cells if cell.row == 0]
    cells = list(before.cells)
    for place, cell in enumerate(cells):
        half = _below(cell, first)
        blanks = [c for c in cells if c.column == cell.column and not c.text.strip()]
        beside = any(
            c.text.strip()
            for c in cells
            if c.column > cell.column and cell.row <= c.row < cell.row + cell.row_span
        )
        left = [c for c in cells if c.column < cell.column and c.row + c.row_span == before.rows]
        is_label = sum(bool(c.text.strip()) for c in left) < _LABELS
        at_foot = cell.row + cell.row_span == before.rows
        if at_foot and is_label and blanks == [cell] and beside and half and half.text.strip():
            cells[place] = _with_text(cell, half.text)
    above[-1] = Grid(
        rows=before.rows, columns=before.columns, cells=tuple(cells), page=before.page,
        edges=before.edges,
    )  # fmt: skip


def _below(cell: Cell, first: Sequence[Cell]) -> Cell | None:
    """Give the cell of the next page that stands under a cell."""
    for other in first:
        if cell.box and other.box:
            sides = (cell.box[0] - other.box[0], cell.box[2] - other.box[2])
            if all(abs(side) <= _SAME_EDGE for side in sides):
                return other
    return None


def _with_text(cell: Cell, text: str) -> Cell:
    return Cell(
        text=text, row=cell.row, column=cell.column, row_span=cell.row_span,
        column_span=cell.column_span, page=cell.page, box=cell.box, ref=cell.ref,
    )  # fmt: skip


def _without_first_row(grid: Grid) -> Grid:
    cells = []
    for cell in grid.cells:
        if cell.row + cell.row_span > 1:
            row, down = max(0, cell.row - 1), cell.row_span - (cell.row == 0)
            cells.append(
                Cell(
                    text="" if cell.row == 0 else cell.text, row=row, column=cell.column,
                    row_span=down, column_span=cell.column_span, page=cell.page, box=cell.box,
                )
            )  # fmt: skip
    return Grid(
        rows=grid.rows - 1, columns=grid.columns, cells=tuple(cells), page=grid.page,
        edges=grid.edges,
    )  # fmt: skip
