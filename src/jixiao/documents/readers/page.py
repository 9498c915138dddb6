"""Characters and ruled tables of one page become cells and lines in reading order."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from jixiao.documents.assembly import Block, grid_of
from jixiao.documents.document import Cell, Grid
from jixiao.documents.readers.alignment import aligned_tables
from jixiao.documents.readers.glyphs import (
    Glyph,
    box_around,
    least_confidence,
    lines_of,
    rounded,
    text_of,
    words_of,
)
from jixiao.documents.ruling import RuledTable, Stroke
from jixiao.evidence import Box, Note

_PADDING = 14.0
"""Points that a cell leaves free beside its text, on both sides together."""
_MOST_LISTED = 20

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
    contents, outside = _sorted_into(tables, glyphs)
    placed: list[_Placed] = []
    full: set[Box] = set()
    for table, content in zip(tables, contents, strict=True):
        if content:
            left, top, *_ = table.box
            placed.append((top, left, _grid(table, content, page)))
            full |= _full_boxes(table, content)
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


_Content = dict[int, list[Glyph]]
"""The characters of a ruled table by the place of their cell."""


def _sorted_into(
    tables: Sequence[RuledTable], glyphs: Iterable[Glyph]
) -> tuple[list[_Content], list[Glyph]]:
    """Put each character into its cell; also give those that stand in no table."""
    contents: list[_Content] = [{} for _ in tables]
    cells_by_unit = [table.units() for table in tables]
    outside: list[Glyph] = []
    for glyph in glyphs:
        for table, content, cells in zip(tables, contents, cells_by_unit, strict=True):
            column = bisect_right(table.xs, glyph.centre) - 1
            row = bisect_right(table.ys, glyph.middle) - 1
            place = cells.get((row, column))
            if place is not None:
                content.setdefault(place, []).append(glyph)
                break
        else:
            outside.append(glyph)
    return contents, outside


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


def _grid(table: RuledTable, content: _Content, page: int) -> Grid:
    cells = []
    for place, ruled in enumerate(table.cells):
        glyphs = content.get(place, [])
        cells.append(
            Cell(
                text=text_of(glyphs),
                row=ruled.row,
                column=ruled.column,
                row_span=ruled.row_span,
                column_span=ruled.column_span,
                page=page,
                box=rounded(ruled.box),
                confidence=least_confidence(glyphs),
            )
        )
    return grid_of(cells, page, table.xs)


def _full_boxes(table: RuledTable, content: _Content) -> set[Box]:
    boxes = ((glyphs, table.cells[place].box) for place, glyphs in content.items())
    return {rounded(box) for glyphs, box in boxes if _is_full(glyphs, box)}


def _is_full(glyphs: Sequence[Glyph], box: Box) -> bool:
    """Whether a cell's last line leaves no room for one more character."""
    last_line = lines_of(glyphs)[-1]
    first, last = last_line[0], last_line[-1]
    end = last.right + last.height
    is_wide = end - first.left > box[2] - box[0] - _PADDING
    return is_wide or end > box[2] - _PADDING / 2
