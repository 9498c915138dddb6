"""A text of cells split row by row, where a quick reader would stumble or join what is apart."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

_MOST_LINES = 50
"""Lines that one row may take: a cell may hold some."""
_LONGEST = 600_000
"""Signs in a row; DuckDB reads no more than two million bytes."""
_SHOWN = 100
_FEWEST_MARKS = 3
"""Delimiters in a cell of more than one line, below which no row was swallowed."""
_TOO_LONG = f"这一行太长，多于 {_LONGEST:,} 个字"
_OPEN_QUOTE = "这一行少了引号，各格的界线说不清，列数不对"

csv.field_size_limit(_LONGEST)


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row of an extract whose cells cannot be known: its number, its text, and why.

    Where one column is at fault it is named, and the text is what it says.
    """

    number: int
    text: str
    reason: str
    column: str | None = None


@dataclass(frozen=True, slots=True)
class WholeRow:
    """A row of an extract as it is written, with its number."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class RowSplitter:
    """Splits lines into rows of `width` cells; the first is number `first`, blank lines count too.

    A row goes on in the next line only where a quoted cell does, and not where that cell would
    swallow whole rows: there a quote is missing.
    """

    delimiter: str
    quote: str
    width: int
    first: int

    def rows(self, lines: Iterable[str]) -> Iterator[WholeRow | BrokenRow]:
        """Yield the rows of lines, each whole or broken; blank lines are passed over."""
        ahead = _LinesAhead(iter(lines))
        number = self.first
        while ahead.look(1):
            line = ahead.take(1)[0]
            if line.strip():
                yield self._row(number, line, ahead)
            number += 1

    def _row(
        self, number: int, line: str, ahead: "_LinesAhead"
    ) -> WholeRow | BrokenRow:
        if len(line) > _LONGEST:
            return BrokenRow(number, line[:_SHOWN], _TOO_LONG)
        if self.quote not in line:
            return self._of_cells(number, line, line.split(self.delimiter))
        for more in range(_MOST_LINES):
            lines = ahead.look(more)
            text = "\n".join([line, *lines])
            if len(lines) < more or len(text) > _LONGEST:
                break
            cells = self._cells(text)
            if cells and not self._swallows_rows(cells):
                ahead.take(more)
                return self._of_cells(number, text, cells)
        return BrokenRow(number, line, _OPEN_QUOTE)

    def _cells(self, text: str) -> list[str]:
        """Return the cells of a row; none where its quotes do not close."""
        rows = csv.reader(
            [text], delimiter=self.delimiter, quotechar=self.quote, strict=True
        )
        try:
            return next(rows)
        except csv.Error:
            return []

    def _swallows_rows(self, cells: Sequence[str]) -> bool:
        marks = max(self.width - 1, _FEWEST_MARKS)
        return any(
            "\n" in cell and cell.count(self.delimiter) >= marks for cell in cells
        )

    def _of_cells(
        self, number: int, text: str, cells: Sequence[str]
    ) -> WholeRow | BrokenRow:
        if len(cells) == self.width:
            return WholeRow(number, text)
        if len(cells) > self.width and not any(map(str.strip, cells[self.width :])):
            return WholeRow(number, self._written(cells[: self.width]))
        reason = (
            f"这一行的列数不对（{len(cells)} 格，列名有 {self.width} 个），"
            "可能被截断、多了分隔符或少了引号"
        )
        return BrokenRow(number, text, reason)

    def _written(self, cells: Iterable[str]) -> str:
        doubled = self.quote * 2
        return self.delimiter.join(
            f"{self.quote}{cell.replace(self.quote, doubled)}{self.quote}"
            for cell in cells
        )


class _LinesAhead:
    """Lines that may be looked at before they are taken, without their ends."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._read: deque[str] = deque()

    def look(self, count: int) -> list[str]:
        """Return the next lines, fewer at the end."""
        wanted = islice(self._lines, max(0, count - len(self._read)))
        self._read.extend(line.rstrip("\r\n") for line in wanted)
        return list(islice(self._read, count))

    def take(self, count: int) -> list[str]:
        """Return the next lines and go on behind them."""
        return [self._read.popleft() for _ in self.look(count)]
