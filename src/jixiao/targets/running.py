"""Indicators in running lines, as text extracted from PDF prints them."""

from collections.abc import Iterator
from itertools import pairwise

from jixiao.documents import Coverage, Flow, Gap
from jixiao.evidence import Note
from jixiao.quantity import is_usual_wording, read_quantities
from jixiao.targets.dialect import Dialect
from jixiao.targets.forms import Form
from jixiao.targets.levels import Body, Group, Level, Levels, RawRow
from jixiao.targets.rows import UNSURE, column_width, part_rows

_REPEATED_OFTEN = 2


def read_running(
    flow: Flow, coverage: Coverage, form: Form, levels: Levels, before: Group | None
) -> Body:
    """Read the lines below the column heads into rows.

    `before` is the last group of the page before, where this page goes on with its table.
    """
    groups = list(_groups(flow, coverage, form, levels, before))
    every_row = form.dialect.labels_every_row or _repeats(groups)
    column = column_width(flow, [line for group in groups for line in group.lines])
    rows: list[RawRow] = []
    notes: list[Note] = []
    for group in groups:
        for row in part_rows(flow, group.lines, form.dialect, column, single=every_row):
            # Where every row prints its labels the row begins with them.
            start = group.start if every_row else row.start
            rows.append(RawRow(group, row.name, row.value, start, row.end))
            if row.cost > UNSURE:
                notes.append(_unsure(flow, row.start, row.end))
    empty = [group for group in groups if not group.lines and group.aspect]
    if before and groups and groups[0].start == before.start:
        empty = [group for group in empty if group is not groups[0]]
    return Body(rows, empty, notes, groups[-1] if groups else before)


def _unsure(flow: Flow, start: int, end: int) -> Note:
    return Note(
        code="row_unsure",
        text=f"“{flow.text(start, end)}”如何分成指标名称和指标值没有把握，请核对",
        evidence=flow.evidence(start, end),
    )


def _groups(
    flow: Flow, coverage: Coverage, form: Form, levels: Levels, before: Group | None
) -> Iterator[Group]:
    """Give the groups in printed order, each with the lines under its labels."""
    group = before.continued() if before else None
    dimension: Level | None = None
    at = form.body
    while at < form.end:
        line_end = min(flow.line_end(at), form.end)
        if flow.gaps[at] == Gap.LINE and (end := levels.furniture(at, line_end, form.end)):
            coverage.label(at, end)
            at = end
        elif found := levels.dimension(at, form.end):
            coverage.label(found.start, found.end)
            at = found.end
            if at < form.end and levels.aspect(at, form.end):
                dimension = found
                continue
            if group:
                yield group
            group = Group(found.word, found.printed, None, None, None, found.start, found.end)
        elif (found := levels.aspect(at, form.end)) and not _is_a_name(
            flow, found, group, dimension, form.dialect
        ):
            if group and (group.lines or group.aspect):
                yield group
            group = levels.open(found, dimension, group)
            at, dimension = found.end, None
        else:
            group = group or Group(None, None, None, None, None, at, at)
            group.lines.append((at, line_end))
            at = line_end
    if group:
        yield group


def _is_a_name(
    flow: Flow, found: Level, group: Group | None, dimension: Level | None, dialect: Dialect
) -> bool:
    """Tell a row named like its own label (服务对象满意度 ≥98%) from the label."""
    line_end = flow.line_end(found.start)
    if dimension or group is None or group.aspect != found.word or found.end >= line_end:
        return False
    rest = flow.text(found.end, line_end)
    if dialect.prefix.match(flow.folded, found.end):
        return False
    return bool(read_quantities(rest)) or is_usual_wording(rest)


def _repeats(groups: list[Group]) -> bool:
    """Say whether the form prints both labels again on every row."""
    labelled = [group for group in groups if group.aspect]
    again = sum(a.aspect == b.aspect and b.own_dimension for a, b in pairwise(labelled))
    return again >= _REPEATED_OFTEN and all(group.own_dimension for group in labelled)
