"""Part the running lines of an indicator group into rows of name and value."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
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

UNSURE = 6.0
"""A row dearer than this is noted."""

_MOST_LINES = 8
_MOST_LINES_OF_ONE_ROW = 24
_MOST_LINES_OF_A_GROUP = 400
_MOST_CHUNKS = 12
_LONGEST_FIGURES = 60
_NEARLY_FULL = 0.7
"""The share of the name column from which on a line is full: its text wraps."""
_MARKS = "，。；,;"
_CANNOT_OPEN = "、，。；)）"


@dataclass(frozen=True, slots=True)
class _RowWeights:
    """What makes a reading of lines as one row unlikely; above `UNSURE` a person should look."""

    no_value: float = 9.0
    value_over_lines: float = 3.0
    torn_figures: float = 0.5
    """A figure or date that a narrow cell tore over two lines."""
    value_within: float = 2.0
    """A value in the middle of its row, the name above and below it."""
    glued: float = 1.0
    """A value right behind its name."""

    line_breaks_off: float = 3.0
    """A line of a name that is not full, though the name goes on below."""
    odd_brackets: float = 2.0
    odd_opening: float = 2.0
    figures_as_name: float = 5.0
    inner_space: float = 0.5
    usual_value_in_name: float = 3.0
    figures_in_name: float = 3.0

    character_of_figures: float = -0.01
    """Of two readings that both are figures the longer is the cell: “2万份 0.5万元”."""
    usual_wording: float = 0.4
    longest_usual: int = 6
    odd_wording: float = 1.2
    longest_odd: int = 4
    character: float = 0.15
    """Each character beyond the longest."""
    mark: float = 1.5
    """Each mark that parts sentences."""
    space: float = 0.8
    stub: float = 2.0
    """A single character."""


_COST = _RowWeights()


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
    has_prefix = [bool(dialect.prefix.match(flow.folded, *line)) for line in lines]
    best: list[_Parting] = []
    for end in range(1, len(lines) + 1):
        partings = []
        for begin in _beginnings(has_prefix, end):
            row = _read_row(flow, lines[begin:end], column)
            cost = best[begin - 1].cost if begin else 0.0
            partings.append(_Parting(cost + row.cost, begin, row))
        best.append(min(partings, key=lambda parting: (parting.cost, -parting.begin)))
    rows: list[RowReading] = []
    at = len(lines)
    while at:
        rows.append(best[at - 1].row)
        at = best[at - 1].begin
    return rows[::-1]


@dataclass(frozen=True, slots=True)
class _Parting:
    """The cheapest way to part all lines down to one: its cost, and its last row."""

    cost: float
    begin: int
    row: RowReading


def _beginnings(has_prefix: Sequence[bool], end: int) -> Iterator[int]:
    """The lines with which a row that ends before `end` may begin, the nearest first.

    From the first prefix on every row has one. A row longer than any is cut where it is.
    """
    first = has_prefix.index(True) if True in has_prefix else len(has_prefix)
    may_begin = False
    for begin in range(end - 1, max(0, end - _MOST_LINES) - 1, -1):
        if begin <= first or has_prefix[begin]:
            may_begin = True
            yield begin
        if has_prefix[begin]:
            break
    if not may_begin:
        yield end - 1


def column_width(flow: Flow, lines: Iterable[Span]) -> int:
    """How wide a form's name column is: the widest line that holds no second chunk."""
    whole = [line for line in lines if len(list(flow.split(*line))) == 1]
    widths = [chinese.width(flow.printed[slice(*line)]) for line in whole]
    return max(widths, default=0)


def _read_row(flow: Flow, lines: list[Span], column: int) -> RowReading:
    """Read lines as one row, the cheapest way."""
    readings = [
        RowReading(tuple(lines), (), _COST.no_value),
        *_value_last(flow, lines),
        *_value_torn(flow, lines),
        *_value_within(flow, lines),
    ]
    named = [reading for reading in readings if reading.name]
    whole = [replace(r, cost=r.cost + _name_cost(flow, r.name, column)) for r in named]
    return min(whole, key=lambda reading: reading.cost)


