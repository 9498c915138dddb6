"""Characters and ruled tables of one page become cells and lines in reading order."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from jixiao.documents.assembly import Block, grid_of
from jixiao.documents.document import Cell, Grid
from jixiao.documents.readers.alignment import aligned_tables
from jixiao.documents.readers.glyphs import (
    Glyph,
    least_confidence,
    lines_of,
    rounded,
    text_of,
    words_of,
)
from jixiao.documents.ruling import RuledTable, Stroke
from jixiao.evidence import Box, Note, around

_PADDING = 14.0
_LISTED = 20


def blocks_of(
    glyphs: Iterable[Glyph], tables: Sequence[RuledTable], page: int, strokes: Iterable[Stroke] = ()
) -> tuple[list[Block], frozenset[Box]]:
    """Give the tables and the lines between them, and the boxes of cells without room left.

    What stands in no ruled table is a table where it is aligned in columns, its rows parted by
    the level ones of `strokes` where there are any; else it is a line.
    """
    held: list[dict[int, list[Glyph]]] = [{} for _ in tables]
    free: list[Glyph] = []
    units = [table.units() for table in tables]
    for glyph in glyphs:
        for table, own, cells in zip(tables, held, units, strict=True):
            column = bisect_right(table.xs, glyph.centre) - 1
            row = bisect_right(table.ys, glyph.middle) - 1
            index = cells.get((row, column))
            if index is not None:
                own.setdefault(index, []).append(glyph)
                break
        else:
            free.append(glyph)
    placed: list[tuple[float, float, Block]] = []
    full: set[Box] = set()
    for table, own in zip(tables, held, strict=True):
        if own:
            left, top, *_ = table.box
            placed.append((top, left, _grid(table, own, page)))
            full |= {
                rounded(table.cells[index].box)
                for index, inside in own.items()
                if _is_full(inside, table.cells[index].box)
            }
    lines = lines_of(free)
    level = [stroke for stroke in strokes if not stroke.upright]
    at = 0
    for aligned in aligned_tables(lines, level, page):
        placed += [_line(line, page) for line in lines[at : aligned.first]]
        placed.append((aligned.top, aligned.left, aligned.grid))
        at = aligned.end
    placed += [_line(line, page) for line in lines[at:]]
    return [block for *_, block in sorted(placed, key=lambda item: item[:2])], frozenset(full)


def page_notes(numbers: Sequence[int], code: str, text: str) -> list[Note]:
    """Say something of pages, if there are any: “第 1、2 ” and the text."""
    listed = "、".join(map(str, numbers[:_LISTED])) + ("…" if len(numbers) > _LISTED else "")
    return [Note(code=code, text=f"第 {listed} {text}")] if numbers else []


def _line(line: Sequence[Glyph], page: int) -> tuple[float, float, Block]:
    box = around((g.left, g.top, g.right, g.bottom) for g in line)
    cell = Cell(
        text=words_of(line), page=page, box=rounded(box) if box else None,
        confidence=least_confidence(line),
    )  # fmt: skip
    return line[0].middle, line[0].left, cell


def _grid(table: RuledTable, own: dict[int, list[Glyph]], page: int) -> Grid:
    cells = [
        Cell(
            text=text_of(own.get(index, [])), row=ruled.row, column=ruled.column,
            row_span=ruled.row_span, column_span=ruled.column_span,
            page=page, box=rounded(ruled.box), confidence=least_confidence(own.get(index, [])),
        )
        for index, ruled in enumerate(table.cells)
    ]  # fmt: skip
    return grid_of(cells, page, table.xs)


def _is_full(glyphs: Sequence[Glyph], box: Box) -> bool:
    """Say whether a cell's last line leaves no room for one more character."""
    last = lines_of(glyphs)[-1]
    glyph = last[-1].bottom - last[-1].top
    wide = last[-1].right - last[0].left + glyph > box[2] - box[0] - _PADDING
    return wide or last[-1].right + glyph > box[2] - _PADDING / 2
