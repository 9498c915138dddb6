"""Tables without upright rules: columns by the white space that all their lines leave free."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
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
from jixiao.documents.readers.glyphs import (
    DOUBTFUL,
    Glyph,
    Run,
    box_around,
    least_confidence,
    text_of,
    words_of,
)
from jixiao.documents.readers.line_segments import (
    PrintedRow,
    Segment,
    left_of,
    printed_rows,
    right_of,
)
from jixiao.documents.ruling import Stroke

_APART = 0.6
"""How many heights of a character part two cells."""
_NARROWEST_GUTTER = 0.4
"""How many heights of a character a gutter is wide at least."""
_NARROWEST_AT_AMOUNTS = 0.1
"""The same in a line of amounts, which may end close before the next label."""
_FARTHEST_BELOW = 4.0
"""How many heights of a character the next line of a table may stand below."""
_FEWEST_CELLS, _FEWEST_LINES, _FEWEST_GROUPS = 3, 4, 2
_CLEAR_JUMP = 1.15
"""How much larger a gap between rows is than one between the lines of a cell."""
_NO_BOX = (0.0, 0.0, 0.0, 0.0)
_SHARE_BETWEEN_ROWS = 5
"""One gap in so many parts rows at least, so that a wide gap above a remark is none of two kinds."""

_MOST_LINES_OF_HEADS = 4
_BETWEEN_LINES = 1.5
"""How many heights of a character one may stand above heads at most that is beside them."""
_SHARE_OF_ROWS = 0.5
"""The share of lines between two rules that must fill several columns each to be rows."""
_ABOUT = re.compile(r"[:：]|单位|^公开")
"""What is printed above a table of amounts beside no head: its number, its unit."""

_TOTAL = r"本年|上年|年[初末终]|结余|[收支][入出]总计|[合总]计|[公人][用员]经费"
_ITEM = re.compile(
    rf"[（(]|[一二三四五六七八九十]+$|[一二三四五六七八九十]+、|{_TOTAL}"
)
_COUNTED = re.compile(r"[（(]?[一二三四五六七八九十]+[、）)]|栏次$")
_BLANK = re.compile(r"[-—–]{1,2}")
_AMOUNT_AND_ITEM = re.compile(
    r"(?P<amount>-?[\d,]*\d\.\d{2}|[-—–]{1,2})"
    rf"(?:[（(][一二三四五六七八九十]|[一二三四五六七八九十]+、|{_TOTAL})"
)
_COUNT = re.compile(r"\d{1,2}|[栏行]次|[类款项]")

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
    rows = _rows_between_rules([_segments(line) for line in lines], rules)
    segmented = [row.segments for row in rows]
    at = floor = 0
    while at < len(segmented):
        end, gutters = _run(segmented, at)
        is_table = bool(gutters) and rows[end - 1].end - rows[at].first >= _FEWEST_LINES
        if not is_table and not rows[at].is_wrapped:
            at += 1
            continue
        if is_table:
            first = _first_of_heads(segmented, at, end, floor)
            borders = _column_borders(segmented[at:end], gutters)
            borders = _without_torn(borders, segmented[first:end])
        else:
            first, end = at, at + 1
            borders = _borders_between(segmented[at])
        grid = _grid(segmented[first:end], borders, rules, page)
        left = min(left_of(segments[0]) for segments in segmented[first:end])
        top = _level(segmented[first])
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
        if row.is_wrapped and _are_rows(within, most):
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


def _texts(segments: Sequence[Segment]) -> list[str]:
    return [words_of(segment) for segment in segments]


def _first_of_heads(
    lines: Sequence[list[Segment]], at: int, end: int, floor: int
) -> int:
    """Go up from the first line that shows columns of amounts over the groups of heads above it."""
    if not prints_amounts([_texts(line) for line in lines[at:end]]):
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
    if any(map(_ABOUT.search, _texts(line))):
        return False
    farthest = _FARTHEST_BELOW if len(line) >= _FEWEST_GROUPS else _BETWEEN_LINES
    return _level(below) - _level(line) <= farthest * _height(below)


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
    if not _ITEM.match(glyph.text):
        return False
    words = words_of(before)
    return _BLANK.fullmatch(words) is not None or count_amounts([words]) > 0


def _height(segments: Sequence[Segment]) -> float:
    return max(glyph.height for segment in segments for glyph in segment)


def _level(segments: Sequence[Segment]) -> float:
    """How far down a line begins."""
    return min(segment[0].middle for segment in segments)


def _foot(segments: Sequence[Segment]) -> float:
    """How far down a line, or the last of several, stands."""
    return max(segment[-1].middle for segment in segments)


def _run(lines: Sequence[list[Segment]], at: int) -> tuple[int, list[_Gutter]]:
    """Follow the gutters of a line as far down as no line crosses one; no gutters if too few.

    Beside amounts a label may go over several columns: 人员经费合计 over codes and names.
    """
    first = lines[at]
    if len(first) < _FEWEST_CELLS:
        return at, []
    gutters = [
        (right_of(before), left_of(behind)) for before, behind in pairwise(first)
    ]
    end = at + 1
    while end < len(lines):
        below = _level(lines[end]) - _foot(lines[end - 1])
        height = _height(lines[end])
        amounts = _amounts(lines[end])
        narrowest = (_NARROWEST_AT_AMOUNTS if amounts else _NARROWEST_GUTTER) * height
        narrowed = _narrowed(gutters, lines[end], narrowest)
        if narrowed is None and amounts:
            narrowed = _narrowed(gutters, amounts, narrowest)
        if narrowed is None or below > _FARTHEST_BELOW * height:
            break
        gutters = narrowed
        end += 1
    several = sum(len(segments) > 1 for segments in lines[at:end])
    return end, gutters if several >= _FEWEST_CELLS else []


def _amounts(segments: Sequence[Segment]) -> list[Segment]:
    return [segment for segment in segments if count_amounts([words_of(segment)])]


def _narrowed(
    gutters: list[_Gutter], segments: Sequence[Segment], narrowest: float
) -> list[_Gutter] | None:
    """What a line leaves of the gutters; None where it closes one."""
    left_over = []
    of_amounts = bool(_amounts(segments))
    for gutter in gutters:
        low, high = gutter
        for segment in segments:
            left, right = left_of(segment), right_of(segment)
            if right <= low or left >= high:
                continue
            if _goes_left(
                segment, (left - low, high - right), is_of_amounts=of_amounts
            ):
                low = right
            else:
                high = left
        if high - low < narrowest:
            return None
        left_over.append((low, high))
    return left_over


def _goes_left(
    segment: Segment, room: tuple[float, float], *, is_of_amounts: bool
) -> bool:
    """Whether what reaches into a gutter is of the column to the left of it.

    `room` is how far it stands from both sides. A numbered item that stands whole in a gutter is at
    the left side of its own column, whose head is in the middle, and so is a total beside amounts.
    """
    words = words_of(segment)
    begins_column = _COUNTED.match(words) or (is_of_amounts and _ITEM.match(words))
    if min(room) > 0 and begins_column:
        return False
    return room[0] < room[1]


def _column_borders(
    run: Sequence[list[Segment]], gutters: list[_Gutter]
) -> list[float]:
    """The borders between columns, also those that a head over several columns hides."""
    borders = [(low + high) / 2 for low, high in gutters]
    edges = [float("-inf"), *borders, float("inf")]
    narrowest = _NARROWEST_GUTTER * _height(run[0])
    for low, high in pairwise(edges):
        below_head = [
            (left_of(segment), right_of(segment))
            for segments in run[1:]
            for segment in segments
            if low < left_of(segment)
            and right_of(segment) < high
            and not _BLANK.fullmatch(words_of(segment))
        ]
        heads = [(left_of(segment), right_of(segment)) for segment in run[0]]
        gaps = _gaps_within(sorted(below_head), narrowest)
        borders += (_middle_beside(gap, heads) for gap in gaps)
    return sorted(borders)


def _without_torn(
    borders: Sequence[float], run: Sequence[list[Segment]]
) -> list[float]:
    """Leave out borders that part a head in the middle of its column from amounts at its side."""
    heads = count_head_lines([_texts(line) for line in run])
    above = _filled(borders, run[:heads])
    below = _filled(borders, run[heads:])
    left_over: list[float] = []
    is_torn = False
    for column, border in enumerate(borders):
        before, behind = column, column + 1
        only_head = before in above - below and behind in below - above
        only_amounts = before in below - above and behind in above - below
        is_torn = not is_torn and bool(heads) and (only_head or only_amounts)
        if not is_torn:
            left_over.append(border)
    return left_over


def _filled(borders: Sequence[float], lines: Sequence[list[Segment]]) -> set[int]:
    """The columns that lines print something in, and in no other beside."""
    places = (
        {bisect_right(borders, side) for side in (left_of(segment), right_of(segment))}
        for segment in chain(*lines)
    )
    return set(chain.from_iterable(place for place in places if len(place) == 1))


def _middle_beside(gap: _Gutter, heads: Sequence[tuple[float, float]]) -> float:
    """The middle of what heads that reach into a gap from one side leave of it."""
    low, high = gap
    for left, right in heads:
        if low < left < high <= right:
            high = left
        elif left <= low < right < high:
            low = right
    return (low + high) / 2


def _gaps_within(
    spans: Sequence[tuple[float, float]], narrowest: float
) -> Iterator[_Gutter]:
    """The gaps that cells under one head leave free, two cells at least on either side."""
    reach: float | None = None
    for left, right in spans:
        if reach is not None and left > reach + narrowest:
            before = sum(start <= reach for start, _ in spans)
            behind = sum(start >= left for start, _ in spans)
            if before > 1 and behind > 1:
                yield reach, left
        reach = right if reach is None else max(reach, right)


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
    rows = _cut(_rows_of(run, middles, within), _ends_of_heads(run, spans))
    tops = [middles[first] for first, _ in rows]
    contents: dict[_CellPlace, dict[int, list[Segment]]] = {}
    for row, (start, stop) in enumerate(rows):
        pairs = zip(chain(*run[start:stop]), chain(*spans[start:stop]), strict=True)
        for segment, columns in pairs:
            first, last = columns.start, columns.stop - 1
            centre = (edges[first] + edges[last + 1]) / 2
            top, foot = _merged_rows(tops, row, centre, within)
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


def _merged_rows(
    tops: Sequence[float], row: int, centre: float, rules: Sequence[Stroke]
) -> tuple[int, int]:
    """From which row to which a cell goes: as far as the rules between leave its column out.

    Rows without any rule between them are apart.
    """
    if not rules:
        return row, row

    def is_parted(above: int) -> bool:
        between = [rule for rule in rules if tops[above] <= rule.at < tops[above + 1]]
        return not between or any(r.low <= centre <= r.high for r in between)

    top = foot = row
    while top > 0 and not is_parted(top - 1):
        top -= 1
    while foot < len(tops) - 1 and not is_parted(foot):
        foot += 1
    return top, foot


def _rows_of(
    run: Sequence[list[Segment]], middles: Sequence[float], rules: Sequence[Stroke]
) -> Iterator[_RowRange]:
    """The rows of a table: what stands between two rules, unless it is rows itself."""
    if not rules:
        yield from _spaced_rows(middles)
        return
    most = max(map(len, run))
    for start, stop in _ruled_rows(middles, rules):
        if _are_rows(run[start:stop], most):
            within = _spaced_rows(middles[start:stop])
            yield from ((start + first, start + end) for first, end in within)
        else:
            yield start, stop


def _are_rows(lines: Sequence[list[Segment]], most: int) -> bool:
    """Whether lines between two rules are rows: with amounts each, or filling most columns."""
    with_amounts = [count_amounts(_texts(line)) >= _FEWEST_CELLS for line in lines]
    if sum(with_amounts) > 1:
        return True
    if len(lines) < _FEWEST_LINES:
        return False
    enough = max(_FEWEST_CELLS, most * _SHARE_OF_ROWS)
    filled = sum(len(line) >= enough for line in lines)
    return filled >= len(lines) * _SHARE_OF_ROWS


def _ends_of_heads(
    run: Sequence[list[Segment]], spans: Sequence[list[range]]
) -> set[int]:
    """The lines among heads that begin a row: below a group, or counting the columns."""
    heads = count_head_lines([_texts(line) for line in run])
    starts = {at + 1 for at in range(heads) if any(len(s) > 1 for s in spans[at])}
    counts = {at for at in range(heads) if all(map(_COUNT.fullmatch, _texts(run[at])))}
    return starts | counts


def _cut(rows: Iterable[_RowRange], starts: set[int]) -> list[_RowRange]:
    """Cut rows at the lines that begin one."""
    cut: list[_RowRange] = []
    for first, end in rows:
        inner = sorted(at for at in starts if first < at < end)
        cut += pairwise([first, *inner, end])
    return cut


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
