"""Ruling lines become grids of cells: which strokes make one table, and which cells they part."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product
from typing import NamedTuple

import msgspec

from jixiao.evidence import Box

_TOLERANCE = 3.0
"""Points within which two strokes are one rule, and two ends meet."""
_WIDEST_DASH_GAP = 6.0
"""Points between two dashes of one rule."""
_LEAST_COVERED = 0.5
"""The share of a unit edge that a rule covers to part the cells on both sides."""
_SHORTEST_RULE = 6.0
_THICKEST_RULE = 3.0
_EDGE = 1.5
"""Points within which a rule stands on the edge of what covers others up."""
_FLAT = 1.0
"""Points within which the ends of a polygon's side lie level or upright."""


class Stroke(msgspec.Struct, frozen=True, gc=False):
    """A straight rule: `at` is its x if `upright`, else its y; it runs from `low` to `high`."""

    upright: bool
    at: float
    low: float
    high: float


class RuledCell(msgspec.Struct, frozen=True, gc=False):
    """One cell between rules: its place in the grid and its box.

    What rules part is no rectangle where one of them is missing or ends too soon; then the cell is
    the one around it, and may hold what belongs to another.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    is_rectangle: bool = True

    def units(self) -> Iterator[tuple[int, int]]:
        """The units (row, column) that the cell covers."""
        rows = range(self.row, self.row + self.row_span)
        columns = range(self.column, self.column + self.column_span)
        return product(rows, columns)


class RuledTable(msgspec.Struct, frozen=True, gc=False):
    """A table its rules make: the positions of its borders and its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[RuledCell, ...]

    @property
    def box(self) -> Box:
        """The whole table."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def units(self) -> dict[tuple[int, int], int]:
        """Which cell, by its place in `cells`, covers each unit (row, column)."""
        return {
            unit: place
            for place, cell in enumerate(self.cells)
            for unit in cell.units()
        }


def strokes_of(
    path: Sequence[tuple[float, float]], *, outlined: bool
) -> Iterator[Stroke]:
    """The straight rules of a drawn polygon: itself if it is thin, else its sides if `outlined`."""
    xs, ys = [x for x, _ in path], [y for _, y in path]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    width, height = right - left, bottom - top
    if width <= _THICKEST_RULE or height <= _THICKEST_RULE:
        if height > width:
            yield Stroke(upright=True, at=(left + right) / 2, low=top, high=bottom)
        elif width > height:
            yield Stroke(upright=False, at=(top + bottom) / 2, low=left, high=right)
    elif outlined:
        for start, end in pairwise(path):
            yield from _side(start, end)


def _side(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Stroke]:
    """One side of a polygon as a rule; nothing where it is slanted or a mere dot."""
    (x0, y0), (x1, y1) = start, end
    left, right = min(x0, x1), max(x0, x1)
    top, bottom = min(y0, y1), max(y0, y1)
    width, height = right - left, bottom - top
    if width <= _FLAT < height:
        yield Stroke(upright=True, at=(left + right) / 2, low=top, high=bottom)
    elif height <= _FLAT < width:
        yield Stroke(upright=False, at=(top + bottom) / 2, low=left, high=right)


def without_covered(stroke: Stroke, box: Box) -> Iterator[Stroke]:
    """What a cover leaves of a rule; one along its edge stays whole."""
    left, top, right, bottom = box
    low, high = (top, bottom) if stroke.upright else (left, right)
    near, far = (left, right) if stroke.upright else (top, bottom)
    is_inside = near + _EDGE < stroke.at < far - _EDGE
    if not is_inside or stroke.high <= low or stroke.low >= high:
        yield stroke
        return
    if stroke.low < low:
        yield Stroke(stroke.upright, stroke.at, stroke.low, low)
    if stroke.high > high:
        yield Stroke(stroke.upright, stroke.at, high, stroke.high)


def find_tables(strokes: Iterable[Stroke]) -> list[RuledTable]:
    """The tables that strokes make, from top to bottom; a lone rule or frame is none."""
    drawn = [stroke for stroke in strokes if stroke.high - stroke.low >= 0]
    groups = _touching(_join_pieces(drawn))
    tables = [table for table in map(_table, groups) if table]
    return sorted(tables, key=lambda table: (table.ys[0], table.xs[0]))


def _join_pieces(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Join the pieces of one rule: dashes, rules drawn cell by cell, double rules."""
    rules: list[Stroke] = []
    for upright in (False, True):
        parallel = [stroke for stroke in strokes if stroke.upright == upright]
        parallel.sort(key=lambda stroke: (stroke.at, stroke.low))
        for group in _near(parallel):
            rules += _join_along(group)
    return [rule for rule in rules if rule.high - rule.low >= _SHORTEST_RULE]


