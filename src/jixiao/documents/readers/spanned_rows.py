"""Rows of cells that span rows and columns become a grid, also where a span lies."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from jixiao.documents.document import Cell
from jixiao.documents.readers.glyphs import DOUBTFUL

_MOST_REPAIRS = 50
_FEWEST_CELLS = 2


@dataclass(frozen=True, slots=True)
class SpanningCell:
    """A cell as a page has it: its text, and how many rows and columns it says it spans."""

    text: str
    down: int = 1
    across: int = 1


@dataclass(frozen=True, slots=True)
class SpanRepairs:
    """The rows, from 1, that a span was changed for: surely, or by a guess, or not at all."""

    repaired: tuple[int, ...] = ()
    doubtful: tuple[int, ...] = ()


_Place = tuple[int, int]
"""A row, and the place of a cell among those the row has; or a row and a column."""


def laid_out_rows(
    rows: Sequence[Sequence[SpanningCell]], ref: str
) -> tuple[list[Cell], SpanRepairs]:
    """Place cells as a browser does, each beside what already stands in its row.

    Most rows of a table end in one column. Where a row is pushed beyond it by one cell from
    above that spans too many rows, or by one cell of its own that spans too many columns, that
    span is cut; where a row falls short by just the cells that ended above it, they go on, and
    the row is in doubt. What can be put right in more ways than one is in doubt.
    """
    table = _Table(rows)
    table.repair()
    cells = [
        Cell(
            text=rows[row][at].text,
            row=row,
            column=column,
            row_span=table.downs[row, at],
            column_span=table.acrosses[row, at],
            ref=f"{ref}第{row + 1}行第{column + 1}列",
            confidence=DOUBTFUL if row in table.doubtful else None,
        )
        for (row, at), column in table.columns.items()
    ]
    repaired = table.repaired - table.doubtful
    return cells, SpanRepairs(_from_one(repaired), _from_one(table.doubtful))


def _from_one(rows: set[int]) -> tuple[int, ...]:
    return tuple(row + 1 for row in sorted(rows))


class _Table:
    """The spans of a table's cells, and the columns in which they put them."""

    def __init__(self, rows: Sequence[Sequence[SpanningCell]]) -> None:
        self.rows = rows
        numbered = [
            ((row, at), cell)
            for row, cells in enumerate(rows)
            for at, cell in enumerate(cells)
        ]
        self.downs = {
            (row, at): min(cell.down, len(rows) - row) for (row, at), cell in numbered
        }
        self.acrosses = {place: cell.across for place, cell in numbered}
        self.repaired: set[int] = set()
        self.doubtful: set[int] = set()
        self.columns: dict[_Place, int] = {}
        self.ends: list[int] = []
        self._place()

    def repair(self) -> None:
        """Change spans until every row ends where most do, or nothing more is known."""
        plain = self._widest_plain_row()
        width = max(_usual(self.ends, plain), plain)
        for row in range(len(self.rows)):
            if len(self.repaired) + len(self.doubtful) > _MOST_REPAIRS:
                return
            excess = self.ends[row] - width
            if excess > 0 and self.rows[row]:
                self._shorten(row, excess)
            elif excess < 0 and len(self.rows[row]) >= _FEWEST_CELLS:
                self._lengthen(row, -excess)

    def _widest_plain_row(self) -> int:
        """Where the widest row ends in which nothing spans anything: it cannot lie."""
        covered = {row for place in self.downs for row in self._rows_below(place)}
        ends = [0]
        for row, cells in enumerate(self.rows):
            spans = [self.acrosses[row, at] for at in range(len(cells))]
            if row not in covered and max(spans, default=1) == 1:
                ends.append(self.ends[row])
        return max(ends)

    def _rows_below(self, place: _Place) -> range:
        return range(place[0] + 1, place[0] + self.downs[place])

    def _shorten(self, row: int, excess: int) -> None:
        """Cut the one span that pushes a row out; with more of them, doubt it."""
        above = [
            place
            for place in self._covering(row)
            if self.acrosses[place] == excess and self.downs[place] > 1
        ]
        wide = [
            (row, at)
            for at in range(len(self.rows[row]))
            if self.acrosses[row, at] > excess
        ]
        if len(above) + len(wide) != 1:
            self.doubtful.add(row)
            return
        for place in above:
            self.downs[place] = row - place[0]
        for place in wide:
            self.acrosses[place] -= excess
        moves_nothing = wide == [(row, len(self.rows[row]) - 1)]
        self.repaired |= set() if moves_nothing else {row}
        self._place()

    def _lengthen(self, row: int, missing: int) -> None:
        """Let cells go on that ended just above, if they are just what a row falls short by."""
        ended = [
            place
            for place in self.columns
            if 1 < self.downs[place] == row - place[0]
            and self.columns[place] + self.acrosses[place] <= self.ends[row]
        ]
        if ended and sum(self.acrosses[place] for place in ended) == missing:
            for place in ended:
                self.downs[place] += 1
            self.doubtful.add(row)
            self._place()

    def _covering(self, row: int) -> Iterator[_Place]:
        """The cells from above that reach into a row."""
        for place in self.columns:
            if row in self._rows_below(place):
                yield place

    def _place(self) -> None:
        self.columns.clear()
        taken: set[_Place] = set()
        for row, cells in enumerate(self.rows):
            column = 0
            for at in range(len(cells)):
                while (row, column) in taken:
                    column += 1
                self.columns[row, at] = column
                across = self._free(row, at, taken)
                rows = range(row, row + self.downs[row, at])
                taken.update(product(rows, range(column, column + across)))
                column += across
        self.ends = [0] * len(self.rows)
        for row, column in taken:
            self.ends[row] = max(self.ends[row], column + 1)

    def _free(self, row: int, at: int, taken: set[_Place]) -> int:
        """How many columns a cell spans; it is cut, and in doubt, where another stands already."""
        column, across = self.columns[row, at], self.acrosses[row, at]
        free = next((n for n in range(across) if (row, column + n) in taken), across)
        if free < across:
            self.acrosses[row, at] = free
            self.doubtful.add(row)
        return free


def _usual(ends: Sequence[int], plain: int) -> int:
    """The column in which most rows end; of as many, where a row without spans ends."""
    counted = Counter(ends)
    return max(counted, key=lambda end: (counted[end], end == plain, end), default=0)
