"""Rows whose cells all stand apart, one below each head: what is odd in their words is the paper's."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from jixiao.documents import Flow, Gap, Span
from jixiao.quantity import is_bare_unit, is_figures, is_sign
from jixiao.targets.reading.columns import kind_of
from jixiao.targets.reading.forms import PrintedForm
from jixiao.targets.reading.heads import LEVELS
from jixiao.targets.reading.levels import IndicatorRow

_NEEDED = ("name", "sign", "value", "unit", "actual", "weight", "score")
"""The columns that are filled in a row that no blank cell may have shifted."""
_REMARKS = ("reason", "remark")
_FEWEST = 2


def parted_rows(
    flow: Flow, form: PrintedForm, rows: Sequence[IndicatorRow]
) -> frozenset[int]:
    """Where the rows begin that have one piece of text for each head, and the same in the rows beside them.

    A blank cell, a wrapped one or a space within one would make the pieces more or fewer than the
    heads. A row that has a line of its own needs no others beside it.
    """
    heads = _heads(form)
    if not heads:
        return frozenset()
    in_order = sorted(rows, key=lambda row: row.start)
    whole = {row.start for row in in_order if _is_whole(flow, row, heads)}
    alone = {
        row.start
        for row in in_order
        if row.start in whole and _is_line(flow, row, heads)
    }
    beside = {row.start: {row.start} for row in in_order}
    for above, below in pairwise(in_order):
        beside[above.start].add(below.start)
        beside[below.start].add(above.start)
    many = len(in_order) >= _FEWEST
    backed = {start for start, others in beside.items() if many and others <= whole}
    return frozenset(alone | backed)


def _heads(form: PrintedForm) -> list[str]:
    """The columns from the name on down to the last that every row fills; nothing where one is not known."""
    if form.columns is None:
        return []
    roles = [
        column.role for column in form.columns.columns if column.role not in LEVELS
    ]
    roles = [role for role in roles if role not in ("sidebar", "serial")]
    if not roles or roles[0] != "name" or len(set(roles)) < len(roles):
        return []
    if "value" not in roles or any(column.unknown for column in form.columns.columns):
        return []
    return roles


def _is_whole(flow: Flow, row: IndicatorRow, heads: Sequence[str]) -> bool:
    """Whether a row is one piece below each head, none left over and none left out."""
    cells = dict(_cells(row))
    if any(len(spans) != 1 for spans in cells.values()) or "name" not in cells:
        return False
    spans = {role: spans[0] for role, spans in cells.items()}
    pieces = list(flow.split(spans["name"][0], max(end for _, end in spans.values())))
    if flow.gaps[spans["name"][0]] == Gap.NONE or len(pieces) > len(heads):
        return False
    needed = [at for at, role in enumerate(heads) if role in _NEEDED]
    if len(pieces) <= needed[-1]:
        return False
    for role, piece in zip(heads, pieces, strict=False):
        kept = spans.get(role)
        if kept != piece and (kept or not _may_be_left(flow, piece, role)):
            return False
    return set(spans) <= set(heads[: len(pieces)])


def _may_be_left(flow: Flow, piece: Span, role: str) -> bool:
    """Whether a piece below a head that no row keeps is nothing that a target could be."""
    text = flow.text(*piece)
    is_target = is_figures(text) or is_sign(text) or is_bare_unit(text)
    return kind_of(role) not in (*_NEEDED, *_REMARKS) and not is_target


def _cells(row: IndicatorRow) -> Iterator[tuple[str, tuple[Span, ...]]]:
    yield "name", row.name
    if row.value:
        yield "value", row.value
    if row.sign:
        yield "sign", (row.sign,)
    if row.unit:
        yield "unit", (row.unit,)
    for role, span in row.beside.items():
        yield role, (span,)


def _is_line(flow: Flow, row: IndicatorRow, heads: Sequence[str]) -> bool:
    """Whether a row stands on one line, with nothing behind it but what no row keeps."""
    first = row.name[0][0]
    last = max(end for _, spans in _cells(row) for _, end in spans)
    stop = flow.line_end(first)
    if last > stop:
        return False
    behind = heads[len(list(flow.split(first, last))) :]
    pieces = list(flow.split(last, stop))
    return len(pieces) <= len(behind) and all(
        _may_be_left(flow, piece, role)
        for piece, role in zip(pieces, behind, strict=False)
    )
