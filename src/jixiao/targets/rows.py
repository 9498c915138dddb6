"""Part the running lines of an indicator group into rows of name and value."""

from dataclasses import dataclass
from functools import cache
from math import inf

from jixiao import chinese
from jixiao.documents import Flow, Span
from jixiao.quantity import is_not_applicable, is_usual_wording, read_quantities, read_value
from jixiao.targets.dialect import Dialect

_MOST_LINES = 8
_NEARLY_FULL = 0.7
_GLUED_SIGNS = "≥≧≤≦⩾⩽><="


@dataclass(frozen=True, slots=True)
class Row:
    """The stretches of a row; `name` may stand in two pieces round the value.

    `cost` says how unlikely the reading is; above `UNSURE` a person should look.
    """

    name: tuple[Span, ...]
    value: Span | None
    cost: float

    @property
    def start(self) -> int:
        """Where the row begins."""
        return min(span[0] for span in self.spans)

    @property
    def end(self) -> int:
        """Where the row ends."""
        return max(span[1] for span in self.spans)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Every stretch of the row."""
        return (*self.name, self.value) if self.value else self.name


UNSURE = 6.0
"""A row dearer than this is noted."""
_NO_VALUE = 9.0
_TORN = 3.0


def part_rows(
    flow: Flow, lines: list[Span], dialect: Dialect, column: int, *, single: bool
) -> list[Row]:
    """Part the lines under one label into rows, the cheapest way to read them all.

    A row is a name on one line or more, then its value; wrapped names are known by full lines,
    values by their wording, and row prefixes (指标2：) always begin a row. `column` is the width
    of the form's name column; `single`: the form prints its labels on every row, so the lines
    are one row.
    """
    if not lines:
        return []
    heads = [bool(dialect.prefix.match(flow.folded, *span)) for span in lines]
    best: list[tuple[float, list[Row]]] = [(0.0, [])]
    for end in range(1, len(lines) + 1):
        options = [(inf, list[Row]())]
        first = 0 if single else max(0, end - _MOST_LINES)
        for begin in range(first, end):
            if single and (begin or end < len(lines)):
                continue
            if any(heads[begin + 1 : end]) or (any(heads[:begin]) and not heads[begin]):
                continue
            row = _read_row(flow, lines[begin:end], column)
            options.append((best[begin][0] + row.cost, [*best[begin][1], row]))
        best.append(min(options, key=lambda option: option[0]))
    return best[-1][1] or [_read_row(flow, lines, column)]


def column_width(flow: Flow, lines: list[Span]) -> int:
    """Say how wide a form's name column is: the widest line that holds no second chunk."""
    whole = [s for s in lines if len(list(flow.split(*s))) == 1]
    return max((chinese.width(flow.printed[a:b]) for a, b in whole), default=0)


def _read_row(flow: Flow, lines: list[Span], column: int) -> Row:
    """Read lines as one row, the cheapest way."""
    candidates = [_without_value(lines), *_value_last(flow, lines), *_value_within(flow, lines)]
    rows = [
        Row(row.name, row.value, row.cost + _name_cost(flow, row.name, column))
        for row in candidates
        if row.name
    ]
    return min(rows, key=lambda row: row.cost)


def _without_value(lines: list[Span]) -> Row:
    return Row(((lines[0][0], lines[-1][1]),), None, _NO_VALUE)


def _value_last(flow: Flow, lines: list[Span]) -> list[Row]:
    """Read the value off the end: some last chunks, the whole last line, or the last two lines."""
    start, end = lines[0][0], lines[-1][1]
    last = lines[-1]
    rows = []
    for at, _ in flow.split(*last):
        if at > start:
            rows.append(Row(((start, at),), (at, end), _value_cost(flow, at, end)))
    if len(lines) > 2:  # noqa: PLR2004
        at = lines[-2][0]
        rows.append(Row(((start, at),), (at, end), _value_cost(flow, at, end) + _TORN))
    rows.extend(_glued(flow, start, last))
    return rows


def _glued(flow: Flow, start: int, last: Span) -> list[Row]:
    """Read a value that stands right behind its name: 救助比例≥70%."""
    for at in range(max(last[0], start + 1), last[1]):
        if flow.folded[at] in _GLUED_SIGNS and read_quantities(flow.text(at, last[1])):
            return [Row(((start, at),), (at, last[1]), 1.0)]
    return []


def _value_within(flow: Flow, lines: list[Span]) -> list[Row]:
    """Read a value that stands in the middle of a cell's height, its name above and below it."""
    rows = []
    start, end = lines[0][0], lines[-1][1]
    for first, last in lines[:-1]:
        for at, _ in flow.split(first, last):
            if at > start:
                cost = _value_cost(flow, at, last) + 2.0
                rows.append(Row(((start, at), (last, end)), (at, last), cost))
    return rows


def _name_cost(flow: Flow, name: tuple[Span, ...], column: int) -> float:
    """Charge a name for lines that break off before they are full, and for open brackets."""
    lines = [line for span in name for line in flow.line_spans(*span)]
    cost = 0.0
    for first, last in lines[:-1]:
        if chinese.width(flow.printed[first:last]) < _NEARLY_FULL * column:
            cost += 3.0
    for first, last in lines:
        chunks = [flow.text(a, b) for a, b in flow.split(first, last)]
        # A name set with spaces is rare; one that holds what reads as a value is two rows.
        cost += 0.5 * (len(chunks) - 1) + 3.0 * any(map(_reads_as_value, chunks[1:]))
    text = "".join(flow.folded[a:b] for a, b in name)
    cost += 2.0 * (text.count("(") != text.count(")"))
    cost += 2.0 * (text[0] in "、，。；)）")
    return cost


def _value_cost(flow: Flow, start: int, end: int) -> float:
    return _wording_cost(flow.text(start, end))


@cache
def _reads_as_value(text: str) -> bool:
    return is_usual_wording(text) or bool(read_quantities(text))


@cache
def _wording_cost(text: str) -> float:
    """Say how unlikely a text is as a value: figures and dates cost nothing, sentences much."""
    value, notes = read_value(text, 2000)
    if value.number is not None or value.deadline is not None or notes:
        # Of two readings that both are figures the longer one is the cell: “2万份 0.5万元”.
        return -0.01 * len(text)
    if is_not_applicable(text):
        return 0.0
    length = len(chinese.squeeze(text))
    marks = sum(text.count(mark) for mark in "，。；,;")
    if is_usual_wording(text):
        return 0.4 + 0.15 * max(0, length - 6) + 1.5 * marks + 0.4 * text.count(" ")
    spaces = 0.8 * text.count(" ")
    return 1.2 + 0.15 * max(0, length - 4) + 1.5 * marks + spaces
