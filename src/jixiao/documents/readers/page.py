"""Characters and ruled tables of one page become cells and lines in reading order."""

import re
from collections.abc import Iterable, Iterator, Sequence

from jixiao.documents.assembly import Block, grid_of
from jixiao.documents.document import Cell, Grid
from jixiao.documents.readers.alignment import aligned_tables
from jixiao.documents.readers.glyphs import (
    DOUBTFUL,
    Glyph,
    Ink,
    Run,
    box_around,
    least_confidence,
    lines_of,
    rounded,
    words_of,
)
from jixiao.documents.readers.seating import Seated, seated
from jixiao.documents.ruling import RuledCell, RuledTable, Stroke
from jixiao.evidence import Box, Note

_PADDING = 14.0
"""Points that a cell leaves free beside its text, on both sides together."""
_MOST_LISTED = 20
_WORD = re.compile(r"\w")

_Placed = tuple[float, float, Block]
"""A block with how far down and how far across it begins."""


def blocks_of(
    glyphs: Iterable[Glyph],
    tables: Sequence[RuledTable],
    page: int,
    strokes: Iterable[Stroke] = (),
) -> tuple[list[Block], frozenset[Box]]:
    """The tables and the lines between them, and the boxes of cells without room left.

    What stands in no ruled table is a table where it is aligned in columns, its rows parted by
    the level ones of `strokes` where there are any; else it is a line.
    """
    contents, outside = seated(tables, glyphs)
    placed: list[_Placed] = []
    full: set[Box] = set()
    for table, seats in zip(tables, contents, strict=True):
        if seats:
            left, top, *_ = table.box
            grid, boxes = _grid(table, seats, page)
            placed.append((top, left, grid))
            full |= boxes
    level = [stroke for stroke in strokes if not stroke.upright]
    placed += _lines_and_aligned(lines_of(outside), level, page)
    placed.sort(key=lambda block: block[:2])
    return [block for *_, block in placed], frozenset(full)


def page_notes(numbers: Sequence[int], code: str, text: str) -> list[Note]:
    """A note on pages, if there are any: “第 1、2 ” and the text."""
    if not numbers:
        return []
    listed = "、".join(map(str, numbers[:_MOST_LISTED]))
    more = "…" if len(numbers) > _MOST_LISTED else ""
    return [Note(code=code, text=f"第 {listed}{more} {text}")]


def _lines_and_aligned(
    lines: Sequence[Sequence[Glyph]], level: Sequence[Stroke], page: int
) -> Iterator[_Placed]:
    at = 0
    for aligned in aligned_tables(lines, level, page):
        yield from (_line(line, page) for line in lines[at : aligned.first])
        yield aligned.top, aligned.left, aligned.grid
        at = aligned.end
    yield from (_line(line, page) for line in lines[at:])


def _line(line: Sequence[Glyph], page: int) -> _Placed:
    cell = Cell(
        text=words_of(line),
        page=page,
        box=box_around(line),
        confidence=least_confidence(line),
    )
    return line[0].middle, line[0].left, cell


def _grid(table: RuledTable, seats: Seated, page: int) -> tuple[Grid, set[Box]]:
    """The cells of a ruled table, and the boxes of those without room left."""
    cells: list[Cell] = []
    full: set[Box] = set()
    for place, ruled in enumerate(table.cells):
        lines = lines_of(seats.get(place, ()))
        box = rounded(ruled.box)
        if lines and _is_full(lines[-1], ruled.box):
            full.add(box)
        cells.append(
            Cell(
                text="\n".join(map(words_of, lines)),
                row=ruled.row,
                column=ruled.column,
                row_span=ruled.row_span,
                column_span=ruled.column_span,
                page=page,
                box=box,
                confidence=_confidence(lines, ruled),
            )
        )
    return grid_of(cells, page, table.xs), full


def _confidence(lines: Sequence[Sequence[Glyph]], ruled: RuledCell) -> float | None:
    """How sure a cell is: no more than its characters, and than its rules."""
    if lines and (not ruled.is_rectangle or _is_stamped(lines)):
        return DOUBTFUL
    return least_confidence(glyph for line in lines for glyph in line)


def _is_stamped(lines: Sequence[Sequence[Glyph]]) -> bool:
    """Whether a cell holds words in red beside others, as stamps and later hands print them."""
    runs = [glyph for line in lines for glyph in line if isinstance(glyph, Run)]
    if len(runs) == 1:
        return False
    red = [run.ink is Ink.RED for run in runs if _WORD.search(run.text)]
    return any(red) and not all(red)


def _is_full(last_line: Sequence[Glyph], box: Box) -> bool:
    """Whether the last line of a cell leaves no room for one more character."""
    first, last = last_line[0], last_line[-1]
    end = last.right + last.height
    is_wide = end - first.left > box[2] - box[0] - _PADDING
    return is_wide or end > box[2] - _PADDING / 2
