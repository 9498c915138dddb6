"""Indicators decoded: every way to cut the text below the heads into cells is weighed, the cheapest read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from jixiao.documents import Coverage, Flow, Gap, Span
from jixiao.quantity import find_values, wording_at_end
from jixiao.targets.reading.cell_wording import cell_cost
from jixiao.targets.reading.column_heads import ColumnHeads
from jixiao.targets.reading.columns import BESIDE, LEVELS, kind_of, sum_won
from jixiao.targets.reading.cuts import (
    Cuts,
    find_cuts,
    weights,
    words,
)
from jixiao.targets.reading.forms import PrintedForm
from jixiao.targets.reading.furniture import POINTS_ADDED, Furniture
from jixiao.targets.reading.lattice import Arc, Lattice, ReadRow, span_of
from jixiao.targets.reading.levels import (
    Body,
    IndicatorGroup,
    IndicatorRow,
    Level,
    Levels,
)
from jixiao.targets.reading.possible_labels import PossibleLabel, PossibleLabels
from jixiao.targets.reading.wording import IMPOSSIBLE

_MOST_PASSED = 9.0
"""A stretch that passes over more than this is no cell."""
_LONGEST_CELL = 90
_CELLS_A_LINE = 1.8
_FEWEST_LINES = 3
_PARTED_WELL = 0.9
"""The share of the columns that a line holds cells for from which on cells stand apart."""
_FEWEST_CELLS = 8
_LONGEST_HEADLESS = 3000
"""Characters of rows without heads that are decoded under several orders of columns."""
_ONE_A_LINE = 1.25
_FEW_GLUED = 0.3
_SENTENCE = re.compile(r"[:;。]")
_GLUED_LINES = 0.6
"""The share of lines that end in a value from which on each line holds a row without gaps."""
_MOST_UNLIKELY = 30.0
_MOST_UNLIKELY_CELL = 8.0
"""A cell that stands apart holds something, however odd its wording."""
_TEXTS = frozenset(("reason", "remark", "other", "explanation"))
_POINTS_ONLY = re.compile(r"\(?\d{1,3}(?:-\d{1,3})?\)?分?\)?")
_OWN_LEVEL = "级别的名称是本单位自定的，连着指标名称，可能切错"


def read_decoded(
    flow: Flow,
    coverage: Coverage,
    form: PrintedForm,
    levels: Levels,
    before: IndicatorGroup | None,
) -> Body:
    """Decode the rows of a stretch; `before` is the last group of the page it goes on with."""
    if form.body >= form.end:
        return Body([], [], [], before)
    group = before.continued() if before else None
    if form.columns or form.end - form.body > _LONGEST_HEADLESS:
        columns = _columns(form.columns)
        return _Decoder(flow, coverage, form, levels, columns).read(group)[0]
    return _read_headless(flow, coverage, form, group)


def _read_headless(
    flow: Flow,
    coverage: Coverage,
    form: PrintedForm,
    group: IndicatorGroup | None,
) -> Body:
    """Decode rows without heads under each of the usual orders of columns; the cheapest counts."""
    readings: list[tuple[float, int, Body, Coverage]] = []
    for order in words("orders"):
        roles = [*LEVELS, *order.split()]
        known = coverage.apart()
        of_order = Levels(flow, known, form.dialect)
        columns: Columns = (roles, [None] * len(roles))
        reader = _Decoder(flow, known, form, of_order, columns)
        body, cost = reader.read(group)
        readings.append((cost, len(readings), body, known))
    _, _, body, known = min(readings, key=lambda reading: reading[:2])
    coverage.take(known)
    return body


Columns = tuple[list[str], list[int | None]]
"""The roles of the columns, the two levels first, and their cells in the grid."""


class _Decoder:
    def __init__(
        self,
        flow: Flow,
        coverage: Coverage,
        form: PrintedForm,
        levels: Levels,
        columns: Columns,
    ) -> None:
        self._flow = flow
        self._coverage = coverage
        self._form = form
        self._levels = levels
        self._span = (form.columns.span[1] if form.columns else form.body, form.end)
        self._roles, self._places = columns
        self._lined, self._whole = self._is_lined()
        self._text_cost = weights("text")
        self._points = {"weight", "score"} & set(self._roles) != set()
        self._labels = PossibleLabels(
            flow, form, self._span, columns, whole=self._whole
        )
        self._furniture = Furniture(flow, form, self._span, self._labels)
        self._label_like: frozenset[int] = frozenset()

    def _is_lined(self) -> tuple[bool, bool]:
        """Whether a line of the paper holds a row, or most of it; whether cells stand apart."""
        cells = lines = glued = sentences = 0
        for line in self._flow.line_spans(*self._span):
            lines += 1
            sentences += _SENTENCE.search(self._flow.folded, *line) is not None
            *_, last = pieces = list(self._flow.split(*line))
            cells += len(pieces)
            glued += _ends_in_value(self._flow.folded[slice(*last)])
        if lines < _FEWEST_LINES:
            return False, False
        columns = max(1, len(self._roles) - len(LEVELS))
        parted_well = cells > _PARTED_WELL * columns * lines
        one_a_line = lines >= _FEWEST_CELLS and cells < _ONE_A_LINE * lines
        whole = (parted_well or one_a_line) and glued + sentences < _FEW_GLUED * lines
        is_lined = cells > _CELLS_A_LINE * lines or glued > _GLUED_LINES * lines
        return is_lined, whole

    def read(self, group: IndicatorGroup | None) -> tuple[Body, float]:
        """The rows, and what the reading cost."""
        cuts = find_cuts(
            self._flow,
            self._form.dialect,
            self._span,
            self._roles,
            lined=self._lined,
            whole=self._whole,
            own_levels=self._labels.own_levels,
            again=self._furniture.heads_again,
        )
        self._label_like = self._labels.label_like(cuts)
        arcs = list(self._arcs(cuts))
        lattice = Lattice(
            self._flow,
            cuts,
            arcs,
            self._roles,
            self._places,
            openings=frozenset(self._labels.behind_letters()),
            label_like=self._label_like,
            own_levels=self._labels.own_levels,
            lined=self._lined,
        )
        rows: list[IndicatorRow] = []
        empty: list[IndicatorGroup] = []
        opened: IndicatorGroup | None = None
        guessed: IndicatorGroup | None = None
        parted = lattice.rows()
        total = self._know_furniture(cuts, lattice.furniture)
        for read in parted:
            labels, cells = self._parted(cuts, read)
            self._take_label_for_name(labels, cells)
            if labels:
                if opened and not any(row.group is opened for row in rows):
                    empty.append(opened)
                group = self._open(labels, group)
                opened = group if group.aspect else None
                spans = {(label.start, label.end) for label in labels.values()}
                guessed = group if spans & self._labels.guessed else None
            if row := self._row(cells, labels, group, read.margin):
                is_guessed = guessed is not None and row.group is guessed
                rows.append(replace(row, doubt=_OWN_LEVEL) if is_guessed else row)
        body = Body(_without_tail(self._flow, rows), empty, [], group, total)
        return body, lattice.cost

    def _know_furniture(self, cuts: Cuts, arcs: Sequence[Arc]) -> Span | None:
        """Mark what is known and belongs to no row; the points won, where they are added up."""
        total: Span | None = None
        for arc in arcs:
            start, end = span_of(cuts, arc)
            if arc.unread:
                continue
            self._coverage.label(start, end)
            if (
                POINTS_ADDED.match(self._flow.folded, start, end)
                and "score" in self._roles
            ):
                cells = list(self._flow.split(start, end))
                total = sum_won(cells[1:]) or total
        return total

    # Arcs

    def _arcs(self, cuts: Cuts) -> Iterator[Arc]:
        for first in range(len(cuts.places) - 1):
            yield from self._furniture.arcs(cuts, first)
            yield from self._labels.arcs(cuts, first)
            passed = cuts.cutting[first]
            begin = cuts.places[first]
            for last in range(first + 1, len(cuts.places)):
                end = cuts.places[last]
                beyond = end - begin > _LONGEST_CELL or passed > _MOST_PASSED
                if beyond and last > first + 1:
                    break
                yield from self._cells(first, last, begin, end, passed)
                passed += cuts.passing[last]

    def _cells(
        self, first: int, last: int, begin: int, end: int, passed: float
    ) -> Iterator[Arc]:
        text = self._flow.text(begin, end)
        dear = 0.0
        if self._labels.is_label(begin, end):
            whole_label = text.endswith(("指标", "目标"))
            weight = "level_as_text" if whole_label else "short_level_as_text"
            dear = self._text_cost[weight]
        if begin in self._label_like:
            dear = max(dear, self._text_cost["short_level_as_text"])
        for column, role in enumerate(self._roles):
            if role in LEVELS:
                continue
            cost = cell_cost(text, kind_of(role), beside_points=self._points)
            if self._goes_on_in_figures(begin, role):
                cost += self._text_cost["figures_joined"]
            if cost < IMPOSSIBLE:
                whole = self._flow.gaps[begin] >= Gap.CELL and last == first + 1
                most = _MOST_UNLIKELY_CELL if whole else _MOST_UNLIKELY
                cost = min(cost, most) + passed
                cost += dear
                yield Arc(first, last, column, cost)

    def _goes_on_in_figures(self, begin: int, role: str) -> bool:
        """Whether a cell of text begins in the middle of figures: 1 | 08节假日人手不足."""
        folded = self._flow.folded
        is_inside = folded[begin].isdigit() and folded[begin - 1 : begin].isdigit()
        return is_inside and not self._flow.gaps[begin] and kind_of(role) in _TEXTS

    # Rows

    def _parted(
        self, cuts: Cuts, read: ReadRow
    ) -> tuple[dict[str, Level], dict[int, list[Span]]]:
        labels: dict[str, Level] = {}
        cells: dict[int, list[Span]] = {}
        for arc in read.arcs:
            start, end = span_of(cuts, arc)
            role = self._roles[arc.column]
            if role in LEVELS and isinstance(arc.level, PossibleLabel):
                printed = self._flow.text(start, end)
                word = arc.level.word or ""
                labels.setdefault(
                    role, Level(word, start, end, printed, arc.level.mark)
                )
            else:
                cells.setdefault(arc.column, []).append((start, end))
        return labels, cells

    def _take_label_for_name(
        self, labels: dict[str, Level], cells: dict[int, list[Span]]
    ) -> None:
        """Know the second level where it stands in the place of a name.

        Heads that name no level say that what stands there is a name.
        """
        heads = self._form.columns
        if heads and not set(LEVELS) & set(heads.roles):
            return
        names = [at for at in cells if self._roles[at] == "name"]
        if "aspect" in labels or len(names) != 1:
            return
        start, end = cells[names[0]][0][0], cells[names[0]][-1][1]
        if (label := self._labels.label("aspect", start, end)) and label.word:
            printed = self._flow.text(start, end)
            labels["aspect"] = Level(label.word, start, end, printed, label.mark)

    def _open(
        self, labels: dict[str, Level], above: IndicatorGroup | None
    ) -> IndicatorGroup:
        """The group that labels open; labels of a bureau's own are kept as printed."""
        dimension, aspect = labels.get("dimension"), labels.get("aspect")
        for label in labels.values():
            self._coverage.label(label.start, label.end)
        if above and (second := self._second_level(dimension, aspect, above)):
            return self._open_satisfaction(second, above)
        known = dimension if dimension and dimension.word else None
        if aspect and aspect.word:
            opened = self._levels.open(aspect, known, above)
            if dimension:
                opened.dimension_label = dimension.printed
                if not dimension.word and _POINTS_ONLY.fullmatch(dimension.printed):
                    opened.dimension_label = None
            elif above and above.dimension is None:
                opened.dimension_label = opened.dimension_label or above.dimension_label
            return opened
        printed_labels = [label for label in (dimension, aspect) if label]
        if dimension is None and above:
            word, printed = above.dimension, above.dimension_label
        else:
            word = dimension.word or None if dimension else None
            printed = dimension.printed if dimension else None
        return IndicatorGroup(
            dimension=word,
            dimension_label=printed,
            aspect=None,
            aspect_label=aspect.printed if aspect else None,
            required=None,
            start=printed_labels[0].start,
            end=printed_labels[-1].end,
        )

    def _second_level(
        self, dimension: Level | None, aspect: Level | None, above: IndicatorGroup
    ) -> Level | None:
        """Where 满意度 stands alone as a second level, below the first of the rows above it.

        It does in the column of the second level, and where the first level is a bureau's own; a guess.
        """
        label = dimension or aspect
        if label is None or (dimension and aspect) or label.printed != "满意度":
            return None
        line = self._flow.lines[self._flow.line_index(label.start)].text
        if "\t" in line:
            place = self._places[self._roles.index("aspect")]
            return label if place and self._flow.columns[label.start] == place else None
        known = self._form.dialect.framework.dimension_words
        if (above.dimension_label or next(iter(known))) in known:
            return None
        self._labels.guessed.add((label.start, label.end))
        return label

    def _open_satisfaction(self, label: Level, above: IndicatorGroup) -> IndicatorGroup:
        """The group of 满意度 as a second level, under the first one as the form prints it."""
        aspect = self._form.dialect.framework.aspect_words["满意度指标"]
        opened = self._levels.open(replace(label, word=aspect), None, above)
        opened.dimension_label = above.dimension_label
        return opened

    def _row(
        self,
        cells: dict[int, list[Span]],
        labels: dict[str, Level],
        group: IndicatorGroup | None,
        margin: float,
    ) -> IndicatorRow | None:
        names = [at for at in cells if self._roles[at] == "name"]
        values = [at for at in cells if self._roles[at] == "value"]
        points = [
            at for at in cells if self._roles[at] in ("weight", "score", "actual")
        ]
        if not (values or (names and points) or names):
            return None
        group = group or IndicatorGroup.unlabelled(self._span[0])
        by_role = self._block(cells, names)
        name = tuple(by_role.get("name", ()))
        label = labels.get("aspect") or labels.get("dimension")
        if not name and label:
            name = ((label.start, label.end),)
        elif not name and group.aspect_label:
            name = ((group.start, group.end),)
        every = [span for spans in cells.values() for span in spans]
        whole = {role: (spans[0][0], spans[-1][1]) for role, spans in by_role.items()}
        return IndicatorRow(
            group,
            name,
            tuple(by_role.get("value", ())),
            min(start for start, _ in every),
            max(end for _, end in every),
            whole.get("sign"),
            whole.get("unit"),
            {role: span for role, span in whole.items() if kind_of(role) in BESIDE},
            margin,
        )

    def _block(
        self, cells: dict[int, list[Span]], names: Sequence[int]
    ) -> dict[str, list[Span]]:
        """The cells by role; of two blocks side by side, those of the year's."""
        first = 0
        if self._roles.count("name") > 1 and names:
            values = [at for at, role in enumerate(self._roles) if role == "value"]
            year = max(values, default=len(self._roles))
            before = [at for at in names if at < year]
            first = max(before or names)
        by_role: dict[str, list[Span]] = {}
        for column in sorted(cells):
            if column >= first:
                by_role.setdefault(self._roles[column], cells[column])
        return by_role