def _join_along(pieces: Sequence[Stroke]) -> Iterator[Stroke]:
    """Join pieces that lie on one line, as far as no gap wider than a dash's parts them."""
    upright = pieces[0].upright
    at = sum(piece.at for piece in pieces) / len(pieces)
    first, *later = sorted(pieces, key=lambda piece: piece.low)
    low, high = first.low, first.high
    for piece in later:
        if piece.low <= high + _WIDEST_DASH_GAP:
            high = max(high, piece.high)
        else:
            yield Stroke(upright, at, low, high)
            low, high = piece.low, piece.high
    yield Stroke(upright, at, low, high)


def _near(strokes: Sequence[Stroke]) -> list[list[Stroke]]:
    """Group strokes, sorted by place, that stand within the tolerance of their group's first."""
    groups: list[list[Stroke]] = []
    for stroke in strokes:
        if groups and stroke.at - groups[-1][0].at <= _TOLERANCE:
            groups[-1].append(stroke)
        else:
            groups.append([stroke])
    return groups


class _Unions:
    """Sets of numbers below `count` that grow together (union-find)."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def root(self, number: int) -> int:
        """The number that stands for the whole set."""
        parents = self._parents
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    def join(self, number: int, other: int) -> None:
        """Make two sets one; the root of `other` stands for both."""
        self._parents[self.root(number)] = self.root(other)

    def members(self) -> list[list[int]]:
        """The sets, each in rising order."""
        sets: dict[int, list[int]] = {}
        for number in range(len(self._parents)):
            sets.setdefault(self.root(number), []).append(number)
        return list(sets.values())


def _touching(strokes: Sequence[Stroke]) -> list[list[Stroke]]:
    """Group strokes that cross or meet, directly or through others."""
    groups = _Unions(len(strokes))
    level = [
        (number, stroke) for number, stroke in enumerate(strokes) if not stroke.upright
    ]
    level.sort(key=lambda numbered: numbered[1].at)
    places = [stroke.at for _, stroke in level]
    for number, stroke in enumerate(strokes):
        if not stroke.upright:
            continue
        first = bisect_right(places, stroke.low - _TOLERANCE - 1e-6)
        for other, crossing in level[first:]:
            if crossing.at > stroke.high + _TOLERANCE:
                break
            if crossing.low - _TOLERANCE <= stroke.at <= crossing.high + _TOLERANCE:
                groups.join(number, other)
    return [[strokes[number] for number in members] for members in groups.members()]


def _table(strokes: Sequence[Stroke]) -> RuledTable | None:
    """The table of strokes that touch; None where they make no more than one cell."""
    upright = [stroke for stroke in strokes if stroke.upright]
    level = [stroke for stroke in strokes if not stroke.upright]
    if not upright or not level:
        return None
    xs, ys = _borders(upright, level), _borders(level, upright)
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns * rows <= 1:
        return None
    return RuledTable(tuple(xs), tuple(ys), _cells(xs, ys, upright, level))


def _borders(rules: Sequence[Stroke], across: Sequence[Stroke]) -> list[float]:
    """Where cells end: at the rules of one direction, and at the ends of those across."""
    ends = [end for stroke in across for end in (stroke.low, stroke.high)]
    return _clustered([stroke.at for stroke in rules] + ends)


def _clustered(positions: Iterable[float]) -> list[float]:
    """Take positions within the tolerance of their group's first as one: their mean."""
    groups: list[list[float]] = []
    for position in sorted(positions):
        if groups and position - groups[-1][0] <= _TOLERANCE:
            groups[-1].append(position)
        else:
            groups.append([position])
    return [sum(group) / len(group) for group in groups]


class _Stretch(NamedTuple):
    """Units of one row that no upright rule parts: the columns from `first` up to `stop`."""

    row: int
    first: int
    stop: int

    def units(self) -> Iterator[tuple[int, int]]:
        """The units (row, column) that it is made of."""
        return product((self.row,), range(self.first, self.stop))


