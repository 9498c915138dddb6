"""Indicators in running lines, as text extracted from PDF prints them."""

import re
from collections.abc import Iterator
from itertools import pairwise

from jixiao.documents import Coverage, Flow, Gap
from jixiao.evidence import Note
from jixiao.quantity import is_usual_wording, read_quantities
from jixiao.targets.reading.forms import PrintedForm
from jixiao.targets.reading.levels import (
    Body,
    IndicatorGroup,
    IndicatorRow,
    Level,
    Levels,
)
from jixiao.targets.reading.rows import UNSURE, RowReading, column_width, part_rows

_REPEATED_OFTEN = 2
_TWO_GROUPS = 2
"""How often prefixes begin again where the rows of two groups follow each other."""
_MARK_PIECE = re.compile(r"\((?P<mark>必填|选填)[硬性指标]*\)?|[硬性指标]{0,4}\)")
_FIRST_PREFIX = re.compile(r"(?:三级)?指标1(?!\d)")


def read_running(
    flow: Flow,
    coverage: Coverage,
    form: PrintedForm,
    levels: Levels,
    before: IndicatorGroup | None,
) -> Body:
    """Read the lines below the column heads into rows.

    `before` is the last group of the page before, where this page goes on with its table.
    """
    reader = _RunningReader(flow, coverage, form, levels)
    return reader.read(before.continued() if before else None)


