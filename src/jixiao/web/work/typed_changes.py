"""A change that a page sends, and what it makes of the form that is typed."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Literal

import msgspec

from jixiao.cell_path import CellPath, RowId
from jixiao.evaluation.midyear import standards
from jixiao.targets import frameworks
from jixiao.targets.draft_table import DraftTable, RowGone
from jixiao.targets.editing import CannotEdit, clean
from jixiao.web.models import Draft
from jixiao.web.work import drafts

FRAMEWORK = "mof_2015"
"""The levels that rows are added below."""
# Longer than any cell takes, so that who types too much is told how much it takes.
_Text = Annotated[str, msgspec.Meta(max_length=200_000)]


class PastedLine(msgspec.Struct, frozen=True):
    """A line of a block that was pasted: the texts by their columns, into a row or, without one, a new one.

    `was` is what stood in the row's cells.
    """

    cells: dict[str, _Text]
    row: str = ""
    was: dict[str, _Text] = {}


class Change(msgspec.Struct, frozen=True):
    """A change that a page sends: `token` tells one that is sent again.

    `path` is the cell, or the row, with the row named by its id; `was` is what stood there. `person`
    is who opened the page.
    """

    token: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    action: Literal["cell", "confirm", "offer", "add", "remove", "paste"] = "cell"
    path: Annotated[str, msgspec.Meta(max_length=100)] = ""
    text: _Text = ""
    was: _Text | None = None
    name: Annotated[str, msgspec.Meta(max_length=500)] = ""
    aspect: str = ""
    person: str = ""
    lines: Annotated[tuple[PastedLine, ...], msgspec.Meta(max_length=500)] = ()


_COLUMNS_TYPED = {
    "monitoring": ("actual", "expected", "causes", "reason", "likelihood", "remark"),
    "evaluation": ("actual", "weight", "reason"),
}
"""What of the rows is typed into the forms of a year; what was promised stands as approved."""
_FIELDS_TYPED = {"monitoring": (), "evaluation": ("objective_achieved",)}


def is_rate(path: str) -> bool:
    """Whether a cell is a rate of execution, which is counted and not typed."""
    return path.startswith("budget_execution.") and path.endswith(".rate")


def _is_typed(kind: str, path: CellPath) -> bool:
    """Whether a cell of a form is typed, and not there as it was approved."""
    if kind == "target":
        return True
    if path.row is not None:
        return path.name in _COLUMNS_TYPED[kind]
    spent = path.name.startswith("budget_execution.") and not is_rate(path.name)
    return path.name in _FIELDS_TYPED[kind] or spent


_Made = Callable[[DraftTable], DraftTable]


def made_by(kind: str, change: Change, path: CellPath) -> tuple[str, _Made]:
    """What a change is called, before the word for its cell, and what it makes of the table.

    Raises:
        RowGone: the page knows its rows by their places, which may have changed.
        CannotEdit: it is none that this form takes.
    """
    if change.action == "paste":
        return f"粘贴 {len(change.lines)} 行", partial(
            _pasted, kind=kind, change=change
        )
    if kind != "target" and (change.action != "cell" or not _is_typed(kind, path)):
        raise _approved(kind, path)
    if isinstance(path.row, int):
        raise RowGone(path, _BY_PLACE)
    match change.action:
        case "cell":
            return "", lambda typed: _with_known_causes(typed.edited(path, change.text))
        case "confirm":
            return "核对", lambda typed: typed.confirmed(path)
        case "remove":
            return "删去", lambda typed: typed.without_row(path)
    dimension = _dimension_of(change.aspect)
    if change.action == "add":
        return "增加一行", partial(_with_row, dimension=dimension, aspect=change.aspect)
    return "从指标库加一行", partial(
        _with_row,
        dimension=dimension,
        aspect=change.aspect,
        name=clean(change.name),
        value=clean(change.text),
    )


_BY_PLACE = (
    "这一处是旧页面按“第几条”记下的，表上的行可能已经变了，没有存下。请刷新页面再填。"
)


def _with_row(typed: DraftTable, **row: str) -> DraftTable:
    return typed.with_row(drafts.new_row_id(), **row)


def _with_known_causes(typed: DraftTable) -> DraftTable:
    """The same table, if its causes are those of the form; another belongs into the reason."""
    known = standards()["causes"]["names"]
    named = [cause for row in typed.table.indicators for cause in row.causes]
    if unknown := [cause for cause in named if cause not in known]:
        message = f"“{unknown[0]}”不是表上的原因类别；可写 {'、'.join(known)}，具体情况写在说明里。"
        raise CannotEdit(message)
    return typed


def _approved(kind: str, path: CellPath) -> CannotEdit:
    cell = path.title or "行"
    title = dict(Draft.KINDS)[kind]
    return CannotEdit(f"“{cell}”是批复过的，不能在{title}上改；要改请申请调整目标。")


def _dimension_of(aspect: str) -> str:
    """The dimension of an aspect of the framework.

    Raises:
        CannotEdit: the framework has no such aspect.
    """
    dimension = frameworks()[FRAMEWORK].dimension_of.get(aspect)
    if dimension is None:
        message = f"没有“{aspect[:20]}”这个二级指标，请刷新页面再加。"
        raise CannotEdit(message)
    return dimension


def _pasted(typed: DraftTable, *, kind: str, change: Change) -> DraftTable:
    """The table with a block laid into its rows, and rows added for what is left of it.

    Raises:
        CannotEdit: a cell is none of the form's, or its text none of its kind; nothing is changed.
    """
    for number, line in enumerate(change.lines, 1):
        row = RowId(line.row)
        if not row:
            if kind != "target":
                raise _approved(kind, CellPath(""))
            row = drafts.new_row_id()
            typed = typed.with_row(row, _dimension_of(change.aspect), change.aspect)
        for column, text in line.cells.items():
            path = CellPath.in_row(row, column)
            if not _is_typed(kind, path):
                raise _approved(kind, path)
            try:
                typed = typed.edited(path, text)
            except CannotEdit as error:
                message = f"粘贴的第 {number} 行：{error}整块都没有填入。"
                raise CannotEdit(message) from error
    return _with_known_causes(typed)


def replaced_by(change: Change, path: CellPath) -> dict[CellPath, str]:
    """What a change says stood in the cells that it replaces.

    Raises:
        CannotEdit: it does not say so, as pages of before did not.
    """
    if change.action in ("add", "offer"):
        return {}
    if change.action == "paste":
        return {
            CellPath.in_row(RowId(line.row), column): line.was[column]
            for line in change.lines
            if line.row
            for column in line.cells
            if _says_was(line.was.get(column))
        }
    return {path: change.was or ""} if _says_was(change.was) else {}


def _says_was(was: str | None) -> bool:
    if was is None:
        message = "这个页面是旧的，没有说明改的是什么，没有存下。请刷新页面再填。"
        raise CannotEdit(message)
    return True
