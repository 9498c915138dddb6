"""Tables without upright rules: columns by the white space that all their lines leave free."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from statistics import median

from jixiao.documents.assembly import grid_of
from jixiao.documents.document import Cell, Grid
from jixiao.documents.readers.glyphs import Glyph, box_around, least_confidence, text_of
from jixiao.documents.ruling import Stroke

_APART = 0.6
"""How many heights of a character part two cells."""
_NARROWEST_GUTTER = 0.4
"""How many heights of a character a gutter is wide at least."""
_FARTHEST_BELOW = 4.0
"""How many heights of a character the next line of a table may stand below."""
_FEWEST_CELLS, _FEWEST_LINES = 3, 4
_CLEAR_JUMP = 1.15
"""How much larger a gap between rows is than one between the lines of a cell."""
_SHARE_BETWEEN_ROWS = 5
"""One gap in so many parts rows at least, so that a wide gap above a remark is none of two kinds."""

_Segment = list[Glyph]
"""Characters of a line that stand together: what one cell prints on it."""
_Gutter = tuple[float, float]
"""White space between two columns: from, to."""
_RowRange = tuple[int, int]
"""The lines of a row: the first, and the one behind the last."""


@dataclass(frozen=True, slots=True)
class AlignedTable:
    """A table among the lines of a page: those from `first` up to `end`."""

    first: int
    end: int
    top: float
    left: float
    grid: Grid


def aligned_tables(
    lines: Sequence[Sequence[Glyph]], rules: Sequence[Stroke], page: int
) -> Iterator[AlignedTable]:
    """Find runs of lines that leave the same two gutters or more free, four lines at least.

    Where level `rules` stand between the lines they part the rows, and merge what they leave out.
    """
    segmented = [_segments(line) for line in lines]
    at = 0
    while at < len(segmented):
        end, gutters = _run(segmented, at)
        if not gutters or end - at < _FEWEST_LINES:
            at += 1
            continue
        run = segmented[at:end]
        grid = _grid(run, _column_borders(run, gutters), rules, page)
        left = min(_left(segments[0]) for segments in run)
        yield AlignedTable(at, end, _level(run[0]), left, grid)
        at = end


def _segments(line: Sequence[Glyph]) -> list[_Segment]:
    segments: list[_Segment] = [[line[0]]]
    for before, glyph in pairwise(line):
        if glyph.left - before.right > _APART * max(glyph.height, before.height):
            segments.append([])
        segments[-1].append(glyph)
    return segments


def _left(segment: _Segment) -> float:
    return segment[0].left


def _right(segment: _Segment) -> float:
    return max(glyph.right for glyph in segment)


def _height(segments: Sequence[_Segment]) -> float:
    return max(glyph.height for segment in segments for glyph in segment)


def _level(segments: Sequence[_Segment]) -> float:
    """How far down a line stands, by its first character."""
    return segments[0][0].middle


def _run(lines: Sequence[list[_Segment]], at: int) -> tuple[int, list[_Gutter]]:
    """Follow the gutters of a line as far down as no line crosses one; no gutters if too few."""
    first = lines[at]
    if len(first) < _FEWEST_CELLS:
        return at, []
    gutters = [(_right(before), _left(behind)) for before, behind in pairwise(first)]
    end = at + 1
    while end < len(lines):
        below = _level(lines[end]) - _level(lines[end - 1])
        height = _height(lines[end])
        narrowed = _narrowed(gutters, lines[end], _NARROWEST_GUTTER * height)
        if narrowed is None or below > _FARTHEST_BELOW * height:
            break
        gutters = narrowed
        end += 1
    several = sum(len(segments) > 1 for segments in lines[at:end])
    return end, gutters if several >= _FEWEST_CELLS else []


def _narrowed(
    gutters: list[_Gutter], segments: Sequence[_Segment], narrowest: float
) -> list[_Gutter] | None:
    """What a line leaves of the gutters; None where it closes one."""
    left_over = []
    for gutter in gutters:
        low, high = gutter
        for segment in segments:
            left, right = _left(segment), _right(segment)
            if right <= low or left >= high:
                continue
            if left - low < high - right:
                low = right
            else:
                high = left
        if high - low < narrowest:
            return None
        left_over.append((low, high))
    return left_over


def _column_borders(
    run: Sequence[list[_Segment]], gutters: list[_Gutter]
) -> list[float]:
    """The borders between columns, also those that a head over several columns hides."""
    borders = [(low + high) / 2 for low, high in gutters]
    edges = [float("-inf"), *borders, float("inf")]
    narrowest = _NARROWEST_GUTTER * _height(run[0])
    for low, high in pairwise(edges):
        below_head = [
            (_left(segment), _right(segment))
            for segments in run[1:]
            for segment in segments
            if low < _left(segment) and _right(segment) < high
        ]
        borders += _borders_within(sorted(below_head), narrowest)
    return sorted(borders)


def _borders_within(
    spans: Sequence[tuple[float, float]], narrowest: float
) -> Iterator[float]:
    """The borders that cells under one head leave free, two cells at least on either side."""
    reach: float | None = None
    for left, right in spans:
        if reach is not None and left > reach + narrowest:
            before = sum(start <= reach for start, _ in spans)
            behind = sum(start >= left for start, _ in spans)
            if before > 1 and behind > 1:
                yield (reach + left) / 2
        reach = right if reach is None else max(reach, right)


@dataclass(frozen=True, slots=True)
class _CellPlace:
    """Where a cell stands: its rows and columns, the last ones included."""

    top: int
    foot: int
    first: int
    last: int


def _grid(
    run: Sequence[list[_Segment]],
    borders: list[float],
    rules: Sequence[Stroke],
    page: int,
) -> Grid:
    middles = [median(g.middle for segment in line for g in segment) for line in run]
    within = [rule for rule in rules if middles[0] < rule.at < middles[-1]]
    rows = _ruled_rows(middles, within) if within else _spaced_rows(middles)
    tops = [middles[first] for first, _ in rows]
    leftmost = min(_left(segments[0]) for segments in run)
    rightmost = max(_right(segments[-1]) for segments in run)
    edges = [leftmost, *borders, rightmost]
    contents: dict[_CellPlace, list[Glyph]] = {}
    for row, (start, stop) in enumerate(rows):
        for segment in chain(*run[start:stop]):
            first = bisect_right(borders, _left(segment))
            last = bisect_right(borders, _right(segment))
            centre = (edges[first] + edges[last + 1]) / 2
            top, foot = _merged_rows(tops, row, centre, within)
            contents.setdefault(_CellPlace(top, foot, first, last), []).extend(segment)
    return grid_of(
        [_cell(place, glyphs, page) for place, glyphs in contents.items()], page
    )


def _cell(place: _CellPlace, glyphs: list[Glyph], page: int) -> Cell:
    return Cell(
        text=text_of(glyphs),
        row=place.top,
        column=place.first,
        row_span=place.foot - place.top + 1,
        column_span=place.last - place.first + 1,
        page=page,
        box=box_around(glyphs),
        confidence=least_confidence(glyphs),
    )


def _merged_rows(
    tops: Sequence[float], row: int, centre: float, rules: Sequence[Stroke]
) -> tuple[int, int]:
    """From which row to which a cell goes: as far as no rule stands in its column.

    Without any rules each row is one of its own.
    """
    if not rules:
        return row, row

    def is_parted(above: int) -> bool:
        between = (rule for rule in rules if tops[above] <= rule.at < tops[above + 1])
        return any(rule.low <= centre <= rule.high for rule in between)

    top = foot = row
    while top > 0 and not is_parted(top - 1):
        top -= 1
    while foot < len(tops) - 1 and not is_parted(foot):
        foot += 1
    return top, foot


def _ruled_rows(middles: Sequence[float], rules: Sequence[Stroke]) -> list[_RowRange]:
    """Join the lines that stand between two rules."""
    return _rows(
        middles, lambda above, below: any(above <= rule.at < below for rule in rules)
    )


def _spaced_rows(middles: Sequence[float]) -> list[_RowRange]:
    """Join lines into rows at the gaps that are clearly the smaller ones."""
    gaps = sorted(below - above for above, below in pairwise(middles))
    between_rows = max(2, len(gaps) // _SHARE_BETWEEN_ROWS)
    smaller = gaps[: len(gaps) + 1 - between_rows]
    jumps = [(b / max(a, 0.1), (a + b) / 2) for a, b in pairwise(smaller)]
    jump, middle = max(jumps, default=(0.0, 0.0))
    widest_within = middle if jump >= _CLEAR_JUMP else 0.0
    return _rows(middles, lambda above, below: below - above > widest_within)


def _rows(
    middles: Sequence[float], is_between_rows: Callable[[float, float], bool]
) -> list[_RowRange]:
    starts = [0]
    for line, (above, below) in enumerate(pairwise(middles), start=1):
        if is_between_rows(above, below):
            starts.append(line)
    return list(pairwise([*starts, len(middles)]))
