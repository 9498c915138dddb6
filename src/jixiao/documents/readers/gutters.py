"""Where columns stand apart: the white space that the lines of a table leave free."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from jixiao.documents.readers.aligned_heads import count_amounts, count_head_lines
from jixiao.documents.readers.glyphs import words_of
from jixiao.documents.readers.line_segments import (
    Segment,
    foot_of,
    height_of,
    left_of,
    level_of,
    right_of,
    texts_of,
)

FEWEST_CELLS = 3
"""How many cells stand beside each other in the first line of a table at least."""
_NARROWEST_GUTTER = 0.4
"""How many heights of a character a gutter is wide at least."""
_NARROWEST_AT_AMOUNTS = 0.1
"""The same in a line of amounts, which may end close before the next label."""
FARTHEST_BELOW = 4.0
"""How many heights of a character the next line of a table may stand below."""
TOTAL = r"本年|上年|年[初末终]|结余|[收支][入出]总计|[合总]计|[公人][用员]经费"
"""How the name of a total begins, as a pattern."""
ITEM = re.compile(rf"[（(]|[一二三四五六七八九十]+$|[一二三四五六七八九十]+、|{TOTAL}")
"""What begins a cell of its own: a numbered item, a total."""
_COUNTED = re.compile(r"[（(]?[一二三四五六七八九十]+[、）)]|栏次$")
BLANK = re.compile(r"[-—–]{1,2}")
"""What is printed for no amount."""
Gutter = tuple[float, float]
"""White space between two columns: from, to."""


def follow_gutters(lines: Sequence[list[Segment]], at: int) -> tuple[int, list[Gutter]]:
    """Follow the gutters of a line as far down as no line crosses one; no gutters if too few.

    Beside amounts a label may go over several columns: 人员经费合计 over codes and names.
    """
    first = lines[at]
    if len(first) < FEWEST_CELLS:
        return at, []
    gutters = [
        (right_of(before), left_of(behind)) for before, behind in pairwise(first)
    ]
    end = at + 1
    while end < len(lines):
        below = level_of(lines[end]) - foot_of(lines[end - 1])
        height = height_of(lines[end])
        amounts = _amounts(lines[end])
        narrowest = (_NARROWEST_AT_AMOUNTS if amounts else _NARROWEST_GUTTER) * height
        narrowed = _narrowed(gutters, lines[end], narrowest)
        if narrowed is None and amounts:
            narrowed = _narrowed(gutters, amounts, narrowest)
        if narrowed is None or below > FARTHEST_BELOW * height:
            break
        gutters = narrowed
        end += 1
    several = sum(len(segments) > 1 for segments in lines[at:end])
    return end, gutters if several >= FEWEST_CELLS else []


def _amounts(segments: Sequence[Segment]) -> list[Segment]:
    return [segment for segment in segments if count_amounts([words_of(segment)])]


def _narrowed(
    gutters: list[Gutter], segments: Sequence[Segment], narrowest: float
) -> list[Gutter] | None:
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
    begins_column = _COUNTED.match(words) or (is_of_amounts and ITEM.match(words))
    if min(room) > 0 and begins_column:
        return False
    return room[0] < room[1]


def column_borders(run: Sequence[list[Segment]], gutters: list[Gutter]) -> list[float]:
    """The borders between columns, also those that a head over several columns hides."""
    borders = [(low + high) / 2 for low, high in gutters]
    edges = [float("-inf"), *borders, float("inf")]
    narrowest = _NARROWEST_GUTTER * height_of(run[0])
    for low, high in pairwise(edges):
        below_head = [
            (left_of(segment), right_of(segment))
            for segments in run[1:]
            for segment in segments
            if low < left_of(segment)
            and right_of(segment) < high
            and not BLANK.fullmatch(words_of(segment))
        ]
        heads = [(left_of(segment), right_of(segment)) for segment in run[0]]
        gaps = _gaps_within(sorted(below_head), narrowest)
        borders += (_middle_beside(gap, heads) for gap in gaps)
    return sorted(borders)


def without_torn(borders: Sequence[float], run: Sequence[list[Segment]]) -> list[float]:
    """Leave out borders that part a head in the middle of its column from amounts at its side."""
    heads = count_head_lines([texts_of(line) for line in run])
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


def _middle_beside(gap: Gutter, heads: Sequence[tuple[float, float]]) -> float:
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
) -> Iterator[Gutter]:
    """The gaps that cells under one head leave free, two cells at least on either side."""
    reach: float | None = None
    for left, right in spans:
        if reach is not None and left > reach + narrowest:
            before = sum(start <= reach for start, _ in spans)
            behind = sum(start >= left for start, _ in spans)
            if before > 1 and behind > 1:
                yield reach, left
        reach = right if reach is None else max(reach, right)