def _cells(
    xs: Sequence[float],
    ys: Sequence[float],
    upright: Sequence[Stroke],
    level: Sequence[Stroke],
) -> tuple[RuledCell, ...]:
    """Join units that no rule parts; what is no rectangle becomes the one around it."""
    stretches, place_of = _stretches(_covering(xs, ys, upright), len(xs) - 1)
    floors = _covering(ys, xs, level)
    joined = _Unions(len(stretches))
    for row, (above, below) in enumerate(pairwise(place_of), start=1):
        for column, (upper, lower) in enumerate(zip(above, below, strict=True)):
            if row not in floors[column]:
                joined.join(lower, upper)
    groups = [[stretches[m] for m in members] for members in sorted(joined.members())]
    cells = tuple(_cell_around(parts, xs, ys) for parts in groups)
    if all(cell.is_rectangle for cell in cells):
        return cells
    return tuple(_apart(groups, xs, ys))


def _apart(
    groups: Iterable[Sequence[_Stretch]], xs: Sequence[float], ys: Sequence[float]
) -> Iterator[RuledCell]:
    """A cell for each group of stretches, none where others took all of it."""
    taken: set[tuple[int, int]] = set()
    for parts in groups:
        cell = _cell_around(parts, xs, ys)
        covered = set(cell.units())
        if not taken.isdisjoint(covered):
            units = {unit for part in parts for unit in part.units()} - taken
            if not units:
                continue
            parts_left = [_Stretch(row, column, column + 1) for row, column in units]
            cell = _cell_around(parts_left, xs, ys)
            covered = set(cell.units())
            covered = covered if taken.isdisjoint(covered) else units
        taken |= covered
        yield cell


def _stretches(
    walls: Sequence[set[int]], columns: int
) -> tuple[list[_Stretch], list[list[int]]]:
    """The stretches of all rows, and for each row which of them each column is in."""
    stretches: list[_Stretch] = []
    place_of: list[list[int]] = []
    for row, parting in enumerate(walls):
        inner = sorted(wall for wall in parting if 0 < wall < columns)
        places: list[int] = []
        for first, stop in pairwise([0, *inner, columns]):
            places += [len(stretches)] * (stop - first)
            stretches.append(_Stretch(row, first, stop))
        place_of.append(places)
    return stretches, place_of


def _cell_around(
    stretches: Sequence[_Stretch], xs: Sequence[float], ys: Sequence[float]
) -> RuledCell:
    """The smallest rectangle around stretches."""
    if len(stretches) == 1:
        row, first, stop = stretches[0]
        box = (xs[first], ys[row], xs[stop], ys[row + 1])
        return RuledCell(row, first, 1, stop - first, box)
    rows, firsts, stops = zip(*stretches, strict=True)
    top, foot, left, stop = min(rows), max(rows), min(firsts), max(stops)
    box = (xs[left], ys[top], xs[stop], ys[foot + 1])
    height, width = foot - top + 1, stop - left
    is_rectangle = sum(stops) - sum(firsts) == height * width
    return RuledCell(top, left, height, width, box, is_rectangle)


def _covering(
    places: Sequence[float], along: Sequence[float], strokes: Sequence[Stroke]
) -> list[set[int]]:
    """For each unit along the rules, the places whose rule covers its edge by half or more."""
    covering: list[set[int]] = [set() for _ in range(len(along) - 1)]
    for stroke in strokes:
        place = _nearest(places, stroke.at)
        first = max(bisect_right(along, stroke.low) - 1, 0)
        stop = min(bisect_left(along, stroke.high), len(covering))
        for unit in range(first + 1, stop - 1):
            covering[unit].add(place)
        for unit in {first, stop - 1}:
            if first < stop and _is_covered(along[unit], along[unit + 1], stroke):
                covering[unit].add(place)
    return covering


def _is_covered(low: float, high: float, stroke: Stroke) -> bool:
    covered = min(high, stroke.high) - max(low, stroke.low)
    return covered >= _LEAST_COVERED * (high - low)


def _nearest(places: Sequence[float], position: float) -> int:
    """Which of the places, in rising order, is the nearest; the first of two."""
    behind = min(max(bisect_left(places, position), 1), len(places) - 1)
    before = behind - 1
    is_behind = places[behind] - position < position - places[before]
    return behind if is_behind else before
