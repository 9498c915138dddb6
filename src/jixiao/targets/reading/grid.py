"""Indicators in rows of cells, as files with tables and text extracted from Word print them."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from jixiao.documents import Coverage, Flow, Gap, Span
from jixiao.evidence import Note
from jixiao.quantity import is_figures, is_usual_wording
from jixiao.targets.reading.column_alignment import align
from jixiao.targets.reading.columns import (
    BESIDE,
    LEVELS,
    TICKED,
    head_roles,
    kind_of,
    sum_won,
)
from jixiao.targets.reading.forms import PrintedForm
from jixiao.targets.reading.heads import SUM
from jixiao.targets.reading.levels import (
    Body,
    IndicatorGroup,
    IndicatorRow,
    Level,
    Levels,
)

_TITLE = re.compile(r"[^,，。;；:：]{4,40}表(?:\(.{1,12}\))?")
_UNNAMED = "没有印三级指标的名称，用了二级指标的"
_LABEL = re.compile(r"(?:指标|目标)$")


@dataclass(frozen=True, slots=True)
class _GridRow:
    """One row of the paper: its labels, if any, and its other cells.

    `unknown` are labels the framework does not know, by the level whose column they stand in.
    """

    start: int
    end: int
    dimension: Level | None
    aspect: Level | None
    cells: tuple[Span, ...]
    unknown: Mapping[str, Span] = field(default_factory=dict)


def read_grid(
    flow: Flow,
    coverage: Coverage,
    form: PrintedForm,
    levels: Levels,
    before: IndicatorGroup | None,
) -> Body:
    """Read the rows of cells below the column heads; see `read_running` for `before`."""
    reader = _GridReader(flow, coverage, form, levels)
    return reader.read(before.continued() if before else None)


def head_columns(flow: Flow, form: PrintedForm) -> dict[str, int]:
    """In which column each head stands; an unnamed name column is the one before the value."""
    columns: dict[str, int] = {}
    for cell in flow.split(*form.heads, Gap.CELL):
        text = flow.key(*cell)
        column = flow.column(cell)
        roles = (role for role, words in form.dialect.heads.items() if text in words)
        made = form.columns.made_at(cell[0]) if form.columns else None
        role = next(roles, made.role if made else "other")
        columns.setdefault(f"other {column}" if role == "other" else role, column)
    for kind in TICKED:
        if any(role.startswith(f"{kind} ") for role in columns):
            # The common head stands in the first of the columns it spans.
            columns.pop(kind, None)
    unnamed = columns.get("aspect", -1) + 1
    if "name" not in columns and 0 < unnamed < columns.get("value", 0):
        columns["name"] = unnamed
    if areas := form.areas:
        columns |= dict(zip(areas.roles, areas.columns, strict=True))
    return columns


class _GridReader:
    def __init__(
        self, flow: Flow, coverage: Coverage, form: PrintedForm, levels: Levels
    ) -> None:
        self._flow = flow
        self._coverage = coverage
        self._form = form
        self._levels = levels
        self._notes: list[Note] = []
        self._printed_early: dict[str, str] = {}
        """First-level labels that stand a row too high, as printed, by the framework's word."""
        self._columns = head_columns(flow, form)
        self._roles = head_roles(flow, form)
        self._first_text_column = self._columns.get("name", self._columns.get("value"))
        """The column of the names; what stands left of it are labels."""

    def read(self, group: IndicatorGroup | None) -> Body:
        rows: list[IndicatorRow] = []
        empty: list[IndicatorGroup] = []
        total: Span | None = None
        printed = [self._grid_row(*line) for line in self._joined_lines()]
        for row, below in zip(printed, [*printed[1:], None], strict=False):
            if self._is_sum(row):
                self._coverage.label(row.start, row.end)
                total = self._total(row) or total
                continue
            group = self._group(row, below, group)
            if row.cells:
                group = group or IndicatorGroup.unlabelled(row.start)
                rows.append(self._row(row, group))
            elif row.aspect and group:
                empty.append(group)
        return Body(rows, empty, self._notes, group, total)

    def _total(self, row: _GridRow) -> Span | None:
        """Find the sum of the points won: below their head, else the second of two sums."""
        if "score" not in self._columns:
            return None
        score = self._columns["score"]
        below_head = (cell for cell in row.cells if self._flow.column(cell) == score)
        return next(below_head, None) or sum_won(row.cells[1:])

    def _is_sum(self, row: _GridRow) -> bool:
        """Know the row below the others that adds their points: 总分 100 96.5."""
        if row.dimension or row.aspect or not row.cells:
            return False
        return SUM.fullmatch(self._flow.folded, *row.cells[0]) is not None

    def _by_column(self, cells: Sequence[Span]) -> dict[int, Span]:
        return {self._flow.columns[start]: (start, end) for start, end in cells}

    def _joined_lines(self) -> list[Span]:
        """The rows; one that line breaks inside cells tore apart is one again.

        Torn pieces begin with text, not with a label, and have together the tabs of a whole row.
        """
        lines = self._lines()
        tabs = [self._line_text(start).count("\t") for start, _ in lines]
        usual = Counter(tabs).most_common(1)[0][0] if tabs else 0
        joined: list[Span] = []
        at = 0
        while at < len(lines):
            last = self._last_piece(lines, tabs, at, usual)
            joined.append((lines[at][0], lines[last][1]))
            at = last + 1
        return joined

    def _lines(self) -> list[Span]:
        """The lines of rows; heads printed again are known for what they are."""
        lines = []
        for start, end in self._flow.line_spans(self._form.body, self._form.end):
            if self._is_between_tables(start):
                continue
            if self._levels.furniture(start, end, self._form.end) == end:
                self._coverage.label(start, end)
            else:
                lines.append((start, end))
        return lines

    def _line_text(self, at: int) -> str:
        return self._flow.lines[self._flow.line_index(at)].text

    def _last_piece(
        self, lines: Sequence[Span], tabs: Sequence[int], first: int, usual: int
    ) -> int:
        """The last line of a row that begins at `first`: itself, if its pieces make no whole row."""
        last, total = first, tabs[first]
        while (
            total < usual
            and last + 1 < len(lines)
            and self._is_torn(*lines[last : last + 2])
        ):
            last += 1
            total += tabs[last]
        return last if total == usual else first

    def _is_between_tables(self, at: int) -> bool:
        """Whether a line stands between the tables of a file whose cells are known.

        So does a title in one cell as wide as the table below it; a level's label may be as wide.
        """
        head = self._flow.lines[self._flow.line_index(self._form.heads[0])]
        line = self._flow.lines[self._flow.line_index(at)]
        if len(head.cells) <= 1 or not line.cells:
            return False
        first = line.cells[0]
        is_across = first is not None and first.column_span >= len(line.cells)
        return len(line.cells) == 1 or (is_across and self._is_title(at))

    def _is_title(self, at: int) -> bool:
        text = self._flow.folded[at : self._flow.line_end(at)]
        return _TITLE.fullmatch(text) is not None

    def _is_torn(self, line: Span, below: Span) -> bool:
        """Whether a line may break off inside a cell that the line below it goes on with."""
        *_, last = self._flow.split(*line, Gap.CELL)
        text = self._flow.text(*last)
        if is_figures(text) or is_usual_wording(text) or self._flow.column(below) != 0:
            return False
        if self._levels.dimension(*below) or self._levels.aspect(*below):
            return False
        first = next(self._flow.split(*below, Gap.CELL))
        return SUM.fullmatch(self._flow.folded, *first) is None

    def _grid_row(self, start: int, end: int) -> _GridRow:
        """Take the labels off the front of a row; what stands in the name column is none."""
        at = start
        dimension = self._levels.dimension(at, end) if self._may_be_label(at) else None
        if dimension:
            self._coverage.label(at, dimension.end)
            at = dimension.end
        aspect = (
            self._levels.aspect(at, end)
            if at < end and self._may_be_label(at)
            else None
        )
        if aspect:
            at = aspect.end
        cells = self._whole_cells(at, end)
        unknown = self._unknown_labels(cells, known=bool(dimension or aspect))
        for label in unknown.values():
            self._coverage.label(*label)
        others = tuple(cell for cell in cells if cell not in unknown.values())
        return _GridRow(start, end, dimension, aspect, others, unknown)

    def _may_be_label(self, at: int) -> bool:
        first = self._first_text_column
        return first is None or self._flow.columns[at] < first

    def _whole_cells(self, start: int, end: int) -> list[Span]:
        """Cut at tabs; what only a line break parts is one wrapped cell."""
        cells: list[Span] = []
        for cell in self._flow.split(start, end, Gap.CELL) if start < end else ():
            if cells and self._flow.gaps[cell[0]] == Gap.LINE:
                cells[-1] = (cells[-1][0], cell[1])
            else:
                cells.append(cell)
        return cells

    def _unknown_labels(self, cells: Sequence[Span], *, known: bool) -> dict[str, Span]:
        """Find labels of a bureau's own left of a whole row: 过程指标 in the second level's column.

        Where the file has no cells of its own, columns move; there only words of labels are taken.
        """
        columns = self._by_column(cells)
        if not columns.keys() <= set(self._columns.values()):
            return {}
        under = {
            role: columns[at] for role, at in self._columns.items() if at in columns
        }
        name = under.get("name")
        if name is None or "value" not in under or is_figures(self._flow.text(*name)):
            return {}
        labels = {level: under[level] for level in LEVELS if level in under}
        if known and "dimension" in labels:
            return {}
        has_cells = bool(self._flow.lines[self._flow.line_index(name[0])].cells)
        heads = sorted(self._columns.values())
        columns_are_sure = has_cells or sorted(columns) == heads[-len(columns) :]
        texts = (self._flow.key(*label) for label in labels.values())
        return labels if columns_are_sure or all(map(_LABEL.search, texts)) else {}

    def _group(
        self, row: _GridRow, below: _GridRow | None, group: IndicatorGroup | None
    ) -> IndicatorGroup | None:
        """The group a row stands in: the one its labels open, else that of the row above."""
        if row.unknown:
            return self._group_of_unknown(row, group)
        if row.aspect:
            return self._group_of_aspect(row, row.aspect, below, group)
        if row.dimension:
            return self._group_of_dimension(row, row.dimension, below, group)
        return group

    def _group_of_aspect(
        self,
        row: _GridRow,
        aspect: Level,
        below: _GridRow | None,
        group: IndicatorGroup | None,
    ) -> IndicatorGroup:
        """Open the group of a second-level label, which outranks a first-level one beside it."""
        opened = self._levels.open(aspect, row.dimension, group)
        early = self._printed_early.get(str(opened.dimension))
        opened.dimension_label = opened.dimension_label or early
        dimension = row.dimension
        if dimension and dimension.word != opened.dimension:
            text = (
                f"一级指标印作“{dimension.printed}”，按二级指标"
                f"“{aspect.printed}”归入{opened.dimension}"
            )
            self._note("level_outranked", text, row)
            if self._heads_next(dimension, below):
                self._printed_early[dimension.word] = dimension.printed
            else:
                opened.dimension_label = dimension.printed
        return opened

    def _group_of_dimension(
        self,
        row: _GridRow,
        dimension: Level,
        below: _GridRow | None,
        group: IndicatorGroup | None,
    ) -> IndicatorGroup:
        """Open the group of a first-level label alone, unless it slid up from the row below."""
        if group and self._is_slid(dimension, below, group):
            self._printed_early[dimension.word] = dimension.printed
            text = f"一级指标“{dimension.printed}”印高了一行，本行仍属上一组"
            self._note("label_slid", text, row)
            return group
        return IndicatorGroup.of_dimension(dimension)

    def _group_of_unknown(
        self, row: _GridRow, group: IndicatorGroup | None
    ) -> IndicatorGroup:
        """Open the group of labels the framework does not know; they are kept as printed.

        A known second level beside an unknown first one keeps its place in the framework.
        """
        printed = {level: self._flow.text(*span) for level, span in row.unknown.items()}
        unknown = dict(printed)
        dimension, label = (
            (group.dimension, group.dimension_label) if group else (None, None)
        )
        if row.dimension:
            dimension, label = row.dimension.word, row.dimension.printed
        if "dimension" in printed:
            dimension, label = None, printed["dimension"]
        aspect = None
        if span := row.unknown.get("aspect"):
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
        aspect_label = printed.get("aspect")
        return IndicatorGroup(
            dimension, label, aspect, aspect_label, None, row.start, row.end
        )

    def _heads_next(self, dimension: Level, below: _GridRow | None) -> bool:
        """Whether a first-level label is the next row's, printed a row too high."""
        if below is None or below.aspect is None or below.dimension:
            return False
        return (
            self._form.dialect.framework.dimension_of[below.aspect.word]
            == dimension.word
        )

    def _is_slid(
        self, dimension: Level, below: _GridRow | None, group: IndicatorGroup
    ) -> bool:
        """Whether a first-level label stands a row above the first row it governs.

        It has no second-level label beside it, the row above belongs elsewhere, and the next row
        brings the first second-level label of its own.
        """
        if group.aspect is None or group.dimension == dimension.word:
            return False
        return self._heads_next(dimension, below)

    def _row(self, row: _GridRow, group: IndicatorGroup) -> IndicatorRow:
        """Read a row's cells by the columns of the heads; a row that does not fit them in order."""
        columns = self._by_column(row.cells)
        is_torn = self._flow.line_end(row.start) < row.end
        if is_torn or not self._fits(columns):
            if not is_torn and "name" in self._columns:
                first = self._flow.text(*row.cells[0])
                self._note(
                    "cell_moved", f"“{first}”一行的单元格移了位，已按次序读取", row
                )
            return self._aligned(row, group)
        cells = {
            role: columns[at] for role, at in self._columns.items() if at in columns
        }
        name = cells.get("name")
        if name is None and row.aspect and "value" in cells:
            # The second level is the last: its label names the row.
            name = row.aspect.start, row.aspect.end
            named = _indicator_row(row, group, name, cells)
            return replace(named, doubt=_UNNAMED) if "name" in self._columns else named
        if name is None:
            name = row.cells[0]
            cells.pop("value", None)
        return _indicator_row(row, group, name, cells)

    def _aligned(self, row: _GridRow, group: IndicatorGroup) -> IndicatorRow:
        """Read a row whose cells moved by what each may be, in the order of the heads."""
        cells = align(self._flow, row.cells, self._roles)
        name = cells.get("name", row.cells[0])
        label = row.aspect or row.dimension
        if label and is_figures(self._flow.text(*name)):
            # The name's own words are a label's: 服务对象满意度 ≥95%.
            name = label.start, label.end
            cells = align(self._flow, [name, *row.cells], self._roles)
        return _indicator_row(row, group, name, cells)

    def _fits(self, columns: Mapping[int, Span]) -> bool:
        """Whether every cell of a row stands under a head, none left of the names."""
        first = self._first_text_column
        if first is None or min(columns) < first:
            return False
        return set(columns) <= set(self._columns.values())

    def _note(self, code: str, text: str, row: _GridRow) -> None:
        evidence = self._flow.evidence(row.start, row.end)
        self._notes.append(Note(code=code, text=text, evidence=evidence))


def _indicator_row(
    row: _GridRow, group: IndicatorGroup, name: Span, cells: Mapping[str, Span]
) -> IndicatorRow:
    return IndicatorRow(
        group,
        (name,),
        (cells["value"],) if "value" in cells else (),
        row.start,
        row.end,
        cells.get("sign"),
        cells.get("unit"),
        {role: span for role, span in cells.items() if kind_of(role) in BESIDE},
    )
