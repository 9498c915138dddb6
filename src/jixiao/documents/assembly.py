"""Pages, tables and the text between them become one document of numbered lines."""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from jixiao import chinese
from jixiao.documents.document import Cell, Document, Grid, Line, Page, Source
from jixiao.evidence import Note

Block = Cell | Grid
"""A line outside any table, or a table."""

_SAME_EDGE = 4.0
"""Points within which the borders of two tables are one."""
_LINE_BREAKS = re.compile(r"[\r\n\v\f\u2028\u2029]+")
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
    aligned = list(_with_columns_continued(blocks))
    lines: list[Line] = []
    for block in aligned:
        rows = _rows(block) if isinstance(block, Grid) else [(block,)]
        for cells in rows:
            text = "\t".join(plain(cell.text) if cell else "" for cell in cells)
            if text.strip():
                page = next((cell.page for cell in cells if cell), None)
                lines.append(Line(len(lines) + 1, text, page, cells))
    return Document(
        source=source,
        lines=tuple(lines),
        grids=tuple(block for block in aligned if isinstance(block, Grid)),
        pages=tuple(pages),
        notes=tuple(notes),
    )


def cells_of(block: Block) -> tuple[Cell, ...]:
    """The cells of a table, or the line itself."""
    return block.cells if isinstance(block, Grid) else (block,)


def plain(text: str) -> str:
    """A cell's text on one line."""
    if text.isprintable() and " " not in text:
        return text  # as most are: nothing breaks, parts or hides in them
    joined = ""
    for line in _LINE_BREAKS.split(text.translate(_INVISIBLE)):
        joined = chinese.join_wrapped(joined, " ".join(line.split()))
    return joined


def grid_of(
    cells: Sequence[Cell], page: int | None = None, edges: Iterable[float] = ()
) -> Grid:
    """The grid that cells make; empty rows and columns stay."""
    return Grid(
        rows=max((cell.row + cell.row_span for cell in cells), default=0),
        columns=max((cell.column + cell.column_span for cell in cells), default=0),
        cells=tuple(cells),
        page=page,
        edges=tuple(edges),
    )


def _rows(grid: Grid) -> Iterator[tuple[Cell | None, ...]]:
    """Each row's cells by column; a merged cell stands in its first row and column only."""
    rows: list[list[Cell | None]] = [[None] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row][cell.column] = cell
    yield from map(tuple, rows)


def _with_columns_continued(blocks: Iterable[Block]) -> Iterator[Block]:
    """Lend tables that go on over a page the columns of the table they go on with."""
    above: Grid | None = None
    for block in blocks:
        if not isinstance(block, Grid):
            yield block
            continue
        goes_on = (
            above is not None
            and above.page != block.page
            and _same_columns(above, block)
        )
        table = _counted_by(above.edges, block) if above and goes_on else block
        yield table
        above = table


def _same_columns(above: Grid, below: Grid) -> bool:
    """Whether every border of the lower table stands where the upper one has its own."""
    upper, lower = above.edges, below.edges
    if not (upper and lower) or upper == lower:
        return False
    nearest = [_nearest(edge, upper) for edge in lower]
    if len({place for _, place in nearest}) < len(nearest):
        return False
    farthest = max(distance for distance, _ in nearest)
    first, last = abs(upper[0] - lower[0]), abs(upper[-1] - lower[-1])
    return max(first, last, farthest) <= _SAME_EDGE


def _nearest(edge: float, edges: Sequence[float]) -> tuple[float, int]:
    """How far the nearest of `edges` is, and its place."""
    return min((abs(edge - other), place) for place, other in enumerate(edges))


def _counted_by(edges: Sequence[float], grid: Grid) -> Grid:
    """A table whose columns are counted by the borders of another."""
    places = [_nearest(edge, edges)[1] for edge in grid.edges]
    cells = []
    for cell in grid.cells:
        first, last = places[cell.column], places[cell.column + cell.column_span]
        cells.append(replace(cell, column=first, column_span=last - first))
    return replace(grid, columns=len(edges) - 1, cells=tuple(cells), edges=tuple(edges))
