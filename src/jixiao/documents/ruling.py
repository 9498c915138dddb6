"""Ruling lines become grids of cells: which strokes make one table, and which cells they part."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from jixiao.evidence import Box

_TOLERANCE = 3.0
"""Points within which two strokes are one rule, and two ends meet."""
_WIDEST_DASH_GAP = 6.0
"""Points between two dashes of one rule."""
_LEAST_COVERED = 0.5
"""The share of a unit edge that a rule covers to part the cells on both sides."""
_SHORTEST_RULE = 6.0
_THICKEST_RULE = 3.0
_FLAT = 1.0
"""Points within which the ends of a polygon's side lie level or upright."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight rule: `at` is its x if `upright`, else its y; it runs from `low` to `high`."""

    upright: bool
    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class RuledCell:
    """One cell between rules: its place in the grid and its box."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box

    def units(self) -> Iterator[tuple[int, int]]:
        """The units (row, column) that the cell covers."""
        rows = range(self.row, self.row + self.row_span)
        columns = range(self.column, self.column + self.column_span)
        return product(rows, columns)


@dataclass(frozen=True, slots=True)
class RuledTable:
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


def _cells(
    xs: Sequence[float],
    ys: Sequence[float],
    upright: Sequence[Stroke],
    level: Sequence[Stroke],
) -> tuple[RuledCell, ...]:
    """Join unit cells that no rule parts; what is no rectangle becomes the one around it."""
    columns, rows = len(xs) - 1, len(ys) - 1
    walls = _covered_edges(xs, ys, upright)
    floors = _covered_edges(ys, xs, level)
    joined = _Unions(columns * rows)
    for row, column in product(range(rows), range(columns)):
        here = row * columns + column
        if column + 1 < columns and (column + 1, row) not in walls:
            joined.join(here + 1, here)
        if row + 1 < rows and (row + 1, column) not in floors:
            joined.join(here + columns, here)
    taken: set[tuple[int, int]] = set()
    cells = []
    for members in sorted(joined.members(), key=min):
        units = {divmod(member, columns) for member in members} - taken
        if not units:
            continue
        cell = _cell_around(units, xs, ys)
        covered = set(cell.units())
        taken |= units if covered & taken else covered
        cells.append(cell)
    return tuple(cells)


def _cell_around(
    units: Iterable[tuple[int, int]], xs: Sequence[float], ys: Sequence[float]
) -> RuledCell:
    """The smallest rectangle around units (row, column)."""
    rows, columns = zip(*units, strict=True)
    top, bottom, left, right = min(rows), max(rows), min(columns), max(columns)
    box = (xs[left], ys[top], xs[right + 1], ys[bottom + 1])
    return RuledCell(top, left, bottom - top + 1, right - left + 1, box)


def _covered_edges(
    places: Sequence[float], along: Sequence[float], strokes: Sequence[Stroke]
) -> set[tuple[int, int]]:
    """The unit edges that rules cover by half or more: (place, unit along the rule)."""
    edges: set[tuple[int, int]] = set()
    for stroke in strokes:
        away = [abs(place - stroke.at) for place in places]
        nearest = away.index(min(away))
        for unit, (low, high) in enumerate(pairwise(along)):
            covered = min(high, stroke.high) - max(low, stroke.low)
            if covered >= _LEAST_COVERED * (high - low):
                edges.add((nearest, unit))
    return edges
