"""Tables of a web page that no table element makes: rows of boxes, by style, role or class."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from jixiao.documents.readers.page_styles import PageStyles

_ROW_CLASS = re.compile(r"(?:^|[-_ ])(?:t?row|tr|line)s?(?:$|[-_ \d])")
_CELL_CLASS = re.compile(r"(?:^|[-_ ])(?:td|th|cell|col|column)(?:$|[-_ \d])")
_BOXES = {"div", "ul", "dl", "li", "section", "p"}
_CELLS = {"div", "li", "dt", "dd", "span", "p", "section", "label", "b", "strong"}
_PAGE_PARTS = (
    "table", "form", "h1", "h2", "h3", "nav", "header", "footer", "iframe", "input",
)  # fmt: skip
"""What no cell of a table holds: where it stands, boxes lay out a page."""
_LONGEST_CELL = 3_000
_FEWEST_ROWS = 2
_FEWEST_UNNAMED_ROWS = 3
_FEWEST_UNNAMED_CELLS = 3
_FEWEST_CELLS = 2
_DEEPEST = 6
_MOST_TRACKS = 200
_LARGEST_SPAN = 1_000
_SAME_EDGE = 0.006
"""The share of a table's width within which two borders are one."""
_FLEX = ("flex", "inline-flex")
_REPEAT = re.compile(r"repeat\(\s*(\d{1,9})\s*,\s*([^()]*(?:\([^)]*\))?[^()]*)\)")
_SPAN = re.compile(r"span\s+(\d{1,9})")
_FROM_TO = re.compile(r"\b(\d{1,9})\s*/\s*(\d{1,9})\b")
_PERCENT = re.compile(r"^([\d.]+)%$")
_NUMBER = re.compile(r"^\d{1,9}$")


@dataclass(frozen=True, slots=True)
class BoxCell:
    """A cell of such a table: its element, its place, its spans.

    `left` and `right` are its sides as shares of the table's width, where every width is told.
    """

    element: Any
    row: int
    column: int
    down: int = 1
    across: int = 1
    left: float | None = None
    right: float | None = None


@dataclass(frozen=True, slots=True)
class BoxTable:
    """The cells of such a table, and the rows in doubt."""

    cells: tuple[BoxCell, ...]
    doubtful: frozenset[int]


@dataclass(frozen=True, slots=True)
class BoxRun:
    """How many siblings were looked at together, and the table they make, if they make one."""

    elements: int
    table: BoxTable | None


@dataclass(frozen=True, slots=True)
class _Part:
    """Cells that stand together, their places counted from the first of them."""

    cells: tuple[BoxCell, ...]
    height: int
    width: int


