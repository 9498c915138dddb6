"""Cells in a row's order are put into columns at least cost, where rows and columns are lost.

Text extracted one cell a line, or with blank cells left out, keeps the order of the cells and
nothing else. A row is read as the heads in their order, some of them blank; what a cell may be
is judged by its wording, and the cheapest reading of all cells is taken.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jixiao.documents import Flow, Span
from jixiao.targets.reading.columns import LEVELS, TICKED, kind_of, whole_span
from jixiao.targets.reading.levels import Level
from jixiao.targets.reading.wording import IMPOSSIBLE, wording_cost

_LEFT_OUT = {
    "dimension": 0.0, "aspect": 0.0, "name": 9.0, "value": 4.0, "sign": 0.5, "unit": 0.5,
    "actual": 3.0, "weight": 3.0, "score": 2.5, "reason": 0.2, "other": 0.8, "area": 1.0,
    "serial": 1.0, "expected": 3.0, "remark": 0.2, "causes": 0.1, "likelihood": 0.1, "term": 3.0,
}  # fmt: skip
"""The cost of a row without a cell in a kind of column."""
_GOES_ON = {
    "name": 3.0, "reason": 1.0, "remark": 1.0, "other": 1.0, "value": 4.0, "actual": 4.0,
    "expected": 4.0,
}  # fmt: skip
"""The cost of one more cell in the same column of a row: a text that runs over two."""
_MOST_UNLIKELY = 30.0
"""A cell of any length stands somewhere: no wording costs more."""
_LABEL_AS_TEXT = 3.0
"""A level label taken for the text of another column."""
_NEW_ROW_WITHIN_LINE = 6.0
_ROW_OVER_LINES = 1.5
_BLANK_ROW = 0.5
"""A label with nothing below it: the form's row was left blank."""
_LABEL_AGAIN = 4.0
"""The same label again is no blank row."""


@dataclass(frozen=True, slots=True)
class Token:
    """One cell, or a level label and the cells it is broken over."""

    start: int
    end: int
    text: str
    dimension: Level | None = None
    aspect: Level | None = None
    new_line: bool = False


@dataclass
class FilledRow:
    """A row being filled: the stretches of each column, by the column's place."""

    cells: dict[int, list[Span]] = field(default_factory=dict)
    dimension: Level | None = None
    aspect: Level | None = None


def align(flow: Flow, cells: Sequence[Span], roles: Sequence[str]) -> dict[str, Span]:
    """Which column each cell of one row stands in; the row's labels are taken off already."""
    tokens = [Token(start, end, flow.text(start, end)) for start, end in cells]
    columns = [role for role in roles if role not in LEVELS]
    aligned: dict[str, Span] = {}
    for row in cheapest_rows(tokens, columns, lined=True):
        for column, spans in row.cells.items():
            aligned.setdefault(columns[column], whole_span(spans))
    return aligned


def cheapest_rows(
    tokens: Sequence[Token], roles: Sequence[str], *, lined: bool
) -> list[FilledRow]:
    """Read all cells the cheapest way: each in a column, columns rising within a row.

    `lined` tells that a line of the paper holds a row, or most of it.
    """
    return _Alignment(tokens, roles, lined=lined).rows() if tokens else []


@dataclass(frozen=True, slots=True)
class _State:
    """The cheapest way to read all cells up to one that stands in a column.

    `before` is the column of the cell before it.
    """

    cost: float
    before: int | None
    begins_row: bool


