"""Tables printed in aligned columns whose cells wrap over lines: rows of cells again, with whole names and labels."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from jixiao import chinese
from jixiao.documents import Line
from jixiao.targets.dialect import BASE, dialects
from jixiao.targets.reading.cell_wording import cell_cost
from jixiao.targets.reading.cuts import words
from jixiao.targets.reading.head_wording import role_by_make
from jixiao.targets.reading.heads import LEVELS, SUM
from jixiao.targets.reading.shape_words import level_label

_PIECE = re.compile(r"\S+(?: \S+)*")
_WORD = re.compile(r"\S+")
_POINTS = re.compile(r"\((\d{1,3})分?\)")
_SIDE = re.compile(r"[年度绩效指标目标完成情况()（）]{1,4}")
_FEWEST_HEADS = 4
_FEWEST_ROWS = 3
_LOOSE = 3
"""Columns of the paper by which a cell may stand left of its head."""
_MOST_ASTRAY = 0.7
"""Lines by which labels may stand away from their rows, on the whole."""
_TEXTS = ("name", "value", "actual", "reason", "other", "term", "expected", "remark")
_VALUE_ROLES = ("value", "actual", "reason", "weight", "score", "expected")
_ONE_LINE = ("weight", "score", "sign", "unit", "serial")
"""Columns whose cells never wrap."""
_MOST_LINES = 6
_CLEAR = 0.3
"""By how much the next best way to part lines into rows must be dearer."""
_ROW, _MISSING, _GAP, _OFF = 0.5, 1.5, 1.0, 1.5
"""What a row costs, each column it leaves blank that never wraps, each line within it that holds nothing,
and each of its cells that stands elsewhere than cells of the form do."""
_FILLED = 0.6
"""The share of its column that a piece fills at least which goes on below."""
_SHORT, _ONE_CHARACTER = 2.0, 2
"""What it costs that a piece goes on below though there was room for more of it."""
_ENDLESS = float("inf")


_Way = tuple[float, list[tuple[int, int]]]
"""The rows of each label, and by how many lines the labels stand astray."""
_TWO = 2


class _Head(NamedTuple):
    place: int
    text: str
    role: str


class _Cell(NamedTuple):
    line: int
    column: int
    text: str


class _Label(NamedTuple):
    first: int
    last: int
    text: str


@dataclass
class _Row:
    """A row: the lines it stands on, and its texts by column."""

    line: int
    cells: dict[int, str] = field(default_factory=dict)
    first: int = 0
    last: int = 0


def with_aligned_cells_as_rows(lines: Sequence[Line]) -> list[Line]:
    """The lines with the table below aligned heads as rows of cells; as they are where nothing wraps or is unclear."""
    for at, line in enumerate(lines):
        columns = _columns(line)
        if not columns:
            continue
        below = at + 1
        while below < len(lines) and (whole := _with_ends(columns, lines[below])):
            columns, below = whole, below + 1
        if not _are_heads(columns):
            continue
        end = _end(lines, below)
        rows = _rows(lines[below:end], columns)
        if not rows:
            return list(lines)
        texts = [(line, "\t".join(head.text for head in columns))]
        for row in rows:
            cells = (row.cells.get(n, "") for n in range(len(columns)))
            texts.append((lines[below + row.line], "\t".join(cells)))
        restated = [Line(of.number, text, of.page) for of, text in texts]
        return [*lines[:at], *restated, *lines[end:]]
    return list(lines)


def _columns(line: Line) -> list[_Head]:
    """The pieces of a line as heads, side bars aside; none where no level stands among them."""
    if line.cells or "\t" in line.text or "  " not in line.text.strip():
        return []
    columns = [
        _head(chinese.width(line.text[:start]), text)
        for match in _PIECE.finditer(line.text)
        for start, text in _words_of(match)
    ]
    while (
        columns and columns[0].role not in LEVELS and _SIDE.fullmatch(columns[0].text)
    ):
        del columns[0]
    roles = [head.role for head in columns]
    return columns if roles[:2] == list(LEVELS) else []


def _words_of(piece: re.Match[str]) -> list[tuple[int, str]]:
    """A piece as one head, or as the heads that single spaces part in it."""
    if chinese.key(piece[0]) in _head_roles():
        return [(piece.start(), piece[0])]
    return [
        (piece.start() + word.start(), word[0]) for word in _WORD.finditer(piece[0])
    ]


def _head(place: int, text: str) -> _Head:
    key = chinese.key(text)
    return _Head(place, text, _head_roles().get(key) or role_by_make(key))


def _with_ends(columns: Sequence[_Head], line: Line) -> list[_Head]:
    """The heads with what a narrow column broke off them; none where a line below holds something else."""
    whole = list(columns)
    pieces = list(_WORD.finditer(line.text))
    for match in pieces:
        start = chinese.width(line.text[: match.start()])
        near = [n for n, head in enumerate(columns) if abs(head.place - start) < _LOOSE]
        if not near or columns[near[0]].role in LEVELS:
            return []
        head = columns[near[0]]
        joined = _head(head.place, head.text + match[0])
        is_end = joined.role != "other" and joined.role in (head.role, *_VALUE_ROLES)
        if not is_end and chinese.key(joined.text) not in _head_roles():
            return []
        whole[near[0]] = joined
    return whole if pieces and not line.cells else []


def _are_heads(columns: Sequence[_Head]) -> bool:
    roles = [head.role for head in columns]
    once = all(roles.count(role) == 1 for role in ("name", "value"))
    return len(columns) >= _FEWEST_HEADS and once and roles[2] == "name"


def _end(lines: Sequence[Line], at: int) -> int:
    for place in range(at, len(lines)):
        text = lines[place].text
        if SUM.match(chinese.key(text)) or lines[place].cells or "\t" in text:
            return place
        if _BELOW.match(chinese.key(text)):
            return place
    return len(lines)


_BELOW = re.compile(
    r"(?:注|备注|说明|填[表报]人|填报单位|负责人|联系人|联系电话|单位负责人|第\d+页|—\d+—)[:：]?"
)


def _rows(lines: Sequence[Line], columns: Sequence[_Head]) -> list[_Row]:
    """The rows of the lines; none where a piece stands below no head, rows may begin elsewhere or labels fit none."""
    cells: list[_Cell] = []
    for at, line in enumerate(lines):
        placed = _placed(line.text, at, columns)
        if placed is None:
            return []
        cells += placed
    body = [cell for cell in cells if columns[cell.column].role not in LEVELS]
    rows = _likeliest(body, columns)
    if len(rows) < _FEWEST_ROWS or all(row.first == row.last for row in rows):
        return []
    seconds = _labels([cell for cell in cells if cell.column == 1])
    firsts = _labels([cell for cell in cells if cell.column == 0])
    if not (seconds and firsts and _put_labels(rows, seconds, 1)):
        return []
    return rows if _put_firsts(rows, firsts) or _put_labels(rows, firsts, 0) else []


def _likeliest(cells: Sequence[_Cell], heads: Sequence[_Head]) -> list[_Row]:
    """The rows, printed from the top of what they span or half way down; none where it is not clear which."""
    top, middle = (_Blocks(cells, heads, how).rows() for how in (_off_top, _off_middle))
    if abs(top[0] - middle[0]) < _CLEAR and top[1] != middle[1]:
        return []
    return min(top, middle, key=lambda way: way[0])[1]


def _by_column(cell: _Cell) -> tuple[int, int]:
    return cell.column, cell.line


def _off_top(lines: Sequence[int], cell_lines: Sequence[int]) -> bool:
    return cell_lines[0] != lines[0]


def _off_middle(lines: Sequence[int], cell_lines: Sequence[int]) -> bool:
    return abs((cell_lines[0] + cell_lines[-1]) - (lines[0] + lines[-1])) > 1


class _Blocks:
    """The ways to part lines into rows: a row is a block of lines, a cell what stands there one below another."""

    def __init__(
        self,
        cells: Sequence[_Cell],
        heads: Sequence[_Head],
        is_off: Callable[[Sequence[int], Sequence[int]], bool],
    ) -> None:
        self._roles = roles = [head.role for head in heads]
        self._is_off = is_off
        self._lines = sorted({cell.line for cell in cells})
        self._at: dict[int, list[_Cell]] = {line: [] for line in self._lines}
        for cell in cells:
            self._at[cell.line].append(cell)
        filled = Counter(cell.column for cell in cells)
        places = [head.place for head in heads]
        self._widths = dict.fromkeys(filled, 0.0)
        for column, (left, right) in enumerate(pairwise(places)):
            self._widths[column] = _FILLED * (right - left)
        for cell in cells:
            width = max(self._widths[cell.column], chinese.width(cell.text))
            self._widths[cell.column] = width
        self._points = {
            column
            for column, role in enumerate(roles)
            if role in _ONE_LINE and filled[column]
        }

    def rows(self) -> tuple[float, list[_Row]]:
        """The rows of the likeliest way and its cost; none where another way is as likely for one of them."""
        count = len(self._lines)
        ahead = [0.0] + [_ENDLESS] * count
        blocks: list[tuple[int, int, float]] = []
        came = [0] * (count + 1)
        for last in range(1, count + 1):
            for first in range(max(0, last - _MOST_LINES), last):
                cost = self._cost(first, last)
                blocks.append((first, last, cost))
                if ahead[first] + cost < ahead[last]:
                    ahead[last], came[last] = ahead[first] + cost, first
        behind = [_ENDLESS] * count + [0.0]
        for first, last, cost in reversed(blocks):
            behind[first] = min(behind[first], cost + behind[last])
        path: list[tuple[int, int]] = []
        at = count if ahead[-1] < _ENDLESS else 0
        while at:
            path.append((came[at], at))
            at = came[at]
        chosen = set(path)
        others = [
            ahead[first] + cost + behind[last] - ahead[-1]
            for first, last, cost in blocks
            if (first, last) not in chosen
        ]
        if ahead[-1] == _ENDLESS or min(others, default=_ENDLESS) < _CLEAR:
            return ahead[-1], []
        return ahead[-1], [self._row(first, last) for first, last in reversed(path)]

    def _ends_early(self, upper: _Cell, lower: _Cell) -> bool:
        """Whether a piece that goes on below leaves room for a character at the end of its line."""
        room = self._widths[upper.column] - chinese.width(upper.text)
        return upper.column == lower.column and room > _ONE_CHARACTER

    def _row(self, first: int, last: int) -> _Row:
        lines = self._lines[first:last]
        texts: dict[int, str] = {}
        for line in lines:
            for cell in self._at[line]:
                texts[cell.column] = texts.get(cell.column, "") + cell.text
        return _Row(lines[0], texts, lines[0], lines[-1])

    def _cost(self, first: int, last: int) -> float:
        """How unlikely some lines are as one row."""
        lines = self._lines[first:last]
        cells = sorted((c for line in lines for c in self._at[line]), key=_by_column)
        pieces = Counter(cell.column for cell in cells)
        if any(pieces[column] > 1 for column in self._points):
            return _ENDLESS
        missing = len(self._points - set(pieces)) if self._points else 0
        if self._points and missing == len(self._points):
            return _ENDLESS
        texts = self._row(first, last).cells
        lines_of_column = {
            column: [c.line for c in cells if c.column == column] for column in pieces
        }
        cost = _SHORT * sum(map(self._ends_early, cells, cells[1:]))
        cost += _OFF * sum(
            self._is_off(lines, places) for places in lines_of_column.values()
        )
        cost += _ROW + _MISSING * missing
        cost += _GAP * sum(below - above > 1 for above, below in pairwise(lines))
        for column, role in enumerate(self._roles):
            if role in ("name", "value"):
                cost += _text_cost(texts.get(column, ""), role)
            elif role in _TEXTS and column in texts:
                cost += _text_cost(texts[column], role)
        return cost


def _put_labels(rows: Sequence[_Row], labels: Sequence[_Label], column: int) -> bool:
    """Put labels over the rows that they stand nearest to; whether they fit."""
    spans = _over(rows, labels)
    for label, (first, last) in zip(labels, spans or (), strict=False):
        for row in rows[first:last]:
            row.cells[column] = label.text
    return spans is not None


def _put_firsts(rows: Sequence[_Row], labels: Sequence[_Label]) -> bool:
    """Put labels of the first level over the rows whose second one says so; whether each row has one."""
    framework = dialects()[BASE].framework
    by_word = {
        framework.dimension_words.get(_bare(label.text), ""): label.text
        for label in labels
    }
    words_of = [
        framework.dimension_of.get(
            framework.aspect_words.get(_bare(row.cells[1]), ""), ""
        )
        for row in rows
    ]
    if len(by_word) < len(labels) or not set(words_of) <= set(by_word):
        return False
    for row, word in zip(rows, words_of, strict=True):
        row.cells[0] = by_word[word]
    return True


def _bare(label: str) -> str:
    return _POINTS.sub("", chinese.key(label))


def _placed(text: str, at: int, columns: Sequence[_Head]) -> list[_Cell] | None:
    """The pieces of a line below their heads; nothing where two stand below one, or one out of order."""
    starts = [start for start, *_ in columns]
    cells: list[_Cell] = []
    for match in _WORD.finditer(text):
        start = chinese.width(text[: match.start()])
        if start < starts[0] - _LOOSE and _SIDE.fullmatch(chinese.key(match[0])):
            continue
        column = sum(start >= place - _LOOSE for place in starts) - 1
        if column < 0:
            return None
        if cells and cells[-1].column == column:
            role = columns[column].role
            is_one = text[: match.start()].endswith(f"{cells[-1].text[-1]} ")
            if not is_one or role not in (*_TEXTS, *LEVELS):
                return None
            cells[-1] = _Cell(at, column, f"{cells[-1].text}{match[0]}")
            continue
        cells.append(_Cell(at, column, match[0]))
    return cells


_NO_ENDING, _ODD = 1.0, 2.0
"""What it costs that a name ends as none does, holds half a bracket or another's number."""
_NO_NAME, _NONE, _MOST, _MOST_OF_VALUE = 8.0, 2.0, 12.0, 2.0
"""What no text costs, and what a name or another text costs at most."""
_PREFIX_WITHIN = re.compile(r".指标\d{1,2}[:：]")


