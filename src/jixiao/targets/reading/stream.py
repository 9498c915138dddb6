"""Indicators in cells whose rows or columns are lost: aligned to the column heads at least cost."""

import re
from collections.abc import Iterator
from itertools import chain

from jixiao.documents import Coverage, Flow, Gap, Span
from jixiao.quantity import GLUED_SIGNS, is_figures
from jixiao.targets.reading.column_alignment import FilledRow, Token, cheapest_rows
from jixiao.targets.reading.columns import (
    BESIDE,
    head_roles,
    kind_of,
    sum_won,
    whole_span,
)
from jixiao.targets.reading.forms import PrintedForm
from jixiao.targets.reading.heads import SUM
from jixiao.targets.reading.levels import Body, IndicatorGroup, IndicatorRow, Levels

_SUMS = re.compile(r"\d{1,6}(?:\.\d+)?分?")
_INJECTED = re.compile(r"\d{1,3}、")
"""A page number that a mirror put between the cells."""
_CELLS_A_LINE = 1.8
"""From so many cells a line on, a line of the paper holds a row."""


def read_stream(
    flow: Flow,
    coverage: Coverage,
    form: PrintedForm,
    levels: Levels,
    before: IndicatorGroup | None,
) -> Body:
    """Read the cells below the column heads; see `read_running` for `before`."""
    reader = _StreamReader(flow, coverage, form, levels)
    return reader.read(before.continued() if before else None)


class _StreamReader:
    def __init__(
        self, flow: Flow, coverage: Coverage, form: PrintedForm, levels: Levels
    ) -> None:
        self._flow = flow
        self._coverage = coverage
        self._form = form
        self._levels = levels
        self._roles = head_roles(flow, form)
        self._rows: list[IndicatorRow] = []
        self._empty: list[IndicatorGroup] = []
        self._without_rows: IndicatorGroup | None = None
        """The group just opened, as long as no row stands below its label."""
        self._total: Span | None = None

    def read(self, group: IndicatorGroup | None) -> Body:
        tokens = list(self._tokens())
        lines = sum(token.new_line for token in tokens)
        lined = len(tokens) > _CELLS_A_LINE * lines
        for row in cheapest_rows(tokens, self._roles, lined=lined):
            group = self._group_of(row, group)
            if row.cells:
                group = group or IndicatorGroup.unlabelled(0)
                self._without_rows = None
                self._take(row, group)
        self._close_group()
        return Body(self._rows, self._empty, [], group, self._total)

    def _group_of(
        self, row: FilledRow, group: IndicatorGroup | None
    ) -> IndicatorGroup | None:
        """The group of a row: the one its labels open, else the one of the row before."""
        if not (row.dimension or row.aspect):
            return group
        self._close_group()
        dimension = row.dimension
        if dimension:
            self._coverage.label(dimension.start, dimension.end)
        if row.aspect:
            self._without_rows = self._levels.open(row.aspect, dimension, group)
            return self._without_rows
        if dimension and (group is None or group.dimension != dimension.word):
            return IndicatorGroup.of_dimension(dimension)
        return group

    def _close_group(self) -> None:
        """Note a group whose label has no row below it as left blank."""
        if self._without_rows:
            self._empty.append(self._without_rows)
        self._without_rows = None

    def _take(self, row: FilledRow, group: IndicatorGroup) -> None:
        names = [column for column in row.cells if self._roles[column] == "name"]
        has_value = any(self._roles[column] == "value" for column in row.cells)
        if names or has_value:
            self._rows.append(self._row(row, max(names, default=None), group))

    def _row(
        self, row: FilledRow, name_column: int | None, group: IndicatorGroup
    ) -> IndicatorRow:
        """Make a row of the block its last name stands in: the year's, where a term's is beside."""
        cells = self._block_of(row, name_column)
        name = tuple(cells.get("name", ()))
        if not name and row.aspect:
            name = ((row.aspect.start, row.aspect.end),)
        every = list(chain.from_iterable(row.cells.values()))
        whole = {role: whole_span(spans) for role, spans in cells.items()}
        return IndicatorRow(
            group,
            name,
            tuple(cells.get("value", ())),
            min(start for start, _ in (*every, *name)),
            max(end for _, end in every),
            whole.get("sign"),
            whole.get("unit"),
            {role: span for role, span in whole.items() if kind_of(role) in BESIDE},
        )

    def _block_of(
        self, row: FilledRow, name_column: int | None
    ) -> dict[str, list[Span]]:
        """The cells by role from the name on; all of them, where there is but one name column."""
        first = 0 if self._roles.count("name") == 1 else name_column or 0
        cells: dict[str, list[Span]] = {}
        for column, spans in row.cells.items():
            if column >= first:
                cells.setdefault(self._roles[column], spans)
        return cells

    def _tokens(self) -> Iterator[Token]:
        """Cut the rows into cells; heads printed again, side bars and the sum are left out."""
        at, end = self._form.body, self._form.end
        while at < end:
            line_end = min(self._flow.line_end(at), end)
            stop = next(self._flow.split(at, line_end))[1]
            passed = self._passed_over(at, stop, line_end)
            if passed:
                at = passed
            else:
                token = self._token(at, stop)
                yield token
                at = token.end

    def _passed_over(self, at: int, stop: int, line_end: int) -> int:
        """Where what belongs to no row ends; 0 if none is here."""
        folded, end = self._flow.folded, self._form.end
        new_line = self._flow.gaps[at] == Gap.LINE
        if new_line and (behind := self._levels.furniture(at, line_end, end)):
            self._coverage.label(at, behind)
            return behind
        if _INJECTED.fullmatch(folded, at, stop):
            self._coverage.label(at, stop)
            return stop
        return self._skip_sum(at, stop) if SUM.fullmatch(folded, at, stop) else 0

    def _token(self, at: int, stop: int) -> Token:
        dimension = self._levels.dimension(at, self._form.end)
        aspect = self._levels.aspect(at, self._form.end)
        label_ends = [level.end for level in (dimension, aspect) if level]
        stop = (
            max(stop, *label_ends) if label_ends else self._before_glued_value(at, stop)
        )
        new_line = self._flow.gaps[at] == Gap.LINE
        return Token(at, stop, self._flow.text(at, stop), dimension, aspect, new_line)

    def _before_glued_value(self, at: int, stop: int) -> int:
        """Where a name ends that a value stands right behind: 救助比例≥70%."""
        folded = self._flow.folded
        if folded[at] in GLUED_SIGNS:
            return stop
        signs = (place for place in range(at + 1, stop) if folded[place] in GLUED_SIGNS)
        values = (place for place in signs if is_figures(self._flow.text(place, stop)))
        return next(values, stop)

    def _skip_sum(self, start: int, stop: int) -> int:
        """Pass over 总分 and the points behind it."""
        flow, end = self._flow, self._form.end
        sums: list[Span] = []
        at = stop
        while at < end:
            stop = next(flow.split(at, min(flow.line_end(at), end)))[1]
            if not _SUMS.fullmatch(flow.folded, at, stop):
                break
            sums.append((at, stop))
            at = stop
        if "score" in self._roles:
            self._total = sum_won(sums) or self._total
        self._coverage.label(start, at)
        return at
