"""Indicators in rows of cells, as text extracted from Word prints them."""

from collections import Counter
from dataclasses import dataclass

from jixiao.documents import Coverage, Flow, Gap, Span
from jixiao.evidence import Note
from jixiao.quantity import read_quantities
from jixiao.targets.forms import Form
from jixiao.targets.levels import Body, Group, Level, Levels, RawRow


@dataclass(frozen=True, slots=True)
class _Cells:
    """One row of the paper: its labels, if any, and its other cells."""

    start: int
    end: int
    dimension: Level | None
    aspect: Level | None
    rest: tuple[Span, ...]


def read_grid(
    flow: Flow, coverage: Coverage, form: Form, levels: Levels, before: Group | None
) -> Body:
    """Read the rows of cells below the column heads; see `read_running` for `before`."""
    reader = _GridReader(flow, coverage, form, levels)
    return reader.read(before.continued() if before else None)


class _GridReader:
    def __init__(self, flow: Flow, coverage: Coverage, form: Form, levels: Levels) -> None:
        self._flow = flow
        self._coverage = coverage
        self._form = form
        self._levels = levels
        self._notes: list[Note] = []
        self._early: dict[str, str] = {}
        heads = list(flow.split(form.head, form.body))
        self._value_column = flow.columns[heads[-1][0]] if heads else None

    def read(self, group: Group | None) -> Body:
        rows: list[RawRow] = []
        empty: list[Group] = []
        cells = [self._cells(a, b) for a, b in self._joined_lines()]
        for index, row in enumerate(cells):
            following = cells[index + 1] if index + 1 < len(cells) else None
            group = self._group(row, following, group)
            if row.rest:
                group = group or Group(None, None, None, None, None, row.start, row.start)
                rows.append(self._row(row, group))
            elif row.aspect and group:
                empty.append(group)
        return Body(rows, empty, self._notes, group)

    def _joined_lines(self) -> list[Span]:
        """Give the rows; a row that a line break inside a cell tore in two is one again."""
        flow = self._flow
        lines = []
        for start, end in flow.line_spans(self._form.body, self._form.end):
            if furniture := self._levels.furniture(start, end, self._form.end):
                self._coverage.label(start, furniture)
                continue
            lines.append((start, end))
        tabs = [flow.lines[flow.line_index(a)].text.count("\t") for a, _ in lines]
        usual = Counter(tabs).most_common(1)[0][0] if tabs else 0
        joined: list[Span] = []
        for index, (start, end) in enumerate(lines):
            torn = (
                index > 0
                and 0 < tabs[index - 1] < usual
                and tabs[index] < usual
                and tabs[index - 1] + tabs[index] == usual
                and flow.columns[start] == 0
                and not self._levels.dimension(start, end)
                and not self._levels.aspect(start, end)
            )
            if torn:
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        return joined

    def _cells(self, start: int, end: int) -> _Cells:
        """Take the labels off the front of a row."""
        at = start
        if dimension := self._levels.dimension(at, end):
            self._coverage.label(at, dimension.end)
            at = dimension.end
        aspect = self._levels.aspect(at, end) if at < end else None
        if aspect:
            at = aspect.end
        rest = tuple(self._flow.split(at, end, Gap.CELL)) if at < end else ()
        return _Cells(start, end, dimension, aspect, self._whole(rest))

    def _whole(self, cells: tuple[Span, ...]) -> tuple[Span, ...]:
        """Join what only a line break parts: one wrapped cell."""
        joined: list[Span] = []
        for cell in cells:
            if joined and self._flow.gaps[cell[0]] == Gap.LINE:
                joined[-1] = (joined[-1][0], cell[1])
            else:
                joined.append(cell)
        return tuple(joined)

    def _group(self, row: _Cells, following: _Cells | None, group: Group | None) -> Group | None:
        if row.aspect:
            opened = self._levels.open(row.aspect, row.dimension, group)
            opened.dimension_label = opened.dimension_label or self._early.get(
                str(opened.dimension)
            )
            if row.dimension and row.dimension.word != opened.dimension:
                self._early[row.dimension.word] = row.dimension.printed
                self._note(
                    "level_outranked",
                    f"一级指标印作“{row.dimension.printed}”，按二级指标"
                    f"“{row.aspect.printed}”归入{opened.dimension}",
                    row,
                )
            return opened
        if row.dimension:
            if self._slid(row.dimension, following, group):
                self._early[row.dimension.word] = row.dimension.printed
                self._note(
                    "label_slid",
                    f"一级指标“{row.dimension.printed}”印高了一行，本行仍属上一组",
                    row,
                )
                return group
            word, printed = row.dimension.word, row.dimension.printed
            return Group(word, printed, None, None, None, row.start, row.dimension.end)
        return group

    def _slid(self, dimension: Level, following: _Cells | None, group: Group | None) -> bool:
        """Say whether a first-level label stands a row above the first row it governs.

        It has no second-level label beside it, the row above belongs elsewhere, and the next row
        brings the first second-level label of its own.
        """
        if group is None or group.aspect is None or group.dimension == dimension.word:
            return False
        if following is None or following.aspect is None or following.dimension:
            return False
        return self._form.dialect.framework.dimension_of[following.aspect.word] == dimension.word

    def _row(self, row: _Cells, group: Group) -> RawRow:
        cells = row.rest
        if len(cells) == 1 and row.aspect and self._is_value(cells[0]):
            return RawRow(
                group, ((row.aspect.start, row.aspect.end),), cells[0], row.start, row.end
            )
        name, value = cells[0], None
        if len(cells) > 1:
            in_column = [c for c in cells[1:] if self._flow.columns[c[0]] == self._value_column]
            value = in_column[0] if in_column else cells[-1]
            if not in_column:
                text = f"“{self._flow.text(*name)}”一行的单元格移了位，已按次序读取"
                self._note("cell_moved", text, row)
        return RawRow(group, (name,), value, row.start, row.end)

    def _is_value(self, cell: Span) -> bool:
        in_column = self._flow.columns[cell[0]] == self._value_column
        return in_column and bool(read_quantities(self._flow.text(*cell)))

    def _note(self, code: str, text: str, row: _Cells) -> None:
        evidence = self._flow.evidence(row.start, row.end)
        self._notes.append(Note(code=code, text=text, evidence=evidence))
