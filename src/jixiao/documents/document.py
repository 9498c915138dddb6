"""What every reader gives: a document as pages, grids of cells, and numbered lines of cells."""

import msgspec

from jixiao.evidence import Box, Note


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where the bytes came from and how they were taken."""

    path: str
    sha256: str
    format: str
    encoding: str | None = None


class Page(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One page; sizes in points, turned by `rotation` degrees so that its text stands upright."""

    number: int
    width: float
    height: float
    rotation: int = 0


class Cell(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One cell of a grid or one line outside any: its text, its place, and where it is printed.

    `row` and `column` count from 0. `box` is in points of the page, `ref` names the cell where
    the file does (Sheet1!C5, 表2 第3行第1列). `confidence`, from 0 to 1, is how sure a recogniser
    was of its least sure part; None where the file holds the text itself.
    """

    text: str
    row: int = 0
    column: int = 0
    row_span: int = 1
    column_span: int = 1
    page: int | None = None
    box: Box | None = None
    ref: str | None = None
    confidence: float | None = None


class Grid(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One printed table: cells that cover `rows` by `columns` without overlapping.

    `edges` are the x positions of its column borders where the page has any.
    """

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    page: int | None = None
    edges: tuple[float, ...] = ()


class Line(msgspec.Struct, frozen=True, gc=False):
    """One printed line; `number` counts from 1 in the file, `page` from 1 or None if unknown.

    `cells` are the cells its tabs part, None where a merged cell goes on; empty for plain text.
    """

    number: int
    text: str
    page: int | None = None
    cells: tuple[Cell | None, ...] = ()


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A document as its reader saw it. Cells of one line are parted by tabs."""

    source: Source
    lines: tuple[Line, ...]
    grids: tuple[Grid, ...] = ()
    pages: tuple[Page, ...] = ()
    notes: tuple[Note, ...] = ()
