"""What the printed column heads announce: the role of each column, in the order of the columns."""

from collections.abc import Iterable, Sequence

from jixiao.documents import Flow, Span
from jixiao.targets.dialect import Heads
from jixiao.targets.reading.forms import PrintedForm
from jixiao.targets.reading.heads import LEVELS, TICKED

__all__ = [
    "BESIDE", "LEVELS", "TICKED", "head_roles", "kind_of", "sum_won", "whole_span",
    "without_common_heads",
]  # fmt: skip
BESIDE = {"actual", "expected", "weight", "score", "reason", "remark", "area", *TICKED}
"""The kinds of columns of a row beside its name, value, sign and unit."""
_SUMS = ("weight", "score")


def kind_of(role: str) -> str:
    """The kind of a column: that of `area 3` is `area`."""
    return role.partition(" ")[0]


def head_roles(flow: Flow, form: PrintedForm) -> list[str]:
    """What the printed heads announce, in their order, levels first.

    A form that sets a term's and a year's indicators side by side prints its heads twice.
    """
    roles = without_common_heads(list(_printed_roles(flow, form)))
    while roles and roles[0] in LEVELS:
        del roles[0]
    columns = roles or ["name", "value"]
    if "name" not in columns:
        columns = ["name", *columns]
    if form.areas and "value" in columns:
        place = columns.index("value")
        columns[place : place + 1] = form.areas.roles
    return [*LEVELS, *columns]


def without_common_heads(roles: Sequence[str]) -> list[str]:
    """The roles of heads in the order of their columns, below a common head those it spans.

    The columns to tick are printed on a line below the heads that stand for themselves.
    """
    spanned = {kind: _spanned_by(kind, roles) for kind in TICKED}
    moved = {role for columns in spanned.values() for role in columns}
    ordered: list[str] = []
    for role in roles:
        if spanned.get(role):
            ordered += spanned[role]
        elif role not in moved:
            ordered.append(role)
    return ordered


def _spanned_by(kind: str, roles: Sequence[str]) -> list[str]:
    """The columns below the common head of a kind; 原因说明 stands among the causes it explains."""
    columns = [role for role in roles if role != kind and kind_of(role) == kind]
    if kind == "causes" and columns and "reason" in roles[roles.index(columns[-1]) :]:
        columns.append("reason")
    return columns


def sum_won(cells: Sequence[Span]) -> Span | None:
    """The second of two sums: 总分 100 96.5; of one nobody can say which it is."""
    return cells[1] if len(cells) == len(_SUMS) else None


def whole_span(spans: Iterable[Span]) -> Span:
    """From the beginning of the first stretch to the end of the last."""
    (start, end), *later = spans
    return start, later[-1][1] if later else end


def _printed_roles(flow: Flow, form: PrintedForm) -> Iterable[str]:
    """The roles of the heads, one after another; what is no head is passed over."""
    at, end = form.heads
    while at < end:
        role, length = _head_at(flow, form.dialect.heads, at, end)
        made = form.columns.made_at(at) if form.columns else None
        if made:
            role, length = made.role, made.span[1] - at
        if role:
            yield role
        at += length


def _head_at(flow: Flow, heads: Heads, at: int, end: int) -> tuple[str | None, int]:
    """The role and length of the longest head at a place; one that stands apart comes first."""
    best: tuple[bool, int] = (False, 0)
    role_at: str | None = None
    for word, role in heads.by_letter.get(flow.folded[at], ()):
        stop = at + len(word)
        if stop > end or not flow.folded.startswith(word, at):
            continue
        rank = (flow.parted(stop), len(word))
        if rank > best:
            best, role_at = rank, role
    return role_at, best[1] or 1
