"""Tables without upright rules: columns by the white space that all their lines leave free."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from jixiao.documents.assembly import grid_of
from jixiao.documents.document import Cell, Grid
from jixiao.documents.readers.glyphs import Glyph, least_confidence, rounded, text_of
from jixiao.documents.ruling import Stroke
from jixiao.evidence import around

_APART = 0.6
"""How many heights of a character part two cells."""
_NARROWEST = 0.4
_FEWEST_CELLS, _FEWEST_LINES = 3, 4
_FARTHEST = 4.0
_JUMP = 1.15

_Segment = list[Glyph]
_Gutter = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Aligned:
    """A table among the lines of a page: those from `first` up to `end`."""

    first: int
    end: int
    top: float
    left: float
    grid: Grid


def aligned_tables(
    lines: Sequence[Sequence[Glyph]], rules: Sequence[Stroke], page: int
) -> Iterator[Aligned]:
    """Find runs of lines that leave the same two gutters or more free, four lines at least.

    Where level `rules` stand between the lines they part the rows, and merge what they leave out.
    """
    parted = [_segments(line) for line in lines]
    at = 0
    while at < len(parted):
        end, gutters = _run(parted, at)
        if gutters and end - at >= _FEWEST_LINES:
            run = parted[at:end]
            grid = _grid(run, _finer(run, gutters), rules, page)
            yield Aligned(at, end, run[0][0][0].middle, min(_left(s[0]) for s in run), grid)
            at = end
        else:
            at += 1


def _segments(line: Sequence[Glyph]) -> list[_Segment]:
    segments: list[_Segment] = [[line[0]]]
    for before, glyph in pairwise(line):
        height = max(glyph.bottom - glyph.top, before.bottom - before.top)
        if glyph.left - before.right > _APART * height:
            segments.append([])
        segments[-1].append(glyph)
    return segments


def _left(segment: _Segment) -> float:
    return segment[0].left


def _right(segment: _Segment) -> float:
    return max(glyph.right for glyph in segment)


def _height(segments: Sequence[_Segment]) -> float:
    return max(glyph.bottom - glyph.top for segment in segments for glyph in segment)


def _run(parted: Sequence[list[_Segment]], at: int) -> tuple[int, list[_Gutter]]:
    """Follow the gutters of a line as far down as no line crosses one; no gutters if too few."""
    first = parted[at]
    gutters = [(_right(a), _left(b)) for a, b in pairwise(first)]
    if len(first) < _FEWEST_CELLS:
        return at, []
    end = at + 1
    while end < len(parted):
        below = parted[end][0][0].middle - parted[end - 1][0][0].middle
        height = _height(parted[end])
        narrowed = _narrowed(gutters, parted[end], _NARROWEST * height)
        if narrowed is None or below > _FARTHEST * height:
            break
        gutters = narrowed
        end += 1
    several = sum(len(segments) > 1 for segments in parted[at:end])
    return end, gutters if several >= _FEWEST_CELLS else []


def _narrowed(
    gutters: list[_Gutter], segments: Sequence[_Segment], narrowest: float
) -> list[_Gutter] | None:
    """Give what a line leaves of the gutters; None where it closes one."""
    left_over = []
    for left, right in gutters:
        low, high = left, right
        for segment in segments:
            a, b = _left(segment), _right(segment)
            if b <= low or a >= high:
                continue
            if a - low < high - b:
                low = b
            else:
                high = a
        if high - low < narrowest:
            return None
        left_over.append((low, high))
    return left_over


def _finer(run: Sequence[list[_Segment]], gutters: list[_Gutter]) -> list[float]:
    """Give the borders between columns; a head over several columns hides theirs from the first lines."""
    borders = [(low + high) / 2 for low, high in gutters]
    edges = [float("-inf"), *borders, float("inf")]
    found = list(borders)
    for low, high in pairwise(edges):
        spans = [
            (_left(s), _right(s))
            for segments in run[1:]
            for s in segments
            if low < _left(s) and _right(s) < high
        ]
        reach = float("inf")
        for left, right in sorted(spans):
            shared = sum(a <= reach for a, _ in spans) > 1 and sum(a >= left for a, _ in spans) > 1
            if left > reach + _NARROWEST * _height(run[0]) and shared:
                found.append((reach + left) / 2)
            reach = right if reach == float("inf") else max(reach, right)
    return sorted(found)


def _grid(
    run: Sequence[list[_Segment]], borders: list[float], rules: Sequence[Stroke], page: int
) -> Grid:
    middles = [median(g.middle for s in segments for g in s) for segments in run]
    within = [rule for rule in rules if middles[0] < rule.at < middles[-1]]
    rows = _ruled_rows(middles, within) if within else _spaced_rows(middles)
    tops = [middles[first] for first, _ in rows]
    edges = [min(_left(s[0]) for s in run), *borders, max(_right(s[-1]) for s in run)]
    held: dict[tuple[int, int, int], list[Glyph]] = {}
    spans: dict[tuple[int, int, int], int] = {}
    for row, (start, stop) in enumerate(rows):
        for segment in (segment for segments in run[start:stop] for segment in segments):
            first = bisect_right(borders, _left(segment))
            last = bisect_right(borders, _right(segment))
            centre = (edges[first] + edges[last + 1]) / 2
            top, foot = _merged(tops, row, centre, within) if within else (row, row)
            held.setdefault((top, first, last), []).extend(segment)
            spans[top, first, last] = foot - top + 1
    cells = []
    for (row, first, last), glyphs in held.items():
        box = around((g.left, g.top, g.right, g.bottom) for g in glyphs)
        cells.append(
            Cell(
                text=text_of(glyphs), row=row, column=first, column_span=last - first + 1,
                row_span=spans[row, first, last], page=page, box=rounded(box) if box else None,
                confidence=least_confidence(glyphs),
            )
        )  # fmt: skip
    return grid_of(cells, page)


def _merged(
    tops: Sequence[float], row: int, centre: float, rules: Sequence[Stroke]
) -> tuple[int, int]:
    """Say from which row to which a cell goes: as far as no rule stands in its column."""

    def parted(above: int) -> bool:
        between = (rule for rule in rules if tops[above] <= rule.at < tops[above + 1])
        return any(rule.low <= centre <= rule.high for rule in between)

    top = foot = row
    while top > 0 and not parted(top - 1):
        top -= 1
    while foot < len(tops) - 1 and not parted(foot):
        foot += 1
    return top, foot


def _ruled_rows(middles: Sequence[float], rules: Sequence[Stroke]) -> list[tuple[int, int]]:
    """Join the lines that stand between two rules."""
    return _joined(middles, lambda a, b: any(a <= rule.at < b for rule in rules))


def _spaced_rows(middles: Sequence[float]) -> list[tuple[int, int]]:
    """Join lines into rows at the gaps that are clearly the smaller ones.

    A fifth of the gaps at least part rows, so that one wide gap above a remark is none of two kinds.
    """
    gaps = sorted(b - a for a, b in pairwise(middles))
    fewest = max(2, len(gaps) // 5)
    jumps = [(b / max(a, 0.1), (a + b) / 2) for a, b in pairwise(gaps[: len(gaps) + 1 - fewest])]
    jump, limit = max(jumps, default=(0.0, 0.0))
    least = limit if jump >= _JUMP else 0.0
    return _joined(middles, lambda a, b: b - a > least)


def _joined(
    middles: Sequence[float], parts: Callable[[float, float], bool]
) -> list[tuple[int, int]]:
    starts = [0, *(n for n, (a, b) in enumerate(pairwise(middles), start=1) if parts(a, b))]
    return list(pairwise([*starts, len(middles)]))
