"""What stands side by side on a page: two pages on one sheet, and tables beside each other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from jixiao import chinese
from jixiao.documents.readers.glyphs import Run, lines_of
from jixiao.documents.ruling import RuledTable, Stroke
from jixiao.evidence import Box

_BESIDE = 0.5
"""The share of the lower of two tables that stands beside the other."""
_LANDSCAPE = 1.2
"""How many times as wide as high a sheet of two pages is at least."""
_LEAST_HIGH = 0.2
"""The share of a sheet's height that its two pages are high at least."""
_FEWEST_CELLS, _FEWEST_LINES = 4, 3
"""How many cells of a table, or full lines of prose, make one half of a sheet a page."""
_FEWEST_ALIKE, _LEAST_ALIKE = 4, 0.25
"""How many labels two forms beside each other have in common, and of all texts of the smaller."""
_LABEL = re.compile(r"\D{2,16}")
_TITLE = re.compile(r"\D{4}表(?:\(.*\))?$")
_FULL_LINE = 0.7
"""The share of a page's width that a full line of prose takes."""
_LARGEST_GAP = 2.0
"""How many heights of a character part the words of a full line at most."""
_CENTRED, _ALIGNED = 0.15, 0.1
"""How far off the middle, or the left side, of its table a title stands, in widths of it."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of a page that is read from top to bottom: its text, its tables, its level rules."""

    runs: Sequence[Run]
    tables: Sequence[RuledTable]
    level: Sequence[Stroke]

    def loose_runs(self) -> list[Run]:
        """The text outside all tables."""
        boxes = [table.box for table in self.tables]
        return [run for run in self.runs if not any(_holds(box, run) for box in boxes)]


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where a zone is parted: at `gutter` across, between `top` and `foot`."""

    gutter: float
    top: float
    foot: float


def zones_of(zone: Zone, width: float, height: float) -> Iterator[Zone]:
    """Part a page into zones in reading order.

    A sheet of two pages is parted in the middle, where nothing goes over it. Tables beside each
    other are parted with the titles that stand above them; what goes over both is read before or
    after them.
    """
    cut = None
    if width >= _LANDSCAPE * height:
        cut = _between_pages(zone, width / 2, _LEAST_HIGH * height)
    cut = cut or _between_tables(zone)
    if cut is None:
        yield zone
        return
    above, left, right, below = _parted(zone, cut)
    for part in (above, left, right, below):
        if part.runs:
            yield from zones_of(part, 0, height)


def _parted(zone: Zone, cut: _Cut) -> tuple[Zone, Zone, Zone, Zone]:
    """What stands above, left, right and below."""

    def place(across: float, down: float) -> int:
        if down < cut.top:
            return 0
        if down > cut.foot:
            return 3
        return 1 if across < cut.gutter else 2

    runs: list[list[Run]] = [[] for _ in range(4)]
    tables: list[list[RuledTable]] = [[] for _ in range(4)]
    level: list[list[Stroke]] = [[] for _ in range(4)]
    for run in zone.runs:
        runs[place(run.centre, run.middle)].append(run)
    for table in zone.tables:
        tables[place(*_middle(table.box))].append(table)
    for rule in zone.level:
        level[place((rule.low + rule.high) / 2, rule.at)].append(rule)
    above, left, right, below = map(Zone, runs, tables, level)
    return above, left, right, below


def _between_pages(zone: Zone, gutter: float, least: float) -> _Cut | None:
    """The cut, of a least height, between the two pages of a sheet; None if it is one."""
    over = sorted(_over(zone, gutter), key=sum)
    edges = [(-1.0, -1.0), *over, (float("inf"), float("inf"))]
    for (_, top), (foot, _) in pairwise(edges):
        if foot - top < least:
            continue
        cut = _Cut(gutter, top, foot)
        _, left, right, _ = _parted(zone, cut)
        are_pages = _is_page(left, gutter) and _is_page(right, gutter)
        if are_pages or _begin_alike(left, right):
            return cut
    return None


def _begin_alike(left: Zone, right: Zone) -> bool:
    """Whether two halves begin with the same label, or with titles, and have more labels in common.

    Two forms without rules do; a table over the whole sheet does not.
    """
    if not (left.runs and right.runs):
        return False
    first, other = (_label_of(lines_of(half.runs)[0][0]) for half in (left, right))
    labels, others = (set(map(_label_of, half.runs)) for half in (left, right))
    alike = {label for label in labels & others if _LABEL.fullmatch(label)}
    is_same = first == other and _LABEL.fullmatch(first) is not None
    are_titled = bool(_TITLE.search(first) and _TITLE.search(other))
    fewest = min(len(labels), len(others))
    is_enough = len(alike) >= _FEWEST_ALIKE and _LEAST_ALIKE * fewest <= len(alike)
    return is_enough and (is_same or are_titled)


def _label_of(run: Run) -> str:
    """The words of a run up to its colon."""
    return chinese.key(run.text).partition(":")[0]


def _over(zone: Zone, gutter: float) -> Iterator[tuple[float, float]]:
    """From where to where, down, the texts and tables reach that go over a gutter."""
    boxes = [table.box for table in zone.tables]
    boxes += [run.box for run in zone.loose_runs()]
    for left, top, right, foot in boxes:
        if left < gutter < right:
            yield top, foot


def _is_page(zone: Zone, width: float) -> bool:
    """Whether a half of a sheet is a page: with a table, or with prose from side to side."""
    if any(len(table.cells) >= _FEWEST_CELLS for table in zone.tables):
        return True
    if len(zone.runs) < _FEWEST_LINES:
        return False
    left, right = min(r.left for r in zone.runs), max(r.right for r in zone.runs)
    if right - left < width / 2:
        return False
    full = _FULL_LINE * (right - left)
    lines = lines_of(zone.runs)
    return sum(_is_prose(line, full) for line in lines) >= _FEWEST_LINES


def _is_prose(line: Sequence[Run], full: float) -> bool:
    gaps = (behind.left - before.right for before, behind in pairwise(line))
    is_whole = all(gap <= _LARGEST_GAP * line[0].height for gap in gaps)
    return is_whole and line[-1].right - line[0].left >= full


def _between_tables(zone: Zone) -> _Cut | None:
    """The cut between two tables that stand side by side, if any do."""
    boxes = sorted(table.box for table in zone.tables)
    for left, right in combinations(boxes, 2):
        if left[2] <= right[0] and _is_beside(left, right):
            cut = _cut_between(zone, left, right)
            if cut:
                return cut
    return None


def _is_beside(box: Box, other: Box) -> bool:
    overlap = min(box[3], other[3]) - max(box[1], other[1])
    return overlap >= _BESIDE * min(box[3] - box[1], other[3] - other[1])


def _cut_between(zone: Zone, left: Box, right: Box) -> _Cut | None:
    gutter = (left[2] + right[0]) / 2
    top, foot = min(left[1], right[1]), max(left[3], right[3])
    first, last = -1.0, float("inf")
    for over_top, over_foot in _over(zone, gutter):
        if over_foot <= top:
            first = max(first, over_foot)
        elif over_top >= foot:
            last = min(last, over_top)
        else:
            return None
    for line in lines_of(zone.loose_runs()):
        level = line[0].middle
        if first <= level < top and _is_title(line, left) and _is_title(line, right):
            top = min(run.top for run in line) - 1
        elif foot < level <= last and line[-1].centre > gutter:
            foot = max(run.bottom for run in line) + 1
    return _Cut(gutter, top, foot)


def _is_title(line: Sequence[Run], box: Box) -> bool:
    """Whether what a line prints over a table begins with it, or stands in its middle."""
    over = [run for run in line if box[0] <= run.centre <= box[2]]
    if not over:
        return False
    width = box[2] - box[0]
    start, end = over[0].left, over[-1].right
    off_middle = abs((start + end) / 2 - (box[0] + box[2]) / 2)
    return abs(start - box[0]) <= _ALIGNED * width or off_middle <= _CENTRED * width


def _holds(box: Box, run: Run) -> bool:
    return box[0] <= run.centre <= box[2] and box[1] <= run.middle <= box[3]


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