def _cut(lines: Sequence[Span], at: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Cut lines at a place: what stands before it and what stands behind it."""
    before = tuple((start, min(end, at)) for start, end in lines if start < at)
    behind = tuple((max(start, at), end) for start, end in lines if end > at)
    return before, behind


def _chunk_starts(flow: Flow, line: Span) -> list[int]:
    """Where the last chunks of a line begin."""
    return [start for start, _ in flow.split(*line)][-_MOST_CHUNKS:]


def _value_last(flow: Flow, lines: list[Span]) -> Iterator[RowReading]:
    """Read the value off the end: some last chunks, the whole last line, or the last two lines."""
    for at in _chunk_starts(flow, lines[-1]):
        name, value = _cut(lines, at)
        yield RowReading(name, value, _value_cost(flow, value))
    if len(lines) > 2:  # noqa: PLR2004
        name, value = _cut(lines, lines[-2][0])
        yield RowReading(name, value, _value_cost(flow, value) + _COST.value_over_lines)
    yield from _value_glued(flow, lines)


def _value_torn(flow: Flow, lines: list[Span]) -> Iterator[RowReading]:
    """Read a figure or a date that a narrow cell tore over two lines: 2026年 / 3月底前."""
    if len(lines) < 2:  # noqa: PLR2004
        return
    for at in _chunk_starts(flow, lines[-2])[1:]:
        name, value = _cut(lines, at)
        if is_figures(flow.join(value)):
            yield RowReading(name, value, _value_cost(flow, value) + _COST.torn_figures)


def _value_glued(flow: Flow, lines: list[Span]) -> Iterator[RowReading]:
    """Read a value that stands right behind its name: 救助比例≥70%."""
    start, end = lines[-1]
    for at in range(max(start + 1, end - _LONGEST_FIGURES), end):
        if flow.folded[at] in GLUED_SIGNS and read_quantities(flow.text(at, end)):
            name, value = _cut(lines, at)
            yield RowReading(name, value, _COST.glued)
            return


def _value_within(flow: Flow, lines: list[Span]) -> Iterator[RowReading]:
    """Read a value that stands in the middle of a cell's height, its name above and below it."""
    for index, line in enumerate(lines[:-1]):
        for at in _chunk_starts(flow, line):
            name, value = _cut(lines[: index + 1], at)
            if name:
                cost = _value_cost(flow, value) + _COST.value_within
                yield RowReading((*name, *lines[index + 1 :]), value, cost)


def _name_cost(flow: Flow, name: tuple[Span, ...], column: int) -> float:
    """Charge a name for lines that break off before they are full, and for open brackets."""
    cost = 0.0
    nearly_full = _NEARLY_FULL * column
    for start, end in name[:-1]:
        if chinese.width(flow.printed[start:end]) < nearly_full:
            cost += _COST.line_breaks_off
    for line in name:
        cost += _spaces_cost(" ".join(flow.chunks(*line)))
    text = "".join(flow.key(*line) for line in name)
    if text.count("(") != text.count(")"):
        cost += _COST.odd_brackets
    if text[0] in _CANNOT_OPEN:
        cost += _COST.odd_opening
    if is_figures(text):
        cost += _COST.figures_as_name
    return cost


@cache
def _spaces_cost(printed: str) -> float:
    """Charge a name for inner spaces; one that holds what reads as a value is two rows.

    A space beside a figure is how figures are set, one between Chinese characters parts cells.
    """
    cost = 0.0
    for before, chunk in pairwise(printed.split(" ")):
        if before[-1].isascii():
            continue
        if not chunk[0].isascii():
            cost += _COST.inner_space + _COST.usual_value_in_name * is_usual_wording(
                chunk
            )
        cost += _COST.figures_in_name * (is_figures(chunk) and not chunk.isdecimal())
    return cost


def _value_cost(flow: Flow, spans: tuple[Span, ...]) -> float:
    return _wording_cost(flow.join(spans))


@cache
def _wording_cost(text: str) -> float:
    """How unlikely a text is as a value: figures and dates cost nothing, sentences much."""
    if is_figures(text):
        return _COST.character_of_figures * len(text)
    if is_not_applicable(text):
        return 0.0
    length = len(chinese.squeeze(text))
    marks = _COST.mark * sum(text.count(mark) for mark in _MARKS)
    spaces = _COST.space * text.count(" ")
    if is_usual_wording(text):
        beyond = max(0, length - _COST.longest_usual)
        return _COST.usual_wording + _COST.character * beyond + marks + spaces
    beyond = max(0, length - _COST.longest_odd)
    stub = _COST.stub * (length == 1)
    return _COST.odd_wording + _COST.character * beyond + marks + spaces + stub