@dataclass(frozen=True, slots=True)
class BoxReader:
    """Finds tables among the children of an element; `text` gives what an element prints."""

    styles: PageStyles
    text: Callable[[Any], str]

    def table_at(self, siblings: Sequence[Any], first: int) -> BoxRun:
        """The run of rows that begins with one of some siblings, and the table it makes."""
        begin = siblings[first]
        tracks = self._tracks(begin)
        if tracks >= _FEWEST_CELLS:
            grid = self._grid(begin, tracks)
            is_table = grid.height >= _FEWEST_ROWS
            return BoxRun(1, self._table([grid]) if is_table else None)
        is_named = self._is_named(begin)
        if begin.tag not in _BOXES or not (is_named or _may_be_row(begin)):
            return BoxRun(1, None)
        rows: list[_Part] = []
        taken = 0
        for element in siblings[first:]:
            if not self.styles.is_shown(element):
                taken += 1
                continue
            part = self._row(element, 0) if self._is_like(element, begin) else None
            if part is None or not (
                is_named or not rows or part.width == rows[0].width
            ):
                break
            rows.append(part)
            taken += 1
        least_rows = _FEWEST_ROWS if is_named else _FEWEST_UNNAMED_ROWS
        least_cells = _FEWEST_CELLS if is_named else _FEWEST_UNNAMED_CELLS
        widest = max((row.width for row in rows), default=0)
        is_table = len(rows) >= least_rows and widest >= least_cells
        return BoxRun(max(1, taken), self._table(rows) if is_table else None)

    def _is_like(self, element: Any, first: Any) -> bool:
        """Whether an element may be a row beside another: of its kind, or named a row too."""
        return element.tag == first.tag and (
            self._is_named(element) or not self._is_named(first)
        )

    def _is_named(self, element: Any) -> bool:
        """Whether styles, role or class say that an element is a row."""
        display = self.styles.display(element)
        return display in ("table-row", *_FLEX) or bool(
            _ROW_CLASS.search((element.get("class") or "").lower())
        )

    def _children(self, element: Any) -> list[Any]:
        return [child for child in element if self.styles.is_shown(child)]

    def _row(self, element: Any, depth: int) -> _Part | None:
        """The cells of a row beside each other; None where it is none."""
        children = self._children(element)
        if not children or depth > _DEEPEST or _has_text_of_its_own(element):
            return None
        if not self._is_named(element) and len(children) < _FEWEST_CELLS:
            return None
        parts = []
        for child in children:
            part = self._part(child, depth + 1)
            if part is None:
                return None
            parts.append(part)
        widths = [self._width(child) for child in children]
        return _beside(parts, widths)

    def _part(self, element: Any, depth: int) -> _Part | None:
        """A cell, or the rows inside an element that stand where a cell would."""
        children = self._children(element)
        has_rows = bool(children) and all(map(self._is_named, children))
        if has_rows and not _has_text_of_its_own(element):
            rows = [self._row(child, depth) for child in children]
            inner = [row for row in rows if row is not None]
            return _below(inner) if len(inner) == len(rows) else None
        if (
            element.tag not in _CELLS
            or next(element.iter(*_PAGE_PARTS), None) is not None
        ):
            return None
        if len(self.text(element)) > _LONGEST_CELL:
            return None
        return _cell(element)

    def _width(self, element: Any) -> float | None:
        """The share of its row that an element says it takes."""
        style = self.styles.style(element)
        for name in ("width", "flex-basis"):
            if percent := _PERCENT.match(style.get(name, "")):
                return float(percent[1]) / 100
        return None

    def _tracks(self, element: Any) -> int:
        """How many columns a CSS grid has; 0 for what is none."""
        style = self.styles.style(element)
        if style.get("display") not in ("grid", "inline-grid"):
            return 0
        columns = style.get("grid-template-columns", "")
        expanded = _REPEAT.sub(
            lambda match: f"{match[2]} " * min(int(match[1]), _MOST_TRACKS), columns
        )
        return min(len(re.sub(r"\([^)]*\)", "", expanded).split()), _MOST_TRACKS)

    def _placed_children(self, element: Any) -> Iterator[Any]:
        """The children that a CSS grid places; what only holds others is looked through."""
        for child in self._children(element):
            if self.styles.display(child) == "contents":
                yield from self._placed_children(child)
            else:
                yield child

    def _grid(self, element: Any, tracks: int) -> _Part:
        """The children of a CSS grid, each at the next place that has room for it."""
        taken: set[tuple[int, int]] = set()
        cells: list[BoxCell] = []
        row = column = 0
        for child in self._placed_children(element):
            style = self.styles.style(child)
            across = min(_tracks_spanned(style, "column"), tracks)
            down = _tracks_spanned(style, "row")
            while column + across > tracks or (row, column) in taken:
                column += 1
                if column + across > tracks:
                    row, column = row + 1, 0
            cells.append(BoxCell(child, row, column, down, across))
            rows, columns = range(row, row + down), range(column, column + across)
            taken.update((r, c) for r in rows for c in columns)
            column += across
        return _Part(tuple(cells), row + 1 if cells else 0, tracks)

    @staticmethod
    def _table(rows: Sequence[_Part]) -> BoxTable | None:
        cells = _below(rows).cells
        if any(
            next(cell.element.iter(*_PAGE_PARTS), None) is not None for cell in cells
        ):
            return None
        if all(cell.left is not None for cell in cells):
            return BoxTable(tuple(_by_borders(cells)), frozenset())
        return BoxTable(cells, frozenset(_uneven(rows)))