class _RunningReader:
    def __init__(
        self, flow: Flow, coverage: Coverage, form: PrintedForm, levels: Levels
    ) -> None:
        self._flow = flow
        self._coverage = coverage
        self._form = form
        self._levels = levels
        self._notes: list[Note] = []

    def read(self, before: IndicatorGroup | None) -> Body:
        groups = list(self._groups(before))
        every_row = self._form.dialect.labels_every_row or _repeats(groups)
        column = column_width(
            self._flow, [line for group in groups for line in group.lines]
        )
        rows: list[IndicatorRow] = []
        empty: list[IndicatorGroup] = []
        for group in groups:
            parted = part_rows(
                self._flow, group.lines, self._form.dialect, column, single=every_row
            )
            filled = [row for row in parted if not self._is_blank(row)]
            rows += [self._row(group, row, every_row) for row in filled]
            if not filled and group.aspect and group is not before:
                empty.append(group)
        return Body(rows, empty, self._notes, groups[-1] if groups else before)

    def _row(
        self, group: IndicatorGroup, row: RowReading, every_row: bool
    ) -> IndicatorRow:
        if row.cost > UNSURE:
            self._note(
                "row_unsure",
                f"“{self._flow.text(row.start, row.end)}”如何分成指标名称和指标值没有把握，请核对",
                row.start,
                row.end,
            )
        # Where every row prints its labels the row begins with them.
        start = group.start if every_row else row.start
        return IndicatorRow(group, row.name, row.value, start, row.end)

    def _is_blank(self, row: RowReading) -> bool:
        """Whether a row prints its prefix (指标1：) and nothing else."""
        text = "".join(self._flow.key(*span) for span in (*row.name, *row.value))
        blank = self._form.dialect.prefix.fullmatch(text) is not None
        if blank:
            self._coverage.label(row.start, row.end)
        return blank

    def _note(self, code: str, text: str, start: int, end: int) -> None:
        self._notes.append(
            Note(code=code, text=text, evidence=self._flow.evidence(start, end))
        )

    def _groups(self, group: IndicatorGroup | None) -> Iterator[IndicatorGroup]:
        """The groups in printed order, each with the lines under its labels.

        Labels stand at the head of a line; a second-level one also right behind a first-level one.
        """
        dimension: Level | None = None
        at, end = self._form.body, self._form.end
        while at < end:
            line_end = min(self._flow.line_end(at), end)
            heads_line = self._flow.gaps[at] == Gap.LINE
            if heads_line and (stop := self._passed_over(group, at, line_end)):
                at = stop
            elif heads_line and (first := self._levels.dimension(at, end)):
                self._coverage.label(first.start, first.end)
                at = first.end
                opens_both = at < end and self._levels.aspect(at, end) is not None
                dimension = first if opens_both else None
                if not opens_both:
                    if group:
                        yield group
                    group = IndicatorGroup.of_dimension(first)
            elif second := self._aspect_label(at, group, dimension):
                opened = self._levels.open(second, dimension, group)
                self._take_centred(group, opened)
                if group and (group.lines or group.aspect):
                    yield group
                group, at, dimension = opened, opened.end, None
            else:
                group = group or IndicatorGroup.unlabelled(at)
                group.lines.append((at, line_end))
                at, dimension = line_end, None
        if group:
            yield group

    def _passed_over(self, group: IndicatorGroup | None, at: int, line_end: int) -> int:
        """Where furniture, or the mark of the label above, ends; 0 if none is here."""
        if stop := self._levels.furniture(at, line_end, self._form.end):
            self._coverage.label(at, stop)
            return stop
        return self._mark_piece(group, at, line_end) if group else 0

    def _aspect_label(
        self, at: int, group: IndicatorGroup | None, dimension: Level | None
    ) -> Level | None:
        """The second-level label that opens a group here, if any."""
        heads_line = self._flow.gaps[at] == Gap.LINE
        if not (heads_line or dimension or self._is_behind_letters(at)):
            return None
        aspect = self._levels.aspect(at, self._form.end)
        return aspect if aspect and self._opens(aspect, group, dimension) else None

    def _mark_piece(self, group: IndicatorGroup, at: int, line_end: int) -> int:
        """Take a mark, or a piece of one, that a narrow cell set below its label; 0 if none."""
        chunk = next(self._flow.split(at, line_end))
        piece = _MARK_PIECE.fullmatch(self._flow.folded, *chunk)
        if not piece:
            return 0
        self._coverage.label(*chunk)
        if piece["mark"]:
            group.required = piece["mark"] in self._form.dialect.required
        return chunk[1]

    def _is_behind_letters(self, at: int) -> bool:
        """Whether only letters of a side bar stand before this place on its line."""
        return self._levels.are_letters(self._flow.line_start(at), at)

    def _opens(
        self, label: Level, group: IndicatorGroup | None, dimension: Level | None
    ) -> bool:
        """Tell a label from a row named like its own label (服务对象满意度 ≥98%)."""
        line_end = self._flow.line_end(label.start)
        is_again = group is not None and group.aspect == label.word
        if dimension or not is_again or label.end >= line_end:
            return True
        if self._form.dialect.prefix.match(self._flow.folded, label.end):
            return True
        rest = self._flow.text(label.end, line_end)
        return not (read_quantities(rest) or is_usual_wording(rest))

    def _take_centred(
        self, group: IndicatorGroup | None, opened: IndicatorGroup
    ) -> None:
        """Give a label the rows printed above it, where it stands in the middle of its group.

        Rows before the first label are its own; so are the last rows of the group before from
        where their prefixes begin again at 指标1.
        """
        if group is None or not group.lines:
            return
        first = 0
        if group.aspect:
            folded = self._flow.folded
            places = enumerate(group.lines)
            begins = [
                place for place, line in places if _FIRST_PREFIX.match(folded, *line)
            ]
            if len(begins) < _TWO_GROUPS:
                return
            first = begins[-1]
        opened.lines, group.lines = group.lines[first:], group.lines[:first]
        self._note(
            "label_centred",
            f"“{opened.aspect_label}”印在本组中间，其上的各行归入本组",
            opened.lines[0][0],
            opened.end,
        )


def _repeats(groups: list[IndicatorGroup]) -> bool:
    """Whether the form prints both labels again on every row."""
    labelled = [group for group in groups if group.aspect]
    again = sum(a.aspect == b.aspect and b.own_dimension for a, b in pairwise(labelled))
    return again >= _REPEATED_OFTEN and all(group.own_dimension for group in labelled)
