"""Indicators in cells whose rows or columns are lost: aligned to the column heads at least cost.

Text extracted one cell a line, or with blank cells left out, keeps the order of the cells and
nothing else. A row is read as the heads in their order, some of them blank; what a cell may be
is judged by its wording, and the cheapest reading of all cells is taken.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from jixiao import chinese
from jixiao.documents import Coverage, Flow, Gap, Span
from jixiao.evidence import Note
from jixiao.quantity import (
    GLUED_SIGNS,
    is_bare_unit,
    is_figures,
    is_not_applicable,
    is_sign,
    is_usual_wording,
)
from jixiao.targets.reading.forms import Form
from jixiao.targets.reading.heads import SUM
from jixiao.targets.reading.levels import Body, Group, Level, Levels, RawRow
from jixiao.targets.reading.ticks import is_tick

TICKED = {"causes", "likelihood"}
"""The kinds of columns that are ticked."""
BESIDE = {"actual", "expected", "weight", "score", "reason", "remark", "area", *TICKED}
"""The kinds of columns of a row beside its name, value, sign and unit."""

_LEVELS = ("dimension", "aspect")
_POINTS = re.compile(r"\d{1,3}(?:\.\d+)?分?")
_SUMS = re.compile(r"\d{1,6}(?:\.\d+)?分?")
_SERIAL = re.compile(r"\(?\d{1,3}\)?[、.]?")
_INJECTED = re.compile(r"\d{1,3}、")
_MOST_POINTS = 100
_IMPOSSIBLE = 50.0
_MOST_UNLIKELY = 30.0
_NEW_ROW_WITHIN_LINE = 6.0
_ROW_OVER_LINES = 1.5
_GOES_ON = {
    "name": 3.0, "reason": 1.0, "remark": 1.0, "other": 1.0, "value": 4.0, "actual": 4.0,
    "expected": 4.0,
}  # fmt: skip
_LEFT_OUT = {
    "dimension": 0.0, "aspect": 0.0, "name": 9.0, "value": 4.0, "sign": 0.5, "unit": 0.5,
    "actual": 3.0, "weight": 3.0, "score": 2.5, "reason": 0.2, "other": 0.8, "area": 1.0,
    "serial": 1.0, "expected": 3.0, "remark": 0.2, "causes": 0.1, "likelihood": 0.1,
}  # fmt: skip
_BLANK_ROW = 0.5
_LABEL_AGAIN = 4.0
_LONG_NAME = 30
_LINED = 1.8


@dataclass(frozen=True, slots=True)
class _Token:
    """One cell, or a level label and the cells it is broken over."""

    start: int
    end: int
    text: str
    dimension: Level | None
    aspect: Level | None
    new_line: bool


@dataclass
class _Filled:
    """A row being filled: the stretch of each column."""

    cells: dict[int, list[Span]] = field(default_factory=dict)
    dimension: Level | None = None
    aspect: Level | None = None


def head_roles(flow: Flow, form: Form) -> list[str]:
    """Give what the printed heads announce, in their order, levels first.

    A form that sets a term's and a year's indicators side by side prints its heads twice.
    """
    heads = form.dialect.heads
    found: list[str] = []
    at, end = form.heads
    while at < end:
        role, stop = _head_at(flow, heads, at, end)
        if role:
            found.append(role)
        at = stop
    found = without_common_heads(found)
    columns = found[next((i for i, role in enumerate(found) if role not in _LEVELS), 0) :]
    if not columns:
        columns = ["name", "value"]
    if "name" not in columns:
        columns = ["name", *columns]
    if form.areas and "value" in columns:
        place = columns.index("value")
        columns[place : place + 1] = form.areas.roles
    return [*_LEVELS, *columns]


def without_common_heads(roles: Sequence[str]) -> list[str]:
    """Give the roles of heads in the order of their columns, below a common head those it spans.

    The columns to tick are printed on a line below the heads that stand for themselves.
    """
    below = {kind: [r for r in roles if kind_of(r) == kind and r != kind] for kind in TICKED}
    if below["causes"] and "reason" in roles[roles.index(below["causes"][-1]) :]:
        # 原因说明 stands among what it explains.
        below["causes"].append("reason")
    moved = {role for columns in below.values() for role in columns}
    ordered: list[str] = []
    for role in roles:
        if below.get(role):
            ordered += below[role]
        elif role not in moved:
            ordered.append(role)
    return ordered


def sum_won(cells: Sequence[Span]) -> Span | None:
    """Give the second of two sums: 总分 100 96.5; of one nobody can say which it is."""
    return cells[1] if len(cells) == len(("weight", "score")) else None


def kind_of(role: str) -> str:
    """Give the kind of a column: that of `area 3` is `area`."""
    return role.partition(" ")[0]


def _head_at(
    flow: Flow, heads: dict[str, tuple[str, ...]], at: int, end: int
) -> tuple[str | None, int]:
    """Find the longest head at a place; one that ends where something stands apart comes first."""
    found = [
        (flow.parted(at + len(word)), len(word), role)
        for role, words in heads.items()
        for word in words
        if at + len(word) <= end and flow.folded.startswith(word, at)
    ]
    if not found:
        return None, at + 1
    _, length, role = max(found, key=lambda each: each[:2])
    return role, at + length


def read_stream(
    flow: Flow, coverage: Coverage, form: Form, levels: Levels, before: Group | None
) -> Body:
    """Read the cells below the column heads; see `read_running` for `before`."""
    reader = _StreamReader(flow, coverage, form, levels)
    return reader.read(before.continued() if before else None)


def align(flow: Flow, cells: list[Span], roles: list[str]) -> dict[str, Span]:
    """Say which column each cell of one row stands in; the row's labels are taken off already."""
    tokens = [_Token(a, b, flow.text(a, b), None, None, new_line=False) for a, b in cells]
    rows = _cheapest(tokens, [role for role in roles if role not in _LEVELS], lined=True)
    found: dict[str, Span] = {}
    wanted = [role for role in roles if role not in _LEVELS]
    for row in rows:
        for place, spans in row.cells.items():
            if wanted[place] not in found:
                found[wanted[place]] = (spans[0][0], spans[-1][1])
    return found


