"""Indicators in rows of cells, as text extracted from Word prints them."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from jixiao.documents import Coverage, Flow, Gap, Span
from jixiao.evidence import Note
from jixiao.quantity import is_figures, is_usual_wording
from jixiao.targets.reading.column_alignment import align
from jixiao.targets.reading.columns import BESIDE, TICKED, head_roles, kind_of, sum_won
from jixiao.targets.reading.forms import PrintedForm
from jixiao.targets.reading.heads import SUM
from jixiao.targets.reading.levels import Body, IndicatorGroup, IndicatorRow, Level, Levels

_LABEL = re.compile(r"(?:指标|目标)$")


@dataclass(frozen=True, slots=True)
class _Cells:
    """One row of the paper: its labels, if any, and its other cells.

    `own` are labels the framework does not know, by the column they stand in.
    """

    start: int
    end: int
    dimension: Level | None
    aspect: Level | None
    rest: tuple[Span, ...]
    own: Mapping[str, Span] = field(default_factory=dict)


def read_grid(
    flow: Flow, coverage: Coverage, form: PrintedForm, levels: Levels, before: IndicatorGroup | None
) -> Body:
    """Read the rows of cells below the column heads; see `read_running` for `before`."""
    reader = _GridReader(flow, coverage, form, levels)
    return reader.read(before.continued() if before else None)


class _GridReader:
    def __init__(self, flow: Flow, coverage: Coverage, form: PrintedForm, levels: Levels) -> None:
        self._flow = flow
        self._coverage = coverage
        self._form = form
        self._levels = levels
        self._notes: list[Note] = []
        self._early: dict[str, str] = {}
        self._columns = self._head_columns()
        self._roles = head_roles(flow, form)

    def _head_columns(self) -> dict[str, int]:
        """Say in which column each head stands; an unnamed name column is the one before the value."""
        heads = self._form.dialect.heads
        columns: dict[str, int] = {}
        for cell in self._flow.split(*self._form.heads, Gap.CELL):
            text = self._flow.folded[slice(*cell)]
            column = self._flow.columns[cell[0]]
            role = next((role for role, words in heads.items() if text in words), "other")
            columns.setdefault(role if role != "other" else f"other {column}", column)
        for kind in TICKED:
            if any(role.startswith(f"{kind} ") for role in columns):
                # The common head stands in the first of the columns it spans.
                columns.pop(kind, None)
        unnamed = columns.get("aspect", -1) + 1
        if "name" not in columns and 0 < unnamed < columns.get("value", 0):
            columns["name"] = unnamed
        if areas := self._form.areas:
            columns |= dict(zip(areas.roles, areas.columns, strict=True))
        return columns

    def read(self, group: IndicatorGroup | None) -> Body:
        rows: list[IndicatorRow] = []
        empty: list[IndicatorGroup] = []
        total: Span | None = None
        cells = [self._cells(a, b) for a, b in self._joined_lines()]
        for index, row in enumerate(cells):
            if self._is_sum(row):
                self._coverage.label(row.start, row.end)
                total = self._total(row) or total
                continue
            following = cells[index + 1] if index + 1 < len(cells) else None
            group = self._group(row, following, group)
            if row.rest:
                group = group or IndicatorGroup.unlabelled(row.start)
                rows.append(self._row(row, group))
            elif row.aspect and group:
                empty.append(group)
        return Body(rows, empty, self._notes, group, total)

    def _total(self, row: _Cells) -> Span | None:
        """Find the sum of the points won: below their head, else the second of two sums."""
        if "score" not in self._columns:
            return None
        below = (c for c in row.rest if self._flow.columns[c[0]] == self._columns["score"])
        return next(below, None) or sum_won(row.rest[1:])

    def _is_sum(self, row: _Cells) -> bool:
        """Know the row below the others that adds their points: 总分 100 96.5."""
        first = self._flow.folded[slice(*row.rest[0])] if row.rest else ""
        return bool(SUM.fullmatch(first)) and not (row.dimension or row.aspect)

    def _joined_lines(self) -> list[Span]:
        """Give the rows; a row that line breaks inside cells tore apart is one again.

        Torn pieces begin with text, not with a label, and have together the tabs of a whole row.
        """
        flow = self._flow
        lines: list[Span] = []
        for start, end in flow.line_spans(self._form.body, self._form.end):
            if self._outside(start):
                continue
            if self._levels.furniture(start, end, self._form.end) == end:
                self._coverage.label(start, end)
            else:
                lines.append((start, end))
        tabs = [flow.lines[flow.line_index(a)].text.count("\t") for a, _ in lines]
        usual = Counter(tabs).most_common(1)[0][0] if tabs else 0
        joined: list[Span] = []
        index = 0
        while index < len(lines):
            last, total = index, tabs[index]
            while (
                total < usual
                and last + 1 < len(lines)
                and self._torn(lines[last])
                and self._goes_on(lines[last + 1])
            ):
                last += 1
                total += tabs[last]
            if total != usual:
                last = index
            joined.append((lines[index][0], lines[last][1]))
            index = last + 1
        return joined

    def _outside(self, at: int) -> bool:
        """Say whether a line stands between the tables of a file whose cells are known."""
        head, line = (self._flow.lines[self._flow.line_index(x)] for x in (self._form.heads[0], at))
        return len(line.cells) == 1 < len(head.cells)

    def _torn(self, line: Span) -> bool:
        """Say whether a line may break off inside a cell: its last one is no whole value."""
        *_, last = self._flow.split(*line, Gap.CELL)
        text = self._flow.text(*last)
        return not (is_figures(text) or is_usual_wording(text))

    def _goes_on(self, line: Span) -> bool:
        labelled = self._levels.dimension(*line) or self._levels.aspect(*line)
        first = next(self._flow.split(*line, Gap.CELL))
        adds = SUM.fullmatch(self._flow.folded, *first)
        return self._flow.columns[line[0]] == 0 and not (labelled or adds)

    def _cells(self, start: int, end: int) -> _Cells:
        """Take the labels off the front of a row; what stands in the name column is none."""
        at = start
        dimension = self._levels.dimension(at, end) if self._may_label(at) else None
        if dimension:
            self._coverage.label(at, dimension.end)
            at = dimension.end
        aspect = self._levels.aspect(at, end) if at < end and self._may_label(at) else None
        if aspect:
            at = aspect.end
        rest = tuple(self._flow.split(at, end, Gap.CELL)) if at < end else ()
        rest = self._whole(rest)
        own = self._own_labels(rest, known=bool(dimension or aspect))
        for label in own.values():
            self._coverage.label(*label)
        rest = tuple(cell for cell in rest if cell not in own.values())
        return _Cells(start, end, dimension, aspect, rest, own)

    def _own_labels(self, cells: tuple[Span, ...], *, known: bool) -> dict[str, Span]:
        """Find labels of a bureau's own left of a whole row: 过程指标 in the second level's column.

        Where the file has no cells of its own, columns move; there only words of labels are taken.
        """
        columns = {self._flow.columns[cell[0]]: cell for cell in cells}
        name, value = (columns.get(self._columns.get(role, -1)) for role in ("name", "value"))
        if not (name and value) or is_figures(self._flow.text(*name)):
            return {}
        found = {
            role: columns[self._columns[role]]
            for role in ("dimension", "aspect")
            if self._columns.get(role, -1) in columns
        }
        within = all(column in self._columns.values() for column in columns)
        sure = bool(self._flow.lines[self._flow.line_index(name[0])].cells)
        worded = all(_LABEL.search(self._flow.folded[slice(*cell)]) for cell in found.values())
        return found if within and (sure or worded) and not (known and "dimension" in found) else {}

    def _may_label(self, at: int) -> bool:
        name = self._columns.get("name", self._columns.get("value"))
        return name is None or self._flow.columns[at] < name

    def _whole(self, cells: tuple[Span, ...]) -> tuple[Span, ...]:
        """Join what only a line break parts: one wrapped cell."""
        joined: list[Span] = []
        for cell in cells:
            if joined and self._flow.gaps[cell[0]] == Gap.LINE:
                joined[-1] = (joined[-1][0], cell[1])
            else:
                joined.append(cell)
        return tuple(joined)

    def _group(
        self, row: _Cells, following: _Cells | None, group: IndicatorGroup | None
    ) -> IndicatorGroup | None:
        if row.own:
            return self._own_group(row, group)
        if row.aspect:
            opened = self._levels.open(row.aspect, row.dimension, group)
            opened.dimension_label = opened.dimension_label or self._early.get(
                str(opened.dimension)
            )
            if row.dimension and row.dimension.word != opened.dimension:
                self._note(
                    "level_outranked",
                    f"一级指标印作“{row.dimension.printed}”，按二级指标"
                    f"“{row.aspect.printed}”归入{opened.dimension}",
                    row,
                )
                if self._heads_next(row.dimension, following):
                    self._early[row.dimension.word] = row.dimension.printed
                else:
                    opened.dimension_label = row.dimension.printed
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
            return IndicatorGroup(word, printed, None, None, None, row.start, row.dimension.end)
        return group

    def _own_group(self, row: _Cells, group: IndicatorGroup | None) -> IndicatorGroup:
        """Open the group of labels the framework does not know; they are kept as printed.

        A known second level beside an unknown first one keeps its place in the framework.
        """
        text = {role: self._flow.text(*span) for role, span in row.own.items()}
        unknown = dict(text)
        dimension, label = (group.dimension, group.dimension_label) if group else (None, None)
        if row.dimension:
            dimension, label = row.dimension.word, row.dimension.printed
        if "dimension" in text:
            dimension, label = None, text["dimension"]
        aspect, printed = None, text.get("aspect")
        if span := row.own.get("aspect"):
            second, first = self._levels.aspect(*span), self._levels.dimension(*span)
            if second:
                aspect = second.word
                dimension = self._form.dialect.framework.dimension_of[aspect]
            elif first:
                dimension = first.word
            if second or first:
                del unknown["aspect"]
        words = "、".join(unknown.values())
        self._note("level_unknown", f"“{words}”不是已知的指标级别，照印刷保留", row)
        return IndicatorGroup(dimension, label, aspect, printed, None, row.start, row.end)

    def _heads_next(self, dimension: Level, following: _Cells | None) -> bool:
        """Say whether a first-level label is the next row's, printed a row too high."""
        if following is None or following.aspect is None or following.dimension:
            return False
        return self._form.dialect.framework.dimension_of[following.aspect.word] == dimension.word

    def _slid(
        self, dimension: Level, following: _Cells | None, group: IndicatorGroup | None
    ) -> bool:
        """Say whether a first-level label stands a row above the first row it governs.

        It has no second-level label beside it, the row above belongs elsewhere, and the next row
        brings the first second-level label of its own.
        """
        if group is None or group.aspect is None or group.dimension == dimension.word:
            return False
        return self._heads_next(dimension, following)

    def _row(self, row: _Cells, group: IndicatorGroup) -> IndicatorRow:
        """Read a row's cells by the columns of the heads; a row that does not fit them in order."""
        columns = {self._flow.columns[cell[0]]: cell for cell in row.rest}
        torn = self._flow.line_end(row.start) < row.end
        if torn or not self._fits(columns):
            if not torn and "name" in self._columns:
                first = self._flow.text(*row.rest[0])
                self._note("cell_moved", f"“{first}”一行的单元格移了位，已按次序读取", row)
            return self._aligned(row, group)
        cell = {role: columns.get(column) for role, column in self._columns.items()}
        name, value = cell.get("name"), cell.get("value")
        if name is None and row.aspect and value:
            # The second level is the last: its label names the row.
            name = row.aspect.start, row.aspect.end
        elif name is None:
            name, cell["value"] = row.rest[0], None
        return self._raw(row, group, name, cell)

    def _aligned(self, row: _Cells, group: IndicatorGroup) -> IndicatorRow:
        """Read a row whose cells moved by what each may be, in the order of the heads."""
        cell = align(self._flow, list(row.rest), self._roles)
        name = cell.get("name", row.rest[0])
        label = row.aspect or row.dimension
        if label and is_figures(self._flow.text(*name)):
            # The name's own words are a label's: 服务对象满意度 ≥95%.
            name = label.start, label.end
            cell = align(self._flow, [name, *row.rest], self._roles)
        return self._raw(row, group, name, cell)

    def _raw(
        self, row: _Cells, group: IndicatorGroup, name: Span, cell: Mapping[str, Span | None]
    ) -> IndicatorRow:
        value = cell.get("value")
        return IndicatorRow(
            group,
            (name,),
            (value,) if value else (),
            row.start,
            row.end,
            cell.get("sign"),
            cell.get("unit"),
            {role: span for role, span in cell.items() if span and kind_of(role) in BESIDE},
        )

    def _fits(self, columns: dict[int, Span]) -> bool:
        """Say whether every cell of a row stands under a head, none left of the names."""
        name = self._columns.get("name", self._columns.get("value"))
        heads = set(self._columns.values())
        return name is not None and min(columns) >= name and set(columns) <= heads

    def _note(self, code: str, text: str, row: _Cells) -> None:
        evidence = self._flow.evidence(row.start, row.end)
        self._notes.append(Note(code=code, text=text, evidence=evidence))
