"""Tables without upright rules: columns by the white space that all their lines leave free."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from statistics import median

from msgspec.structs import replace

from jixiao.documents.assembly import grid_of
from jixiao.documents.document import Cell, Grid
from jixiao.documents.readers.aligned_heads import (
    HeadSegment,
    count_amounts,
    count_head_lines,
    prints_amounts,
    spanned_columns,
)
from jixiao.documents.readers.aligned_rows import (
    FEWEST_LINES,
    are_rows,
    cut_rows,
    ends_of_heads,
    merged_rows,
    rows_of_table,
)
from jixiao.documents.readers.glyphs import (
    DOUBTFUL,
    Glyph,
    Run,
    box_around,
    least_confidence,
    text_of,
    words_of,
)
from jixiao.documents.readers.gutters import (
    BLANK,
    FARTHEST_BELOW,
    ITEM,
    TOTAL,
    column_borders,
    follow_gutters,
    without_torn,
)
from jixiao.documents.readers.line_segments import (
    PrintedRow,
    Segment,
    height_of,
    left_of,
    level_of,
    printed_rows,
    right_of,
    texts_of,
)
from jixiao.documents.ruling import Stroke

_APART = 0.6
"""How many heights of a character part two cells."""
_FEWEST_GROUPS = 2
_NO_BOX = (0.0, 0.0, 0.0, 0.0)

_MOST_LINES_OF_HEADS = 4
_BETWEEN_LINES = 1.5
"""How many heights of a character one may stand above heads at most that is beside them."""
_ABOUT = re.compile(r"[:：]|单位|^公开")
"""What is printed above a table of amounts beside no head: its number, its unit."""

_AMOUNT_AND_ITEM = re.compile(
    r"(?P<amount>-?[\d,]*\d\.\d{2}|[-—–]{1,2})"
    rf"(?:[（(][一二三四五六七八九十]|[一二三四五六七八九十]+、|{TOTAL})"
)


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
    rows = _rows_between_rules([_segments(line) for line in lines], rules)
    segmented = [row.segments for row in rows]
    at = floor = 0
    while at < len(segmented):
        end, gutters = follow_gutters(segmented, at)
        is_table = bool(gutters) and rows[end - 1].end - rows[at].first >= FEWEST_LINES
        if not is_table and not rows[at].is_wrapped:
            at += 1
            continue
        if is_table:
            first = _first_of_heads(segmented, at, end, floor)
            borders = column_borders(segmented[at:end], gutters)
            borders = without_torn(borders, segmented[first:end])
        else:
            first, end = at, at + 1
            borders = _borders_between(segmented[at])
        grid = _grid(segmented[first:end], borders, rules, page)
        left = min(left_of(segments[0]) for segments in segmented[first:end])
        top = level_of(segmented[first])
        yield AlignedTable(rows[first].first, rows[end - 1].end, top, left, grid)
        at = floor = end


def _rows_between_rules(
    lines: Sequence[list[Segment]], rules: Sequence[Stroke]
) -> list[PrintedRow]:
    """The lines, those of cells that are wrapped between two rules joined into rows."""
    most = max(map(len, lines), default=0)
    rows: list[PrintedRow] = []
    for row in printed_rows(lines, rules):
        within = lines[row.first : row.end]
        if row.is_wrapped and are_rows(within, most):
            rows += (
                PrintedRow(line, at, at + 1)
                for at, line in enumerate(within, row.first)
            )
        else:
            rows.append(row)
    return rows


def _borders_between(row: Sequence[Segment]) -> list[float]:
    """The borders between the cells of a row, in the middle of what is left free."""
    return [(right_of(left) + left_of(right)) / 2 for left, right in pairwise(row)]


def _first_of_heads(
    lines: Sequence[list[Segment]], at: int, end: int, floor: int
) -> int:
    """Go up from the first line that shows columns of amounts over the groups of heads above it."""
    if not prints_amounts([texts_of(line) for line in lines[at:end]]):
        return at
    first = at
    lowest = max(floor, at - _MOST_LINES_OF_HEADS)
    while first > lowest and _is_line_of_groups(lines[first - 1], lines[first]):
        first -= 1
    return first


def _is_line_of_groups(line: Sequence[Segment], below: Sequence[Segment]) -> bool:
    """Whether a line just above heads names groups of them.

    A single one stands so near that it is in the middle of two lines of heads.
    """
    if any(map(_ABOUT.search, texts_of(line))):
        return False
    farthest = FARTHEST_BELOW if len(line) >= _FEWEST_GROUPS else _BETWEEN_LINES
    return level_of(below) - level_of(line) <= farthest * height_of(below)


def _segments(line: Sequence[Glyph]) -> list[Segment]:
    parted = list(chain.from_iterable(map(_parted, line)))
    segments: list[Segment] = [[parted[0]]]
    for before, glyph in pairwise(parted):
        is_apart = glyph.left - before.right > _APART * max(glyph.height, before.height)
        if is_apart or _begins_item(glyph, segments[-1]):
            segments.append([])
        segments[-1].append(glyph)
    return segments


def _parted(glyph: Glyph) -> Sequence[Glyph]:
    """A run that holds an amount and the numbered item close behind it, as two."""
    joined = _AMOUNT_AND_ITEM.match(glyph.text)
    if joined is None or not isinstance(glyph, Run):
        return (glyph,)
    border = joined.end("amount")
    return glyph.part(0, border), glyph.part(border, len(glyph.text))


def _begins_item(glyph: Glyph, before: Segment) -> bool:
    """Whether a numbered item begins behind a whole amount: 24.78（一）外交支出 is two cells."""
    if not ITEM.match(glyph.text):
        return False
    words = words_of(before)
    return BLANK.fullmatch(words) is not None or count_amounts([words]) > 0


@dataclass(frozen=True, slots=True)
class _CellPlace:
    """Where a cell stands: its rows and columns, the last ones included."""

    top: int
    foot: int
    first: int
    last: int


def _grid(
    run: Sequence[list[Segment]],
    borders: list[float],
    rules: Sequence[Stroke],
    page: int,
) -> Grid:
    middles = [median(g.middle for segment in line for g in segment) for line in run]
    within = [rule for rule in rules if middles[0] < rule.at < middles[-1]]
    leftmost = min(left_of(segments[0]) for segments in run)
    rightmost = max(right_of(segments[-1]) for segments in run)
    edges = [leftmost, *borders, rightmost]
    spans = _spans(run, edges)
    rows = cut_rows(rows_of_table(run, middles, within), ends_of_heads(run, spans))
    tops = [middles[first] for first, _ in rows]
    contents: dict[_CellPlace, dict[int, list[Segment]]] = {}
    for row, (start, stop) in enumerate(rows):
        pairs = zip(chain(*run[start:stop]), chain(*spans[start:stop]), strict=True)
        for segment, columns in pairs:
            first, last = columns.start, columns.stop - 1
            centre = (edges[first] + edges[last + 1]) / 2
            top, foot = merged_rows(tops, row, centre, within)
            rows_of = contents.setdefault(_CellPlace(top, foot, first, last), {})
            rows_of.setdefault(row, []).append(segment)
    cells = (_cell(place, segments, page) for place, segments in contents.items())
    return grid_of(_one_a_place(cells), page)


def _one_a_place(cells: Iterable[Cell]) -> list[Cell]:
    """Put cells that begin in one place beside each other, or join them, both in doubt."""
    by_place: dict[tuple[int, int], Cell] = {}
    for cell in sorted(cells, key=lambda each: (each.row, each.box or _NO_BOX)):
        place = cell.row, cell.column
        before = by_place.get(place)
        if before is None:
            by_place[place] = cell
        elif cell.column_span > before.column_span:
            column = cell.column + before.column_span
            across = cell.column_span - before.column_span
            by_place[cell.row, column] = replace(
                cell, column=column, column_span=across
            )
        else:
            text = f"{before.text}\n{cell.text}"
            by_place[place] = replace(before, text=text, confidence=DOUBTFUL)
    return list(by_place.values())


def _spans(run: Sequence[list[Segment]], edges: Sequence[float]) -> list[list[range]]:
    """The columns of each segment: those it touches, and for a head those it goes over."""
    lines = [[_touching(segment, edges) for segment in line] for line in run]
    heads = count_head_lines([[segment.text for segment in line] for line in lines])
    touched = [[segment.columns for segment in line] for line in lines[heads:]]
    return [*spanned_columns(lines[:heads], edges), *touched]


def _touching(segment: Segment, edges: Sequence[float]) -> HeadSegment:
    left, right = left_of(segment), right_of(segment)
    first, last = (bisect_right(edges[1:-1], side) for side in (left, right))
    return HeadSegment(left, right, first, last, words_of(segment))


def _cell(place: _CellPlace, rows: dict[int, list[Segment]], page: int) -> Cell:
    """A cell of what its rows print; of segments beside each other, one after the other."""
    glyphs = list(chain.from_iterable(chain.from_iterable(rows.values())))
    return Cell(
        text="\n".join(map(_text_beside, rows.values())),
        row=place.top,
        column=place.first,
        row_span=place.foot - place.top + 1,
        column_span=place.last - place.first + 1,
        page=page,
        box=box_around(glyphs),
        confidence=least_confidence(glyphs),
    )


def _text_beside(segments: Sequence[Segment]) -> str:
    """What segments of a row print, each whole where they stand beside each other."""
    ends = [right_of(segment) for segment in segments]
    starts = [left_of(segment) for segment in segments]
    if any(start < end for start, end in zip(starts[1:], ends, strict=False)):
        return text_of(chain(*segments))
    return " ".join(map(text_of, segments))
