"""Part the running lines of an indicator group into rows of name and value."""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from jixiao import chinese
from jixiao.documents import Flow, Span
from jixiao.quantity import (
    GLUED_SIGNS,
    is_figures,
    is_not_applicable,
    is_usual_wording,
    read_quantities,
)
from jixiao.targets.dialect import Dialect

_MOST_LINES = 8
_MOST_LINES_OF_ONE_ROW = 24
_MOST_LINES_OF_A_GROUP = 400
_MOST_CHUNKS = 12
_LONGEST_FIGURES = 60
_NEARLY_FULL = 0.7

UNSURE = 6.0
"""A row dearer than this is noted."""
_NO_VALUE = 9.0
_TORN = 3.0
_TORN_FIGURES = 0.5
_ROUND_VALUE = 2.0


@dataclass(frozen=True, slots=True)
class RowReading:
    """The stretches of a row, line by line; a name may go on below its value.

    `cost` says how unlikely the reading is; above `UNSURE` a person should look.
    """

    name: tuple[Span, ...]
    value: tuple[Span, ...]
    cost: float

    @property
    def start(self) -> int:
        """Where the row begins."""
        return min(span[0] for span in (*self.name, *self.value))

    @property
    def end(self) -> int:
        """Where the row ends."""
        return max(span[1] for span in (*self.name, *self.value))


def part_rows(
    flow: Flow, lines: list[Span], dialect: Dialect, column: int, *, single: bool
) -> list[RowReading]:
    """Part the lines under one label into rows, the cheapest way to read them all.

    A row is a name on one line or more, then its value; wrapped names are known by full lines,
    values by their wording, and row prefixes (指标2：) always begin a row. `column` is the width
    of the form's name column; `single`: the form prints its labels on every row, so the lines
    are one row. No form has a group of hundreds of lines: such lines are read one by one.
    """
    if single and len(lines) <= _MOST_LINES_OF_ONE_ROW:
        return [_read_row(flow, lines, column)] if lines else []
    if len(lines) > _MOST_LINES_OF_A_GROUP:
        return [_read_row(flow, [line], column) for line in lines]
    heads = [bool(dialect.prefix.match(flow.folded, *span)) for span in lines]
    first_head = heads.index(True) if True in heads else len(lines)
    costs = [0.0]
    begins: list[int] = []
    rows: list[RowReading] = []
    for end in range(1, len(lines) + 1):
        options = []
        for begin in range(end - 1, max(0, end - _MOST_LINES) - 1, -1):
            if begin <= first_head or heads[begin]:
                row = _read_row(flow, lines[begin:end], column)
                options.append((costs[begin] + row.cost, begin, row))
            if heads[begin]:
                break
        if not options:
            # A row longer than any: cut it where it is.
            row = _read_row(flow, lines[end - 1 : end], column)
            options.append((costs[end - 1] + row.cost, end - 1, row))
        cost, begin, row = min(options, key=lambda option: (option[0], -option[1]))
        costs.append(cost)
        begins.append(begin)
        rows.append(row)
    chosen: list[RowReading] = []
    at = len(lines)
    while at:
        chosen.append(rows[at - 1])
        at = begins[at - 1]
    return chosen[::-1]


def column_width(flow: Flow, lines: list[Span]) -> int:
    """Say how wide a form's name column is: the widest line that holds no second chunk."""
    whole = [s for s in lines if len(list(flow.split(*s))) == 1]
    return max((chinese.width(flow.printed[a:b]) for a, b in whole), default=0)


def _read_row(flow: Flow, lines: list[Span], column: int) -> RowReading:
    """Read lines as one row, the cheapest way."""
    candidates = [
        RowReading(tuple(lines), (), _NO_VALUE),
        *_value_last(flow, lines),
        *_value_torn(flow, lines),
        *_value_within(flow, lines),
    ]
    rows = [
        RowReading(row.name, row.value, row.cost + _name_cost(flow, row.name, column))
        for row in candidates
        if row.name
    ]
    return min(rows, key=lambda row: row.cost)


