"""All ways to read a stretch as rows of cells, and the cheapest of them, with what the next would cost.

A row is read as the columns of the heads from left to right, some of them blank. A cell is any
stretch between two cuts; what it costs in a column is judged by its wording, by what was cut and
passed over, and by the cell of a grid it stands in (Viterbi over stretches, forwards and back).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from jixiao.documents import Flow, Gap, Span
from jixiao.targets.reading.columns import LEVELS, kind_of
from jixiao.targets.reading.cuts import Cuts, weights

_GOES_ON = {"name": 3.0, "reason": 1.0, "remark": 1.0, "other": 1.0, "causes": 1.0}
"""The cost of one more cell in the same column of a row."""
_STOPS = ";。；"
_ENDLESS = float("inf")
JUNK = -1
"""Stands for the column of what belongs to no row."""


@dataclass(frozen=True, slots=True)
class Arc:
    """A stretch read as a cell: its cuts, its column, its cost, and the level label it is."""

    first: int
    last: int
    column: int
    cost: float
    level: object = None
    again: bool = False
    """A level label of the same word ends where this one begins: hardly ever a blank row."""
    unread: bool = False
    """It belongs to no row, and nothing says what it is."""


@dataclass(slots=True)
class ReadRow:
    """One row: its arcs by column, and by how much the next best reading of it is dearer."""

    arcs: list[Arc] = field(default_factory=list)
    margin: float = _ENDLESS


@dataclass(frozen=True, slots=True)
class _Step:
    cost: float
    before: int
    new_row: bool


class Lattice:
    """The arcs of a stretch between its cuts, and the paths through them.

    `roles` are the columns in their order, `places` their cells where heads stand in a grid.
    """

    def __init__(
        self,
        flow: Flow,
        cuts: Cuts,
        arcs: Sequence[Arc],
        roles: Sequence[str],
        places: Sequence[int | None],
        *,
        openings: frozenset[int] = frozenset(),
        label_like: frozenset[int] = frozenset(),
        own_levels: bool = False,
        lined: bool,
    ) -> None:
        self._openings = openings
        """Places within lines that are as good as their beginnings."""
        self._label_like = label_like
        """Places where a label may begin that nobody knows; a row that opens otherwise is dearer."""
        self._own_levels = own_levels
        self._flow = flow
        self._cuts = cuts
        self._roles = roles
        self._places = places
        self._lined = lined
        self._cost = weights("rows")
        left_out = weights("left_out")
        self._left_out = [left_out.get(kind_of(role), 0.6) for role in roles]
        self._behind = [sum(self._left_out[at + 1 :]) for at in range(len(roles))]
        self._before = [sum(self._left_out[:at]) for at in range(len(roles))]
        self._skips = self._all_skips()
        start, end = cuts.places[0], cuts.places[-1]
        lines = flow.line_spans(start, end)
        self._blanks = any(flow.columns[first] for first, _ in lines)
        """Whether blank cells at the beginning of lines are printed."""
        self._from: list[list[Arc]] = [[] for _ in cuts.places]
        for arc in arcs:
            self._from[arc.first].append(arc)
        self._steps: list[list[_Step | None]] = []
        self._priced: dict[tuple[int, int, int], tuple[float, bool]] = {}
        self.cost = _ENDLESS
        """What the cheapest reading costs."""
        self.furniture: list[Arc] = []
        """What the cheapest reading knows and puts into no row."""

    def _all_skips(self) -> list[list[float]]:
        """What it costs to leave out the columns between two."""
        roles = self._roles
        skips = []
        for before in range(len(roles)):
            line = [_ENDLESS] * len(roles)
            for column in range(before + 1, len(roles)):
                between = range(before + 1, column)
                cost = sum(self._left_out[at] for at in between)
                kinds = {kind_of(roles[at]) for at in between}
                if {"value", "actual"} <= kinds and roles[column] in (
                    "weight",
                    "score",
                ):
                    cost += self._cost["group"]
                line[column] = cost
            skips.append(line)
        return skips

    def _transition(self, at: int, before: int, column: int) -> tuple[float, bool]:
        """What it costs that a cell in a column follows one in another at a place, and whether anew."""
        key = (at, before, column)
        if key not in self._priced:
            self._priced[key] = self._price(at, before, column)
        return self._priced[key]

    def _price(self, at: int, before: int, column: int) -> tuple[float, bool]:
        place = self._cuts.places[at]
        gap = Gap.LINE if place in self._openings else self._flow.gaps[place]
        within = _ENDLESS
        same_line = gap != Gap.LINE and self._flow.folded[place - 1] not in _STOPS
        if column > before:
            within = self._skips[before][column]
            if same_line and gap == Gap.CELL:
                within = self._in_grid(place, before, column, within)
            if self._own_levels and before < len(LEVELS) <= column:
                within += self._behind_own_label(place, before)
        elif column == before:
            within = _GOES_ON.get(self._roles[column], _ENDLESS)
        if self._lined and not same_line and before >= len(LEVELS):
            within += self._cost["over_lines"]
        if self._flow.folded[place - 1] in _STOPS and before >= len(LEVELS):
            within += self._cost["over_stop"]
        anew = self._anew(before, column, same_line=same_line)
        if gap == Gap.LINE and self._blanks:
            anew += self._out_of_place(place, column)
        if place in self._label_like and column >= len(LEVELS):
            anew += self._cost["label_like"]
        return (anew, True) if anew < within else (within, False)

    def _behind_own_label(self, place: int, before: int) -> float:
        """What it costs that a name follows a label where another may follow, or the first one alone."""
        cost = self._cost["label_like_behind"] * (place in self._label_like)
        return cost + self._cost["first_alone"] * (before == 0)

    def _out_of_place(self, place: int, column: int) -> float:
        """What it costs that a row begins in another cell than its column's head stands in."""
        head = self._places[column]
        moved = head is not None and head != self._flow.columns[place]
        return self._cost["out_of_place"] * moved

    def _in_grid(self, place: int, before: int, column: int, skipped: float) -> float:
        """Blank cells of a grid are no surprise; cells out of step with the heads are."""
        here, above = self._places[column], self._places[before]
        if here is None or above is None:
            return skipped
        moved = self._flow.columns[place] - self._flow.columns[place - 1]
        if here - above == moved:
            return 0.0
        return skipped + self._cost["out_of_place"]

    def _anew(self, before: int, column: int, *, same_line: bool) -> float:
        levels = len(LEVELS)
        if before < levels:
            if column > before:
                return _ENDLESS
            aside = self._cost["within_line"] if self._lined and same_line else 0.0
            return float(self._cost["blank"] + aside)
        cost = self._behind[before] + self._before[column]
        if self._lined and same_line:
            cost += self._cost["within_line"]
        return cost

    def _opening(self, column: int) -> float:
        begins_so = self._cuts.places[0] in self._label_like and column >= len(LEVELS)
        return self._before[column] + self._cost["label_like"] * begins_so

    def _closing(self, column: int) -> float:
        return self._behind[column] if column >= len(LEVELS) else 0.5

    def rows(self) -> list[ReadRow]:
        """The rows of the cheapest reading."""
        path, cost = self._cheapest()
        self.cost = cost
        margins = self._margins(path, cost)
        rows: list[ReadRow] = []
        for (arc, new_row), margin in zip(path, margins, strict=True):
            if arc.column == JUNK:
                if arc.cost == 0:
                    self.furniture.append(arc)
                continue
            if new_row or not rows:
                rows.append(ReadRow())
            rows[-1].arcs.append(arc)
            if self._roles[arc.column] not in LEVELS:
                rows[-1].margin = min(rows[-1].margin, margin)
        return rows

    # The state behind a place is the column of the last cell, counted from 1; 0 before the first.

    def _entries(self, at: int, states: Sequence[float]) -> list[_Step | None]:
        """The cheapest way into each column at a place."""
        entries: list[_Step | None] = []
        for column in range(len(self._roles)):
            best: _Step | None = None
            if states[0] < _ENDLESS:
                best = _Step(states[0] + self._opening(column), 0, new_row=True)
            for before in range(len(self._roles)):
                state = states[before + 1]
                if state < _ENDLESS:
                    step, anew = self._transition(at, before, column)
                    if step < _ENDLESS and (best is None or state + step < best.cost):
                        best = _Step(state + step, before + 1, anew)
            entries.append(best)
        return entries

    def _step(
        self,
        at: int,
        states: Sequence[float],
        entries: Sequence[_Step | None],
        arc: Arc,
    ) -> _Step | None:
        """The cheapest way into an arc; a label again is dear behind the same label."""
        step = entries[arc.column]
        if step is None or not arc.again or step.before != arc.column + 1:
            return step
        dearer = replace(step, cost=step.cost + self._cost["label_again"])
        others = list(states)
        others[step.before] = _ENDLESS
        other = self._entries(at, others)[arc.column]
        return min(filter(None, (dearer, other)), key=lambda way: way.cost)

    def _cheapest(self) -> tuple[list[tuple[Arc, bool]], float]:
        count, width = len(self._cuts.places), len(self._roles) + 1
        states = [[_ENDLESS] * width for _ in range(count)]
        came: list[list[tuple[Arc, int, bool] | None]] = [
            [None] * width for _ in range(count)
        ]
        states[0][0] = 0.0
        self._steps = []
        for at in range(count):
            here = states[at]
            alive = self._from[at] and min(here) < _ENDLESS
            entries: list[_Step | None] = [None] * (width - 1)
            if alive:
                entries = self._entries(at, here)
            self._steps.append(entries)
            for arc in self._from[at]:
                behind = states[arc.last]
                if arc.column == JUNK:
                    for state, cost in enumerate(here):
                        if cost + arc.cost < behind[state]:
                            behind[state] = cost + arc.cost
                            came[arc.last][state] = (arc, state, False)
                elif step := self._step(at, here, entries, arc):
                    cost = step.cost + arc.cost
                    if cost < behind[arc.column + 1]:
                        behind[arc.column + 1] = cost
                        came[arc.last][arc.column + 1] = (
                            arc,
                            step.before,
                            step.new_row,
                        )
        self._states = states
        last = states[-1]
        ends = [
            cost + (self._closing(state - 1) if state else 0.0)
            for state, cost in enumerate(last)
        ]
        state = min(range(width), key=ends.__getitem__)
        total = ends[state]
        path: list[tuple[Arc, bool]] = []
        at = count - 1
        while at > 0:
            origin = came[at][state]
            if origin is None:
                return [], _ENDLESS
            arc, state, new_row = origin
            path.append((arc, new_row))
            at = arc.first
        return path[::-1], total

    def _remaining(self) -> list[list[float]]:
        """The least cost from each place and state to the end."""
        count, width = len(self._cuts.places), len(self._roles) + 1
        left = [[_ENDLESS] * width for _ in range(count)]
        left[-1] = [
            self._closing(state - 1) if state else 0.0 for state in range(width)
        ]
        for at in range(count - 2, -1, -1):
            onward = [_ENDLESS] * (width - 1)
            junk = [_ENDLESS] * width
            for arc in self._from[at]:
                behind = left[arc.last]
                if arc.column == JUNK:
                    junk = [
                        min(known, arc.cost + cost)
                        for known, cost in zip(junk, behind, strict=True)
                    ]
                else:
                    cost = arc.cost + behind[arc.column + 1]
                    onward[arc.column] = min(onward[arc.column], cost)
            reachable = [c for c, cost in enumerate(onward) if cost < _ENDLESS]
            for state in range(width):
                if self._states[at][state] == _ENDLESS:
                    continue
                best = junk[state]
                for column in reachable:
                    step = (
                        self._transition(at, state - 1, column)[0]
                        if state
                        else self._opening(column)
                    )
                    best = min(best, step + onward[column])
                left[at][state] = best
        return left

    def _margins(self, path: Sequence[tuple[Arc, bool]], total: float) -> list[float]:
        """By how much the best reading that does without an arc of the path is dearer."""
        left = self._remaining()
        chosen = {(arc.first, arc.last, arc.column) for arc, _ in path}
        others = [_ENDLESS] * len(self._cuts.places)
        for at, arcs in enumerate(self._from):
            for arc in arcs:
                if (arc.first, arc.last, arc.column) in chosen:
                    continue
                cost = self._through(at, arc, left) - total
                for place in range(arc.first, arc.last):
                    others[place] = min(others[place], cost)
        return [min(others[arc.first : arc.last]) for arc, _ in path]

    def _through(self, at: int, arc: Arc, left: Sequence[Sequence[float]]) -> float:
        if arc.column == JUNK:
            return arc.cost + min(
                here + behind
                for here, behind in zip(self._states[at], left[arc.last], strict=True)
            )
        step = self._steps[at][arc.column]
        if step is None:
            return _ENDLESS
        return step.cost + arc.cost + left[arc.last][arc.column + 1]


def span_of(cuts: Cuts, arc: Arc) -> Span:
    """The stretch of an arc."""
    return cuts.places[arc.first], cuts.places[arc.last]


__all__ = ["JUNK", "Arc", "Lattice", "ReadRow", "span_of"]