class _StreamReader:
    def __init__(self, flow: Flow, coverage: Coverage, form: Form, levels: Levels) -> None:
        self._flow = flow
        self._coverage = coverage
        self._form = form
        self._levels = levels
        self._roles = head_roles(flow, form)
        self._total: Span | None = None

    def read(self, group: Group | None) -> Body:
        tokens = self._tokens()
        lines = sum(token.new_line for token in tokens)
        filled = _cheapest(tokens, self._roles, lined=len(tokens) > _LINED * lines)
        rows: list[RawRow] = []
        empty: list[Group] = []
        pending: Group | None = None
        notes: list[Note] = []
        names = [place for place, role in enumerate(self._roles) if role == "name"]
        for row in filled:
            if row.dimension:
                self._coverage.label(row.dimension.start, row.dimension.end)
            if row.aspect:
                if pending:
                    empty.append(pending)
                group = pending = self._levels.open(row.aspect, row.dimension, group)
            elif row.dimension:
                if pending:
                    empty.append(pending)
                pending = None
                word, printed = row.dimension.word, row.dimension.printed
                if group is None or group.dimension != word:
                    at = row.dimension.start
                    group = Group(word, printed, None, None, None, at, row.dimension.end)
            if not row.cells:
                continue
            group = group or Group(None, None, None, None, None, 0, 0)
            pending = None
            place = max((n for n in names if n in row.cells), default=None)
            if place is None and not any(self._roles[p] == "value" for p in row.cells):
                continue
            rows.append(self._row(row, place, group))
        if pending:
            empty.append(pending)
        return Body(rows, empty, notes, group, self._total)

    def _row(self, row: _Filled, place: int | None, group: Group) -> RawRow:
        """Make a row of the block its last name stands in: the year's, where a term's is beside."""
        cells: dict[str, list[Span]] = {}
        for column, spans in row.cells.items():
            if place is None or column >= place or self._roles.count("name") == 1:
                cells.setdefault(self._roles[column], spans)
        whole = {role: (spans[0][0], spans[-1][1]) for role, spans in cells.items()}
        name = tuple(cells.get("name", ()))
        if not name and row.aspect:
            name = ((row.aspect.start, row.aspect.end),)
        every = [span for spans in row.cells.values() for span in spans]
        start = min(span[0] for span in (*every, *name))
        return RawRow(
            group,
            name,
            tuple(cells.get("value", ())),
            start,
            max(span[1] for span in every),
            whole.get("sign"),
            whole.get("unit"),
            {role: span for role, span in whole.items() if kind_of(role) in BESIDE},
        )

    def _tokens(self) -> list[_Token]:
        """Cut the rows into cells; heads printed again, side bars and the sum are left out."""
        flow, levels = self._flow, self._levels
        tokens: list[_Token] = []
        at, end = self._form.body, self._form.end
        while at < end:
            line_end = min(flow.line_end(at), end)
            stop = next(flow.split(at, line_end))[1]
            new_line = flow.gaps[at] == Gap.LINE
            if new_line and (after := levels.furniture(at, line_end, end)):
                self._coverage.label(at, after)
                at = after
                continue
            if _INJECTED.fullmatch(flow.folded, at, stop):
                self._coverage.label(at, stop)
                at = stop
                continue
            if SUM.fullmatch(flow.folded, at, stop):
                at = self._skip_sum(at, stop, end)
                continue
            dimension = levels.dimension(at, end)
            aspect = levels.aspect(at, end)
            if not (dimension or aspect):
                stop = self._glued(at, stop)
            stop = max([stop, *(level.end for level in (dimension, aspect) if level)])
            tokens.append(
                _Token(at, stop, flow.text(at, stop), dimension, aspect, new_line=new_line)
            )
            at = stop
        return tokens

    def _glued(self, at: int, stop: int) -> int:
        """Cut a value off the name it stands right behind: 救助比例≥70%."""
        folded = self._flow.folded
        signs = (i for i in range(at + 1, stop) if folded[i] in GLUED_SIGNS)
        if folded[at] in GLUED_SIGNS:
            return stop
        found = (i for i in signs if is_figures(self._flow.text(i, stop)))
        return next(found, stop)

    def _skip_sum(self, start: int, at: int, end: int) -> int:
        """Pass over 总分 and the points behind it."""
        sums: list[Span] = []
        while at < end:
            stop = next(self._flow.split(at, min(self._flow.line_end(at), end)))[1]
            if not _SUMS.fullmatch(self._flow.folded, at, stop):
                break
            sums.append((at, stop))
            at = stop
        if "score" in self._roles:
            self._total = sum_won(sums) or self._total
        self._coverage.label(start, at)
        return at


