"""Ruling lines become grids of cells: which strokes make one table, and which cells they part."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jixiao.evidence import Box

TOLERANCE = 3.0
"""Points within which two strokes are one rule, and two ends meet."""
_DASH = 6.0
_COVERED = 0.5
_SHORTEST = 6.0
_THIN = 3.0
_FLAT = 1.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight rule: `at` is its x if `upright`, else its y; it runs from `low` to `high`."""

    upright: bool
    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Ruled:
    """One cell between rules: its place in the grid and its box."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table its rules make: the positions of its borders and its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Ruled, ...]

    @property
    def box(self) -> Box:
        """The whole table."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def units(self) -> dict[tuple[int, int], int]:
        """Say which cell covers each unit (row, column)."""
        return {
            (row, column): index
            for index, cell in enumerate(self.cells)
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }


def strokes_of(path: Sequence[tuple[float, float]], *, outlined: bool) -> Iterator[Stroke]:
    """Give the straight rules of a drawn polygon: itself if it is thin, else its sides."""
    xs, ys = [x for x, _ in path], [y for _, y in path]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    if width <= _THIN or height <= _THIN:
        if height > width:
            yield Stroke(upright=True, at=(min(xs) + max(xs)) / 2, low=min(ys), high=max(ys))
        elif width > height:
            yield Stroke(upright=False, at=(min(ys) + max(ys)) / 2, low=min(xs), high=max(xs))
    elif outlined:
        for (x0, y0), (x1, y1) in pairwise(path):
            if abs(x0 - x1) <= _FLAT < abs(y0 - y1):
                yield Stroke(upright=True, at=(x0 + x1) / 2, low=min(y0, y1), high=max(y0, y1))
            elif abs(y0 - y1) <= _FLAT < abs(x0 - x1):
                yield Stroke(upright=False, at=(y0 + y1) / 2, low=min(x0, x1), high=max(x0, x1))


def find_tables(strokes: Iterable[Stroke]) -> list[RuledTable]:
    """Give the tables that strokes make, from top to bottom; a lone rule or frame is none."""
    joined = _joined([s for s in strokes if s.high - s.low >= 0])
    tables = [table for group in _touching(joined) if (table := _table(group))]
    return sorted(tables, key=lambda table: (table.ys[0], table.xs[0]))


def _joined(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Join pieces of one rule: dashes, rules drawn cell by cell, double rules."""
    found: list[Stroke] = []
    for upright in (False, True):
        own = sorted((s for s in strokes if s.upright == upright), key=lambda s: (s.at, s.low))
        for group in _near(own):
            at = sum(s.at for s in group) / len(group)
            pieces = sorted(group, key=lambda s: s.low)
            low, high = pieces[0].low, pieces[0].high
            for piece in pieces[1:]:
                if piece.low <= high + _DASH:
                    high = max(high, piece.high)
                else:
                    found.append(Stroke(upright, at, low, high))
                    low, high = piece.low, piece.high
            found.append(Stroke(upright, at, low, high))
    return [s for s in found if s.high - s.low >= _SHORTEST]


def _near(strokes: Sequence[Stroke]) -> list[list[Stroke]]:
    """Group strokes, sorted by place, that stand within the tolerance of their group's first."""
    groups: list[list[Stroke]] = []
    for stroke in strokes:
        if groups and stroke.at - groups[-1][0].at <= TOLERANCE:
            groups[-1].append(stroke)
        else:
            groups.append([stroke])
    return groups


def _touching(strokes: Sequence[Stroke]) -> list[list[Stroke]]:
    """Group strokes that cross or meet, directly or through others."""
    parents = list(range(len(strokes)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    level = [(i, s) for i, s in enumerate(strokes) if not s.upright]
    level.sort(key=lambda item: item[1].at)
    places = [s.at for _, s in level]
    for index, stroke in enumerate(strokes):
        if not stroke.upright:
            continue
        first = bisect_right(places, stroke.low - TOLERANCE - 1e-6)
        for other, crossing in level[first:]:
            if crossing.at > stroke.high + TOLERANCE:
                break
            if crossing.low - TOLERANCE <= stroke.at <= crossing.high + TOLERANCE:
                parents[root(index)] = root(other)
    groups: dict[int, list[Stroke]] = {}
    for index, stroke in enumerate(strokes):
        groups.setdefault(root(index), []).append(stroke)
    return list(groups.values())


def _table(strokes: Sequence[Stroke]) -> RuledTable | None:
    upright = [s for s in strokes if s.upright]
    level = [s for s in strokes if not s.upright]
    if not upright or not level:
        return None
    xs = _places([s.at for s in upright] + [end for s in level for end in (s.low, s.high)])
    ys = _places([s.at for s in level] + [end for s in upright for end in (s.low, s.high)])
    if len(xs) < 2 or len(ys) < 2 or (len(xs) == 2 and len(ys) == 2):  # noqa: PLR2004
        return None
    cells = _cells(xs, ys, upright, level)
    return RuledTable(tuple(xs), tuple(ys), cells)


def _places(values: Iterable[float]) -> list[float]:
    """Cluster positions: those within the tolerance are one."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= TOLERANCE:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _cells(
    xs: Sequence[float], ys: Sequence[float], upright: Sequence[Stroke], level: Sequence[Stroke]
) -> tuple[Ruled, ...]:
    """Join unit cells that no rule parts; what is no rectangle becomes the one around it."""
    columns, rows = len(xs) - 1, len(ys) - 1
    parents = list(range(columns * rows))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    walls = _edges(xs, ys, upright)
    floors = _edges(ys, xs, level)
    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and (column + 1, row) not in walls:
                parents[root(here + 1)] = root(here)
            if row + 1 < rows and (row + 1, column) not in floors:
                parents[root(here + columns)] = root(here)
    members: dict[int, list[int]] = {}
    for index in range(columns * rows):
        members.setdefault(root(index), []).append(index)
    taken: set[int] = set()
    found = []
    for own in sorted(members.values(), key=min):
        free = [index for index in own if index not in taken]
        if not free:
            continue
        top, bottom = min(i // columns for i in free), max(i // columns for i in free)
        left, right = min(i % columns for i in free), max(i % columns for i in free)
        around = {r * columns + c for r in range(top, bottom + 1) for c in range(left, right + 1)}
        if around & taken:
            around = set(free)
        taken |= around
        box = (xs[left], ys[top], xs[right + 1], ys[bottom + 1])
        found.append(Ruled(top, left, bottom - top + 1, right - left + 1, box))
    return tuple(found)


def _edges(
    places: Sequence[float], along: Sequence[float], strokes: Sequence[Stroke]
) -> set[tuple[int, int]]:
    """Give the unit edges that rules cover by half or more: (place, unit along the rule)."""
    found: set[tuple[int, int]] = set()
    for stroke in strokes:
        place = min(range(len(places)), key=lambda i: abs(places[i] - stroke.at))
        for unit in range(len(along) - 1):
            low, high = along[unit], along[unit + 1]
            covered = min(high, stroke.high) - max(low, stroke.low)
            if covered >= _COVERED * (high - low):
                found.add((place, unit))
    return found
