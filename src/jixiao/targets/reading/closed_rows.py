"""Cells a line with the bars of their table: a line of bars alone ends a row, so that the rows can be put together."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from jixiao import chinese
from jixiao.documents import Line
from jixiao.targets.reading.shape_words import printed_labels

_BARS = re.compile(r"[|\s]*")
"""What is left of the line that ends a row; of one bar nothing is."""
_FEWEST = 4
_LEAST_SHARE = 0.8
_MOST_MERGED = 2
"""Cells that a row leaves to those of the rows above it: both levels."""
_FEWEST_CELLS = 3
"""Cells of one row at least: a bar behind each cell alone closes none."""


def with_closed_rows(lines: Sequence[Line]) -> list[Line]:
    """The lines with the cells of each row on one, where bars end rows and all have about as many cells.

    The first row may have the lines of a title above it and does not count.
    A row keeps the number of its first cell; what is broken off at its end stays as it is.
    """
    if any("\t" in line.text or line.cells for line in lines):
        return list(lines)
    rows = list(_rows(lines))
    closed = [_count(row) for row in rows if _is_closed(row)]
    barred = sum("|" in row[-1].text for row in rows if _is_closed(row))
    if barred < max(_FEWEST, _LEAST_SHARE * len(closed) - 1):
        return list(lines)
    usual = Counter(closed).most_common(1)[0][0]
    alike = sum(-_MOST_MERGED <= count - usual <= 1 for count in closed[1:])
    longest = max(len(_cells(row)) for row in rows if _is_closed(row))
    if alike < _LEAST_SHARE * len(closed[1:]) or longest < _FEWEST_CELLS:
        return list(lines)
    return [line for row in rows for line in _as_row(row)]


def _rows(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines up to each line of bars, which is the last of its row."""
    row: list[Line] = []
    for line in lines:
        row.append(line)
        if _BARS.fullmatch(line.text):
            yield row
            row = []
    if row:
        yield row


def _is_closed(row: Sequence[Line]) -> bool:
    return _BARS.fullmatch(row[-1].text) is not None and bool(_cells(row))


def _cells(row: Sequence[Line]) -> list[Line]:
    return [
        line for line in row if line.text.strip() and not _BARS.fullmatch(line.text)
    ]


def _count(row: Sequence[Line]) -> int:
    """How many cells a row has, the blank ones that its bars close included."""
    return len(_cells(row)) + row[-1].text.count("|")


def _as_row(row: Sequence[Line]) -> Iterator[Line]:
    """A closed row as one line; the lines of a title above its first label stay lines."""
    if not _is_closed(row):
        yield from row
        return
    cells = _cells(row)
    labels = (
        at
        for at, line in enumerate(cells)
        if chinese.key(line.text) in printed_labels()
    )
    above = next(labels, 0)
    yield from cells[:above]
    text = "\t".join(line.text.strip() for line in cells[above:])
    yield Line(cells[above].number, text, cells[above].page)