_State = tuple[float, tuple[int, int] | None, bool]
"""Cost so far, the state before (token, column), and whether a row begins here."""


def _cheapest(tokens: list[_Token], roles: list[str], *, lined: bool) -> list[_Filled]:
    """Read all cells the cheapest way: each in a column, columns rising within a row."""
    omitted = [0.0]
    for role in roles:
        omitted.append(omitted[-1] + _LEFT_OUT[kind_of(role)])
    best: list[dict[int, _State]] = []
    for index, token in enumerate(tokens):
        here: dict[int, _State] = {}
        for column, role in enumerate(roles):
            own = _cell_cost(token, role)
            if own >= _IMPOSSIBLE:
                continue
            if index == 0:
                options: list[_State] = [(omitted[column], None, True)]
            else:
                options = [
                    _step(before, state, column, roles, omitted, tokens, index, lined=lined)
                    for before, state in best[-1].items()
                ]
            cost, before_, begins = min(options, key=lambda option: option[0])
            here[column] = (cost + own, before_, begins)
        best.append(here)
    return _trace(tokens, roles, best, omitted)


def _step(
    before: int, state: _State, column: int, roles: list[str], omitted: list[float],
    tokens: list[_Token], index: int, *, lined: bool,
) -> _State:  # fmt: skip
    """Price a step from one column to another, in the same row or a new one."""
    role, token, above = roles[column], tokens[index], tokens[index - 1]
    labels = len(_LEVELS)
    ends = omitted[-1] - omitted[before + 1] if before >= labels else 0.0
    new = state[0] + ends + omitted[column]
    if lined and not token.new_line:
        new += _NEW_ROW_WITHIN_LINE
    same = _IMPOSSIBLE
    if column > before:
        same = omitted[column] - omitted[before + 1]
    elif column == before and role in _GOES_ON:
        same = _GOES_ON[role]
    same += state[0] + (_ROW_OVER_LINES if lined and token.new_line else 0.0)
    if column <= before < labels:
        # A label with nothing below it: the form's row was left blank; the same label again is none.
        again = token.aspect and above.aspect and token.aspect.word == above.aspect.word
        new = state[0] + (_LABEL_AGAIN if again else _BLANK_ROW)
    if same <= new:
        return same, (index - 1, before), False
    return new, (index - 1, before), True


