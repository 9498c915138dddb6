"""Rows of a Word table become a grid, also where their cells lie about what they span."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from msgspec.structs import replace

from jixiao.documents.document import Cell
from jixiao.documents.readers.glyphs import DOUBTFUL

MOST_COLUMNS = 63
"""The columns that a table of Word has at most."""
_SAME_EDGE = 0.3
"""The share of the narrowest column within which two borders are one."""


@dataclass(frozen=True, slots=True)
class RowCell:
    """A cell as the file has it.

    `merge` is "restart" for the first of cells merged downwards, "continue" below it, else None.
    """

    text: str
    span: int
    merge: str | None = None


@dataclass(frozen=True, slots=True)
class WordRow:
    """The cells of a row and how many columns it leaves free before them.

    `widths` gives those of the cells in twentieths of a point, nothing where one does not say it;
    it is asked only where the spans lie.
    """

    cells: tuple[RowCell, ...]
    widths: Callable[[], Sequence[int]]
    before: int = 0


@dataclass(frozen=True, slots=True)
class Repairs:
    """The rows, from 1, whose spans were put right, those in doubt, and words merges cover."""

    repaired: tuple[int, ...]
    doubtful: tuple[int, ...]
    covered: tuple[str, ...]


def laid_out(
    rows: Sequence[WordRow], widths: Sequence[int], ref: str
) -> tuple[list[Cell], Repairs]:
    """Place the cells of a table by their spans, or by their widths where the spans lie.

    `widths` are those of the table's columns, in twentieths of a point; `ref` begins the name of
    each cell. A cell merged downwards goes on only below one of the same columns; another is a
    cell of its own, and in doubt.
    """
    columns = _column_count(rows, widths)
    edges = [0, *accumulate(widths)] if columns == len(widths) else []
    layout = _Layout(ref)
    for row, word_row in enumerate(rows):
        placed, is_repaired, is_sure = _placed(word_row, columns, edges)
        layout.add(row, zip(word_row.cells, placed, strict=True), is_sure=is_sure)
        if is_repaired:
            layout.repaired.append(row + 1)
    doubtful = sorted(layout.doubtful)
    repairs = Repairs(tuple(layout.repaired), tuple(doubtful), tuple(layout.covered))
    return list(layout.doubted()), repairs


_Span = tuple[int, int]
"""The first column of a cell and how many it spans."""


def _column_count(rows: Sequence[WordRow], widths: Sequence[int]) -> int:
    """The columns a table says it has, if a row has as many; else what most rows have."""
    totals = Counter(_total(row) for row in rows)
    if not totals or len(widths) in totals:
        return len(widths)
    return max(totals, key=lambda total: (totals[total], total))


def _total(row: WordRow) -> int:
    return row.before + sum(cell.span for cell in row.cells)


def _placed(
    row: WordRow, columns: int, edges: Sequence[int]
) -> tuple[list[_Span], bool, bool]:
    """The columns of a row's cells, whether its spans were repaired, and whether that is sure."""
    as_said = list(_in_turn(row.before, [cell.span for cell in row.cells]))
    total = _total(row)
    if total == columns:
        return as_said, False, True
    by_width = _by_width(row, edges)
    if by_width:
        return by_width, by_width != as_said, True
    if total < columns:
        return as_said, False, True
    return _shortened(row, total - columns), True, _has_one_wide_cell(row)


def _in_turn(first: int, spans: Iterable[int]) -> Iterator[_Span]:
    for span in spans:
        yield first, span
        first += span


def _by_width(row: WordRow, edges: Sequence[int]) -> list[_Span] | None:
    """The columns between whose borders the cells fit; None where their widths do not tell."""
    widths = row.widths() if row.before + 1 < len(edges) else ()
    if not widths:
        return None
    narrowest = min(right - left for left, right in pairwise(edges))
    borders = accumulate(widths, initial=edges[row.before])
    places: list[int] = []
    for border in borders:
        away, place = min((abs(edge - border), at) for at, edge in enumerate(edges))
        if away > narrowest * _SAME_EDGE or (places and place <= places[-1]):
            return None
        places.append(place)
    return [(a, b - a) for a, b in pairwise(places)]


def _shortened(row: WordRow, excess: int) -> list[_Span]:
    """Take what a row has too much from its widest cells."""
    spans = [cell.span for cell in row.cells]
    for _ in range(excess):
        widest = max(range(len(spans)), key=lambda place: (spans[place], place))
        if spans[widest] == 1:
            break
        spans[widest] -= 1
    return list(_in_turn(row.before, spans))


def _has_one_wide_cell(row: WordRow) -> bool:
    """Whether only one cell can be the one that says too much."""
    return sum(cell.span > 1 for cell in row.cells) == 1


class _Layout:
    """Cells of a grid, row after row, and what was noticed of their merges."""

    def __init__(self, ref: str) -> None:
        self.cells: dict[tuple[int, int], Cell] = {}
        self.repaired: list[int] = []
        self.doubtful: set[int] = set()
        self.covered: list[str] = []
        self._covering: set[int] = set()
        self._words_below: set[_Span] = set()
        self._ref = ref
        self._open: dict[_Span, Cell] = {}

    def add(
        self, row: int, cells: Iterable[tuple[RowCell, _Span]], *, is_sure: bool
    ) -> None:
        """Add a row; a cell that goes on with the one above lengthens it."""
        before, self._open = self._open, {}
        self._words_below &= before.keys()
        for row_cell, span in cells:
            above = before.get(span) if row_cell.merge == "continue" else None
            if above is not None:
                self._lengthen(above, span, row_cell.text)
                continue
            lies = row_cell.merge == "continue" and _overlaps(span, before)
            if lies or not is_sure:
                self.doubtful.add(row + 1)
            self._begin(row, row_cell, span, is_doubtful=lies or not is_sure)

    def _lengthen(self, above: Cell, span: _Span, text: str) -> None:
        longer = replace(above, row_span=above.row_span + 1)
        self.cells[above.row, above.column] = self._open[span] = longer
        if text.strip() and text != above.text:
            self.covered.append(text.strip())
            self._words_below.add(span)
        if span in self._words_below:
            self._covering.add(above.row + above.row_span)

    def doubted(self) -> Iterator[Cell]:
        """The cells; those of a row whose merged label covers other words are in doubt."""
        for cell in self.cells.values():
            is_beside = cell.row in self._covering and bool(cell.text.strip())
            yield replace(cell, confidence=DOUBTFUL) if is_beside else cell

    def _begin(
        self, row: int, row_cell: RowCell, span: _Span, *, is_doubtful: bool
    ) -> None:
        column, columns = span
        cell = Cell(
            text=row_cell.text,
            row=row,
            column=column,
            column_span=columns,
            ref=f"{self._ref}第{row + 1}行第{column + 1}列",
            confidence=DOUBTFUL if is_doubtful else None,
        )
        self.cells[row, column] = cell
        self._words_below.discard(span)
        if row_cell.merge:
            self._open[span] = cell


def _overlaps(span: _Span, others: Iterable[_Span]) -> bool:
    """Whether columns are among those of other cells."""
    first, end = span[0], sum(span)
    return any(first < sum(other) and other[0] < end for other in others)


def cut(cells: Iterable[Cell], first: int, end: int) -> list[Cell]:
    """The cells from row `first` until `end`; one from above goes on without its text."""
    parts = []
    for cell in cells:
        top, bottom = max(cell.row, first), min(cell.row + cell.row_span, end)
        if top < bottom:
            text = cell.text if cell.row >= first else ""
            part = replace(cell, text=text, row=top - first, row_span=bottom - top)
            parts.append(part)
    return parts