class _Alignment:
    """The cheapest path through cells and columns, cell after cell (Viterbi)."""

    def __init__(
        self, tokens: Sequence[Token], roles: Sequence[str], *, lined: bool
    ) -> None:
        self._tokens = tokens
        self._roles = roles
        self._lined = lined
        self._left_out_before = [0.0]
        """What it costs to leave out all columns before a place."""
        for role in roles:
            self._left_out_before.append(
                self._left_out_before[-1] + _LEFT_OUT[kind_of(role)]
            )

    def rows(self) -> list[FilledRow]:
        """The rows of the cheapest reading."""
        states: list[dict[int, _State]] = []
        for index, token in enumerate(self._tokens):
            here: dict[int, _State] = {}
            for column, role in enumerate(self._roles):
                cost = _cell_cost(token, role)
                if cost < IMPOSSIBLE:
                    step = self._cheapest_step(
                        index, column, states[-1] if states else {}
                    )
                    here[column] = _State(
                        step.cost + cost, step.before, step.begins_row
                    )
            states.append(here)
        rows: list[FilledRow] = []
        for token, column, state in self._path(states):
            if state.begins_row or not rows:
                rows.append(FilledRow())
            self._fill(rows[-1], token, column)
        return rows

    def _cheapest_step(
        self, index: int, column: int, before: dict[int, _State]
    ) -> _State:
        """The cheapest way from the cell before; the first cell opens the first row."""
        if index == 0:
            return _State(self._left_out_before[column], None, begins_row=True)
        steps = [
            self._step(index, column, place, state) for place, state in before.items()
        ]
        return min(steps, key=lambda step: step.cost)

    def _step(self, index: int, column: int, before: int, state: _State) -> _State:
        """The step from one column to another, in the same row or a new one."""
        within = self._cost_within_row(index, column, before, state)
        anew = self._cost_of_new_row(index, column, before, state)
        return _State(min(within, anew), before, begins_row=anew < within)

    def _cost_within_row(
        self, index: int, column: int, before: int, state: _State
    ) -> float:
        step = IMPOSSIBLE
        if column > before:
            step = self._left_out_before[column] - self._left_out_before[before + 1]
        elif column == before:
            step = _GOES_ON.get(self._roles[column], IMPOSSIBLE)
        over_lines = (
            _ROW_OVER_LINES if self._lined and self._tokens[index].new_line else 0.0
        )
        return step + (state.cost + over_lines)

    def _cost_of_new_row(
        self, index: int, column: int, before: int, state: _State
    ) -> float:
        token, above = self._tokens[index], self._tokens[index - 1]
        labels = len(LEVELS)
        if column <= before < labels:
            again = (
                token.aspect and above.aspect and token.aspect.word == above.aspect.word
            )
            return state.cost + (_LABEL_AGAIN if again else _BLANK_ROW)
        cost = state.cost
        if before >= labels:
            cost += self._left_out_behind(before)
        cost += self._left_out_before[column]
        if self._lined and not token.new_line:
            cost += _NEW_ROW_WITHIN_LINE
        return cost

    def _left_out_behind(self, column: int) -> float:
        """What it costs to leave out all columns behind a place."""
        return self._left_out_before[-1] - self._left_out_before[column + 1]

    def _path(
        self, states: list[dict[int, _State]]
    ) -> Iterator[tuple[Token, int, _State]]:
        """Each cell with its column and state, along the cheapest reading."""
        ends = {
            column: state.cost
            + self._left_out_before[-1]
            - self._left_out_before[column + 1]
            for column, state in states[-1].items()
        }
        column: int | None = min(ends, key=lambda place: ends[place])
        path = []
        for token, here in zip(reversed(self._tokens), reversed(states), strict=True):
            if column is not None:
                path.append((token, column, here[column]))
                column = here[column].before
        return reversed(path)

    def _fill(self, row: FilledRow, token: Token, column: int) -> None:
        match self._roles[column]:
            case "dimension":
                row.dimension = token.dimension
            case "aspect":
                row.aspect = token.aspect
            case _:
                row.cells.setdefault(column, []).append((token.start, token.end))


def _cell_cost(token: Token, role: str) -> float:
    """How unlikely a cell is in a column."""
    if role == "dimension":
        return 0.0 if token.dimension else IMPOSSIBLE
    if role == "aspect":
        return 0.0 if token.aspect else IMPOSSIBLE
    kind = kind_of(role)
    below_common_head = kind in TICKED and kind != role
    cost = wording_cost(token.text, "tick" if below_common_head else kind)
    if cost == IMPOSSIBLE:
        return cost
    return min(cost, _MOST_UNLIKELY) + (
        _LABEL_AS_TEXT if token.dimension or token.aspect else 0.0
    )