def _cut(lines: list[Span], at: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Cut lines at a place: what stands before it and what stands behind it."""
    before = tuple((a, min(b, at)) for a, b in lines if a < at)
    behind = tuple((max(a, at), b) for a, b in lines if b > at)
    return before, behind


def _places(flow: Flow, line: Span) -> list[int]:
    """Give where the last chunks of a line begin."""
    return [at for at, _ in flow.split(*line)][-_MOST_CHUNKS:]


def _value_last(flow: Flow, lines: list[Span]) -> list[RowReading]:
    """Read the value off the end: some last chunks, the whole last line, or the last two lines."""
    rows = []
    for at in _places(flow, lines[-1]):
        name, value = _cut(lines, at)
        rows.append(RowReading(name, value, _value_cost(flow, value)))
    if len(lines) > 2:  # noqa: PLR2004
        name, value = _cut(lines, lines[-2][0])
        rows.append(RowReading(name, value, _value_cost(flow, value) + _TORN))
    rows.extend(_glued(flow, lines))
    return rows


def _value_torn(flow: Flow, lines: list[Span]) -> list[RowReading]:
    """Read a figure or a date that a narrow cell tore over two lines: 2026年 / 3月底前."""
    if len(lines) < 2:  # noqa: PLR2004
        return []
    rows = []
    for at in _places(flow, lines[-2])[1:]:
        name, value = _cut(lines, at)
        if is_figures(flow.join(value)):
            rows.append(RowReading(name, value, _value_cost(flow, value) + _TORN_FIGURES))
    return rows


def _glued(flow: Flow, lines: list[Span]) -> list[RowReading]:
    """Read a value that stands right behind its name: 救助比例≥70%."""
    first, last = lines[-1]
    for at in range(max(first + 1, last - _LONGEST_FIGURES), last):
        if flow.folded[at] in GLUED_SIGNS and read_quantities(flow.text(at, last)):
            name, value = _cut(lines, at)
            return [RowReading(name, value, 1.0)]
    return []


def _value_within(flow: Flow, lines: list[Span]) -> list[RowReading]:
    """Read a value that stands in the middle of a cell's height, its name above and below it."""
    rows = []
    for index, line in enumerate(lines[:-1]):
        for at in _places(flow, line):
            name, value = _cut(lines[: index + 1], at)
            if name:
                cost = _value_cost(flow, value) + _ROUND_VALUE
                rows.append(RowReading((*name, *lines[index + 1 :]), value, cost))
    return rows


def _name_cost(flow: Flow, name: tuple[Span, ...], column: int) -> float:
    """Charge a name for lines that break off before they are full, and for open brackets."""
    cost = 0.0
    for first, last in name[:-1]:
        if chinese.width(flow.printed[first:last]) < _NEARLY_FULL * column:
            cost += 3.0
    for first, last in name:
        cost += _chunks_cost(" ".join(flow.chunks(first, last)))
    text = "".join(flow.folded[a:b] for a, b in name)
    cost += 2.0 * (text.count("(") != text.count(")"))
    cost += 2.0 * (text[0] in "、，。；)）")
    cost += 5.0 * is_figures(text)
    return cost


@cache
def _chunks_cost(printed: str) -> float:
    """Charge a name for inner spaces; one that holds what reads as a value is two rows.

    A space beside a figure is how figures are set, one between Chinese characters parts cells.
    """
    cost = 0.0
    for before, chunk in pairwise(printed.split(" ")):
        figures = is_figures(chunk) and not chunk.isdecimal()
        if before[-1].isascii():
            continue
        if not chunk[0].isascii():
            cost += 0.5 + 3.0 * is_usual_wording(chunk)
        cost += 3.0 * figures
    return cost


def _value_cost(flow: Flow, spans: tuple[Span, ...]) -> float:
    return _wording_cost(flow.join(spans))


@cache
def _wording_cost(text: str) -> float:
    """Say how unlikely a text is as a value: figures and dates cost nothing, sentences much."""
    if is_figures(text):
        # Of two readings that both are figures the longer one is the cell: “2万份 0.5万元”.
        return -0.01 * len(text)
    if is_not_applicable(text):
        return 0.0
    length = len(chinese.squeeze(text))
    marks = sum(text.count(mark) for mark in "，。；,;")
    spaces = 0.8 * text.count(" ")
    if is_usual_wording(text):
        return 0.4 + 0.15 * max(0, length - 6) + 1.5 * marks + spaces
    stub = 2.0 * (length == 1)
    return 1.2 + 0.15 * max(0, length - 4) + 1.5 * marks + spaces + stub