def _may_be_row(element: Any) -> bool:
    """Whether an element that nothing names a row has children of one kind, as cells are."""
    tags = {child.tag for child in element}
    return element.tag != "p" and len(tags) == 1 and tags <= _CELLS


def _has_text_of_its_own(element: Any) -> bool:
    texts = [element.text, *(child.tail for child in element)]
    return any(text and text.strip() for text in texts)


def _cell(element: Any) -> _Part:
    down, across = _said(element, "rowspan"), _said(element, "colspan")
    cell = BoxCell(element, 0, 0, down, across, 0.0, 1.0)
    return _Part((cell,), 1, across)


def _said(element: Any, name: str) -> int:
    """A span as an attribute says it: aria-colspan, data-colspan, colspan."""
    for key in (f"aria-{name}", f"data-{name}", name):
        value = (element.get(key) or "").strip()
        if _NUMBER.match(value):
            return max(1, min(int(value), _LARGEST_SPAN))
    return 1


def _tracks_spanned(style: dict[str, str], axis: str) -> int:
    value = style.get(f"grid-{axis}", "") or style.get(f"grid-{axis}-end", "")
    if span := _SPAN.search(value):
        return max(1, min(int(span[1]), _MOST_TRACKS))
    if lines := _FROM_TO.search(value):
        return max(1, min(int(lines[2]) - int(lines[1]), _MOST_TRACKS))
    return 1


def _beside(parts: Sequence[_Part], widths: Sequence[float | None]) -> _Part:
    """Parts of a row from left to right; a lower one's last cells reach down to its end."""
    height = max(part.height for part in parts)
    has_widths = all(width is not None for width in widths)
    cells: list[BoxCell] = []
    column, left = 0, 0.0
    for part, width in zip(parts, widths, strict=True):
        for cell in part.cells:
            ends = cell.row + cell.down == part.height
            down = cell.down + (height - part.height if ends else 0)
            placed = replace(cell, column=cell.column + column, down=down)
            cells.append(_within(placed, left, width if has_widths else None))
        column += part.width
        left += width or 0.0
    return _Part(tuple(cells), height, column)


def _within(cell: BoxCell, left: float, width: float | None) -> BoxCell:
    """A cell's sides as shares of the whole, when those of its part are known."""
    if width is None or cell.left is None or cell.right is None:
        return replace(cell, left=None, right=None)
    return replace(cell, left=left + cell.left * width, right=left + cell.right * width)


def _below(parts: Sequence[_Part]) -> _Part:
    """Parts below each other."""
    cells: list[BoxCell] = []
    row = 0
    for part in parts:
        cells += [replace(cell, row=cell.row + row) for cell in part.cells]
        row += part.height
    return _Part(tuple(cells), row, max((part.width for part in parts), default=0))


def _uneven(rows: Sequence[_Part]) -> Iterator[int]:
    """The rows with more than one cell that are narrower than the widest: nobody knows where."""
    widest = max(row.width for row in rows)
    at = 0
    for row in rows:
        if _FEWEST_CELLS <= row.width < widest:
            yield from range(at, at + row.height)
        at += row.height


def _by_borders(cells: Sequence[BoxCell]) -> Iterator[BoxCell]:
    """Count the columns of cells by their sides."""
    sides = sorted(
        {side for cell in cells for side in (cell.left, cell.right) if side is not None}
    )
    borders = sides[:1] + [b for a, b in pairwise(sides) if b - a > _SAME_EDGE]
    for cell in cells:
        left, right = (
            _nearest(side or 0.0, borders) for side in (cell.left, cell.right)
        )
        yield replace(cell, column=left, across=max(1, right - left))


def _nearest(side: float, borders: Sequence[float]) -> int:
    return min(range(len(borders)), key=lambda place: abs(borders[place] - side))
