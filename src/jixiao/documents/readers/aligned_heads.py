"""Heads above aligned amounts: which columns a head goes over that none of its rules shows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_AMOUNT = re.compile(r"[-−]?\d[\d,]*\.\d{1,2}")
_COUNT = re.compile(r"(?:\d{1,2}|[栏行]次|[类款项]|\s)+")
_UNCOVERED = 0.2
"""How much of its width a column costs that heads leave out, against those off their middle."""
_SHARE_BESIDE = 0.6
"""The share of the lines below a head that may belong to heads beside it, in the middle of more."""
_FEWEST_LINES, _FEWEST_AMOUNTS = 2, 4


@dataclass(frozen=True, slots=True)
class HeadSegment:
    """What one line prints together: its sides in points, the columns it touches, its text."""

    left: float
    right: float
    first: int
    last: int
    text: str

    @property
    def centre(self) -> float:
        """The middle between both sides, in points."""
        return (self.left + self.right) / 2

    @property
    def columns(self) -> range:
        """The columns that it touches."""
        return range(self.first, self.last + 1)


_Line = Sequence[HeadSegment]
_Choice = tuple[float, tuple[range, ...]]
"""What an assignment of columns to heads costs, in points, and the columns of each."""


def count_amounts(line: Sequence[str]) -> int:
    """How many of the texts of a line are amounts with decimals."""
    return sum(_AMOUNT.fullmatch(text) is not None for text in line)


def prints_amounts(texts: Sequence[Sequence[str]]) -> bool:
    """Whether lines are those of a table of amounts: two lines with some, or one of many."""
    counts = [count_amounts(line) for line in texts]
    return sum(map(bool, counts)) >= _FEWEST_LINES or max(counts) >= _FEWEST_AMOUNTS


def count_head_lines(texts: Sequence[Sequence[str]]) -> int:
    """How many lines stand above the first amount; 0 where a table prints hardly any."""
    if not prints_amounts(texts):
        return 0
    return next(at for at, line in enumerate(texts) if count_amounts(line))


def spanned_columns(
    lines: Sequence[_Line], edges: Sequence[float]
) -> list[list[range]]:
    """The columns that each segment of some lines of heads goes over.

    A head with others below it stands over the middle of its columns. `edges` are the sides of
    all columns, from left to right.
    """
    spans: list[list[range]] = []
    heads = [line for line in lines if not _counts_columns(line)]
    for line in lines:
        if _counts_columns(line):
            spans.append([segment.columns for segment in line])
            continue
        at = heads.index(line) + 1
        lower = heads[at + int(_SHARE_BESIDE * (len(heads) - at)) :]
        below = {column for other in lower for column in _touched(other)}
        spans.append(_widened(line, below, edges))
    return spans


def _counts_columns(line: _Line) -> bool:
    """Whether a line counts the columns, and heads none: 栏次 1 2 3."""
    return all(_COUNT.fullmatch(segment.text) for segment in line)


def _touched(line: _Line) -> set[int]:
    return {column for segment in line for column in segment.columns}


def _widened(line: _Line, below: set[int], edges: Sequence[float]) -> list[range]:
    """Let each segment that has heads below it go over as many as have it in their middle."""
    chosen: dict[int, _Choice] = {-1: (0.0, ())}
    for at, segment in enumerate(line):
        ceiling = line[at + 1].first if at + 1 < len(line) else len(edges) - 1
        chosen = _with_next(chosen, segment, below, ceiling, edges)
    ends = [
        (cost + _missed(range(last + 1, len(edges) - 1), below, edges), spans)
        for last, (cost, spans) in chosen.items()
    ]
    _, spans = min(ends, key=lambda end: end[0], default=(0.0, ()))
    return list(spans) or [segment.columns for segment in line]


def _with_next(
    chosen: dict[int, _Choice],
    segment: HeadSegment,
    below: set[int],
    ceiling: int,
    edges: Sequence[float],
) -> dict[int, _Choice]:
    """Add a segment's columns to each assignment, keyed by the last column that it takes."""
    added: dict[int, _Choice] = {}
    for last, (cost, spans) in chosen.items():
        for columns in _ranges(segment, below, last + 1, ceiling):
            middle = (edges[columns.start] + edges[columns.stop]) / 2
            missed = _missed(range(last + 1, columns.start), below, edges)
            total = cost + abs(segment.centre - middle) + missed
            end = columns.stop - 1
            if end not in added or total < added[end][0]:
                added[end] = total, (*spans, columns)
    return added


def _ranges(
    segment: HeadSegment, below: set[int], floor: int, ceiling: int
) -> list[range]:
    """The columns that a segment may go over: those it touches, and others with heads below."""
    if segment.first < floor:
        return []
    starts, stops = [segment.first], [segment.last + 1]
    if below.issuperset(segment.columns):
        while starts[-1] > floor and starts[-1] - 1 in below:
            starts.append(starts[-1] - 1)
        while stops[-1] < ceiling and stops[-1] in below:
            stops.append(stops[-1] + 1)
    return [range(start, stop) for start in starts for stop in stops]


def _missed(columns: range, below: set[int], edges: Sequence[float]) -> float:
    """What it costs to leave columns with heads below them without one above."""
    widths = [right - left for left, right in pairwise(edges)]
    return _UNCOVERED * sum(widths[at] for at in columns if at in below)