def _ends_in_value(text: str) -> bool:
    """Whether words end in a value that is glued to them: 培训人次≥200人次."""
    first, last = (find_values(text) or [(0, 0)])[-1]
    is_glued = first > 0 and last == len(text)
    return is_glued or 0 < wording_at_end(text) < len(text) - 2


def _columns(heads: ColumnHeads | None) -> Columns:
    """The columns that heads name; of a long stretch without heads the likeliest."""
    if heads is None:
        roles = ["name", "value", "weight"]
        return [*LEVELS, *roles], [None] * 5
    columns = list(heads.columns)
    places: dict[str, int] = {}
    while (
        columns
        and columns[0].role in (*LEVELS, "other", "explanation")
        and (columns[0].role in LEVELS or any(c.role in LEVELS for c in columns))
    ):
        column = columns.pop(0)
        places[column.role] = column.place
    first = columns[0].place if columns else 0
    if not any(column.role == "name" for column in columns):
        roles = ["name", *(c.role for c in columns)]
        spots: list[int | None] = [None, *(c.place for c in columns)]
    else:
        roles = [c.role for c in columns]
        spots = [c.place for c in columns]
    aspect = places.get("aspect", first - 1)
    return [*LEVELS, *roles], [places.get("dimension", aspect - 1), aspect, *spots]


def _without_tail(flow: Flow, rows: list[IndicatorRow]) -> list[IndicatorRow]:
    """The rows without those at the end that hold nothing but a name on a line without cells."""
    while rows and not (rows[-1].value or rows[-1].beside):
        line = flow.lines[flow.line_index(rows[-1].start)]
        if "\t" in line.text:
            break
        rows.pop()
    return rows
