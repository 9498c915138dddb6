"""Pages, tables and the text between them become one document of numbered lines."""

import re
from collections.abc import Iterable, Iterator, Sequence

from jixiao import chinese
from jixiao.documents.document import Cell, Document, Grid, Line, Page, Source
from jixiao.evidence import Note

Block = Cell | Grid
"""A line outside any table, or a table."""

_SAME_EDGE = 4.0
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad\x00"))


def assemble(
    source: Source,
    blocks: Iterable[Block],
    pages: Iterable[Page] = (),
    notes: Iterable[Note] = (),
) -> Document:
    """Number the lines of blocks in reading order; each row of a table is a line.

    A table that goes on at the top of the next page keeps the columns it had.
    """
    whole = list(_continued(list(blocks)))
    lines: list[Line] = []
    for block in whole:
        rows = _rows(block) if isinstance(block, Grid) else [(block,)]
        for cells in rows:
            text = "\t".join(plain(cell.text) if cell else "" for cell in cells)
            if text.strip():
                page = next((cell.page for cell in cells if cell), None)
                lines.append(Line(len(lines) + 1, text, page, tuple(cells)))
    return Document(
        source=source,
        lines=tuple(lines),
        grids=tuple(block for block in whole if isinstance(block, Grid)),
        pages=tuple(pages),
        notes=tuple(notes),
    )


def plain(text: str) -> str:
    """Print a cell's text on one line."""
    joined = ""
    for piece in re.split(r"[\r\n\v\f\u2028\u2029]+", text.translate(_INVISIBLE)):
        joined = chinese.join_wrapped(joined, re.sub(r"\s+", " ", piece).strip())
    return joined


def grid_of(cells: Sequence[Cell], page: int | None = None, edges: Iterable[float] = ()) -> Grid:
    """Give the grid that cells make; empty rows and columns stay."""
    return Grid(
        rows=max((cell.row + cell.row_span for cell in cells), default=0),
        columns=max((cell.column + cell.column_span for cell in cells), default=0),
        cells=tuple(cells),
        page=page,
        edges=tuple(edges),
    )


def _rows(grid: Grid) -> Iterator[tuple[Cell | None, ...]]:
    """Give each row's cells by column; a merged cell stands in its first row and column only."""
    rows: list[list[Cell | None]] = [[None] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row][cell.column] = cell
    yield from map(tuple, rows)


def _continued(blocks: Sequence[Block]) -> Iterator[Block]:
    """Give tables that go on over a page the columns of the table they go on with."""
    before: Grid | None = None
    for block in blocks:
        if not isinstance(block, Grid):
            yield block
            continue
        same = before and before.page != block.page and _same_columns(before, block)
        if before and same:
            block = _moved(block, before.edges)  # noqa: PLW2901
        yield block
        before = block


def _same_columns(before: Grid, after: Grid) -> bool:
    """Say whether every border of the later table stands where the earlier one has its own."""
    if not (before.edges and after.edges) or before.edges == after.edges:
        return False
    ends = ((before.edges[0], after.edges[0]), (before.edges[-1], after.edges[-1]))
    outer = all(abs(one - other) <= _SAME_EDGE for one, other in ends)
    nearest = [_nearest(edge, before.edges) for edge in after.edges]
    distinct = len({place for _, place in nearest}) == len(nearest)
    return outer and distinct and all(away <= _SAME_EDGE for away, _ in nearest)


def _nearest(edge: float, edges: Sequence[float]) -> tuple[float, int]:
    return min((abs(edge - other), index) for index, other in enumerate(edges))


def _moved(grid: Grid, edges: Sequence[float]) -> Grid:
    """Count a table's columns by other borders."""
    places = [_nearest(edge, edges)[1] for edge in grid.edges]
    cells = []
    for cell in grid.cells:
        first, last = places[cell.column], places[cell.column + cell.column_span]
        cells.append(
            Cell(
                text=cell.text, row=cell.row, column=first, row_span=cell.row_span,
                column_span=last - first, page=cell.page, box=cell.box, ref=cell.ref,
                confidence=cell.confidence,
            )
        )  # fmt: skip
    return Grid(
        rows=grid.rows,
        columns=len(edges) - 1,
        cells=tuple(cells),
        page=grid.page,
        edges=tuple(edges),
    )