def _text_cost(text: str, kind: str) -> float:
    if not text:
        return _NO_NAME if kind == "name" else _NONE
    cost = cell_cost(text, kind, beside_points=False)
    if kind == "name":
        cost += _NO_ENDING * (not text.endswith(words("name_endings")))
        cost += _ODD * (text.count("(") != text.count(")"))
        cost += _ODD * (_PREFIX_WITHIN.search(chinese.key(text)) is not None)
        return min(cost, _MOST)
    return min(cost, _MOST_OF_VALUE)


def _labels(cells: Sequence[_Cell]) -> list[_Label]:
    """The labels of a column, each of the pieces that make a known one; none where a piece is left over."""
    labels: list[_Label] = []
    at = 0
    while at < len(cells):
        label = None
        text = ""
        for stop in range(at, min(at + _MOST_PIECES, len(cells))):
            text += cells[stop].text
            if _is_label(text):
                label = _Label(cells[at].line, cells[stop].line, text)
                end = stop + 1
        if label is None:
            return []
        labels.append(label)
        at = end
    return labels


_MOST_PIECES = 6


def _is_label(text: str) -> bool:
    return level_label().fullmatch(_bare(text)) is not None


def _over(
    rows: Sequence[_Row], labels: Sequence[_Label]
) -> list[tuple[int, int]] | None:
    """The rows that each label stands over; nothing where they fit badly, or other rows as well.

    A form prints its labels at the top of their rows or half way down, a half line rounded up or down.
    """
    ways = sorted(
        way
        for how in (_at_top, _above_middle, _below_middle)
        for way in _best(rows, labels, how)
    )
    if not ways or ways[0][0] > _MOST_ASTRAY * len(labels):
        return None
    cost, spans = ways[0]
    others = (known for known, other in ways if other != spans)
    return None if next(others, _ENDLESS) - cost < 1 else spans


def _at_top(_height: int, _lines: int) -> int:
    return 0


def _above_middle(height: int, lines: int) -> int:
    return max(0, height - lines) // 2


def _below_middle(height: int, lines: int) -> int:
    return (max(0, height - lines) + 1) // 2


def _best(
    rows: Sequence[_Row], labels: Sequence[_Label], offset: Callable[[int, int], int]
) -> list[_Way]:
    """The two cheapest ways to part the rows among labels in their order, by the lines that labels stand astray."""
    states: dict[int, list[_Way]] = {0: [(0.0, [])]}
    for label in labels:
        onward: dict[int, list[_Way]] = {}
        for first, ways in states.items():
            for last in range(first + 1, len(rows) + 1):
                height = rows[last - 1].last - rows[first].first + 1
                due = rows[first].first + offset(height, label.last - label.first + 1)
                astray = abs(label.first - due)
                onward.setdefault(last, []).extend(
                    (cost + astray, [*spans, (first, last)]) for cost, spans in ways
                )
        states = {last: sorted(ways)[:_TWO] for last, ways in onward.items()}
    return states.get(len(rows), [])


@cache
def _head_roles() -> dict[str, str]:
    heads = dialects()[BASE].heads
    return {word: role for role, words in heads.items() for word in words}
