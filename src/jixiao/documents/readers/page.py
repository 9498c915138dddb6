"""Characters and ruled tables of one page become cells and lines in reading order."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jixiao.documents.assembly import Block, grid_of
from jixiao.documents.document import Cell, Grid
from jixiao.documents.ruling import RuledTable
from jixiao.evidence import Box, around

_GAP = 0.35
_SAME_LINE = 0.5
_PADDING = 14.0


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character and its box, y counted down from the top of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float | None = None

    @property
    def middle(self) -> float:
        """Half way down."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Half way across."""
        return (self.left + self.right) / 2


def blocks_of(
    glyphs: Iterable[Glyph], tables: Sequence[RuledTable], page: int
) -> tuple[list[Block], frozenset[Box]]:
    """Give the tables and the lines between them, and the boxes of cells without room left."""
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
                _rounded(table.cells[index].box)
                for index, inside in own.items()
                if _is_full(inside, table.cells[index].box)
            }
    for line in lines_of(free):
        box = around((g.left, g.top, g.right, g.bottom) for g in line)
        cell = Cell(
            text=words_of(line), page=page, box=_rounded(box) if box else None,
            confidence=_least(line),
        )  # fmt: skip
        placed.append((line[0].middle, line[0].left, cell))
    return [block for *_, block in sorted(placed, key=lambda item: item[:2])], frozenset(full)


def once(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Leave out characters printed twice in one place, as shadows and double layers are."""
    seen: set[tuple[str, int, int]] = set()
    found = []
    for glyph in glyphs:
        across, down = round(glyph.centre), round(glyph.middle)
        around_it = {(glyph.text, across + x, down + y) for x in (-1, 0, 1) for y in (-1, 0, 1)}
        if not seen & around_it:
            seen.add((glyph.text, across, down))
            found.append(glyph)
    return found


def _grid(table: RuledTable, own: dict[int, list[Glyph]], page: int) -> Grid:
    cells = [
        Cell(
            text=text_of(own.get(index, [])), row=ruled.row, column=ruled.column,
            row_span=ruled.row_span, column_span=ruled.column_span,
            page=page, box=_rounded(ruled.box), confidence=_least(own.get(index, [])),
        )
        for index, ruled in enumerate(table.cells)
    ]  # fmt: skip
    return grid_of(cells, page, table.xs)


def _least(glyphs: Iterable[Glyph]) -> float | None:
    return min((g.confidence for g in glyphs if g.confidence is not None), default=None)


def _rounded(box: Box) -> Box:
    left, top, right, bottom = (round(side, 1) for side in box)
    return left, top, right, bottom


def _is_full(glyphs: Sequence[Glyph], box: Box) -> bool:
    """Say whether a cell's last line leaves no room for one more character."""
    last = lines_of(glyphs)[-1]
    glyph = last[-1].bottom - last[-1].top
    wide = last[-1].right - last[0].left + glyph > box[2] - box[0] - _PADDING
    return wide or last[-1].right + glyph > box[2] - _PADDING / 2


def lines_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Part characters into printed lines, each from left to right."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.middle, g.left)):
        height = glyph.bottom - glyph.top
        last = lines[-1] if lines else None
        if last and abs(glyph.middle - _level(last)) <= _SAME_LINE * max(height, _tall(last)):
            last.append(glyph)
        else:
            lines.append([glyph])
    return [sorted(line, key=lambda g: g.left) for line in lines]


def _level(line: Sequence[Glyph]) -> float:
    return sum(g.middle for g in line[-8:]) / len(line[-8:])


def _tall(line: Sequence[Glyph]) -> float:
    return line[-1].bottom - line[-1].top


def words_of(line: Sequence[Glyph]) -> str:
    """Print a line; what stands clearly apart is parted by a space."""
    text = line[0].text if line else ""
    for before, glyph in pairwise(line):
        height = max(glyph.bottom - glyph.top, before.bottom - before.top)
        apart = glyph.left - before.right > _GAP * height
        text += (" " if apart else "") + glyph.text
    return text


def text_of(glyphs: Iterable[Glyph]) -> str:
    """Print a cell, its lines below each other."""
    return "\n".join(words_of(line) for line in lines_of(glyphs))