def _trace(
    tokens: list[_Token], roles: list[str], best: list[dict[int, _State]], omitted: list[float]
) -> list[_Filled]:
    """Follow the cheapest reading back and give its rows."""
    if not tokens:
        return []
    last = {
        column: cost + omitted[-1] - omitted[column + 1] for column, (cost, *_) in best[-1].items()
    }
    at: tuple[int, int] | None = (len(tokens) - 1, min(last, key=lambda column: last[column]))
    steps: list[tuple[int, int, bool]] = []
    while at is not None:
        index, column = at
        _, before, begins = best[index][column]
        steps.append((index, column, begins))
        at = before
    rows: list[_Filled] = []
    for index, column, begins in reversed(steps):
        if begins or not rows:
            rows.append(_Filled())
        token = tokens[index]
        if roles[column] == "dimension":
            rows[-1].dimension = token.dimension
        elif roles[column] == "aspect":
            rows[-1].aspect = token.aspect
        else:
            rows[-1].cells.setdefault(column, []).append((token.start, token.end))
    return rows


def _cell_cost(token: _Token, role: str) -> float:
    """Say how unlikely a cell is in a column."""
    if role == "dimension":
        return 0.0 if token.dimension else _IMPOSSIBLE
    if role == "aspect":
        return 0.0 if token.aspect else _IMPOSSIBLE
    label = 3.0 if token.dimension or token.aspect else 0.0
    kind = kind_of(role)
    cost = _wording_cost(token.text, "tick" if kind in TICKED and kind != role else kind)
    return cost if cost == _IMPOSSIBLE else min(cost, _MOST_UNLIKELY) + label


@cache
def _wording_cost(text: str, role: str) -> float:
    key = chinese.key(text)
    figures = is_figures(text)
    length = len(key)
    match role:
        case "name":
            short = 3.0 * (length < 3)  # noqa: PLR2004
            wordy = 0.1 * max(0, length - _LONG_NAME)
            usual = 1.5 * (is_usual_wording(text) and length < 7)  # noqa: PLR2004
            return 5.0 * figures + 4.0 * is_sign(key) + short + wordy + usual
        case "sign":
            return 0.0 if is_sign(key) or key == "定性" else _IMPOSSIBLE
        case "unit":
            return 0.0 if is_bare_unit(key) else 3.0 if length < 4 and not figures else _IMPOSSIBLE  # noqa: PLR2004
        case "weight" | "score":
            points = _POINTS.fullmatch(key)
            return 0.0 if points and float(key.rstrip("分")) <= _MOST_POINTS else _IMPOSSIBLE
        case "serial":
            return 0.0 if _SERIAL.fullmatch(key) else _IMPOSSIBLE
        case "tick":
            return 0.0 if is_tick(key) else _IMPOSSIBLE
        case "likelihood":
            return 0.0 if "能" in key and length < 20 else _IMPOSSIBLE  # noqa: PLR2004
        case "value" | "actual" | "expected" | "area":
            if figures or is_not_applicable(text):
                bare = _POINTS.fullmatch(key) is not None
                return 0.4 * bare
            words = 0.3 if is_usual_wording(text) else 1.2
            marks = sum(text.count(mark) for mark in "，。；,;")
            return words + 0.12 * max(0, length - 8) + 0.8 * marks + 4.0 * is_sign(key)
        case "reason" | "remark" | "causes":
            return 5.0 * figures + (0.0 if is_not_applicable(text) or length > 5 else 1.0)  # noqa: PLR2004
        case _:
            return 4.0 * (figures or is_sign(key)) + 0.5
