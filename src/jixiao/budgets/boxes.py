"""The rows of a table whose file says where each cell stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jixiao.documents import Cell, Flow, Gap, Span

FIGURE = re.compile(r"[-+−—]*\d[\d,]*(?:\.\d+)?%?")
"""An amount or a rate as printed, also a malformed one such as `--5.41`."""
BLANK = re.compile(r"[-—–/]+")
"""What stands for nothing in a cell."""
REMARK = re.compile(r"(?:备?注|说明)\d*[:：]|.*(?:本表(?:无|为空)|故本表|无数据)")
_FEWEST_CELLS = 2


@dataclass(frozen=True, slots=True)
class BoxedCell:
    """A cell that is not blank: its text without white space, and where it stands."""

    text: str
    span: Span
    printed: Cell
    pieces: int

    @property
    def column(self) -> int:
        """The first column that the cell covers."""
        return self.printed.column

    @property
    def columns(self) -> range:
        """The columns that the cell covers."""
        return range(self.column, self.column + self.printed.column_span)

    @property
    def is_figure(self) -> bool:
        """Whether the cell prints an amount, or what stands for none."""
        return bool(FIGURE.fullmatch(self.text) or BLANK.fullmatch(self.text))


@dataclass(frozen=True, slots=True)
class BoxedRow:
    """The cells of a row that are not blank, from left to right."""

    start: int
    end: int
    cells: tuple[BoxedCell, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """What one page prints of a table: its rows, and how many columns it has."""

    rows: tuple[BoxedRow, ...]
    width: int


def pieces(flow: Flow, start: int, end: int) -> list[Piece]:
    """The tables of a stretch, in order; nothing where its lines have no cells."""
    rows_of_pieces: list[list[BoxedRow]] = []
    widths: list[int] = []
    above: Cell | None = None
    for first, stop in flow.line_spans(start, end):
        line = flow.lines[flow.line_index(first)]
        if len(line.cells) < _FEWEST_CELLS:
            above = None
            continue
        row = BoxedRow(first, stop, tuple(_cells(flow, first, stop)))
        here = row.cells[0].printed
        if above is None or _begins(here, above) or widths[-1] != len(line.cells):
            rows_of_pieces.append([])
            widths.append(len(line.cells))
        rows_of_pieces[-1].append(row)
        above = here
    return [
        Piece(tuple(rows), width)
        for rows, width in zip(rows_of_pieces, widths, strict=True)
    ]


def _begins(cell: Cell, above: Cell) -> bool:
    """Whether a cell's row is the first of another table than the row above it."""
    return cell.page != above.page or cell.row <= above.row


def _cells(flow: Flow, start: int, end: int) -> Iterator[BoxedCell]:
    line = flow.lines[flow.line_index(start)]
    for span in flow.split(start, end, Gap.CELL):
        printed = line.cells[flow.column(span)]
        if printed is not None:
            text = flow.folded[slice(*span)]
            yield BoxedCell(text, span, printed, len(list(flow.split(*span))))


def is_remark(row: BoxedRow) -> bool:
    """Whether a row is a remark below the table: 注：本表反映…"""
    return REMARK.match(row.cells[0].text) is not None
