"""A change made on what somebody else has changed since: refused, with what stands there now."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from jixiao.cell_path import CellPath
from jixiao.targets.draft_table import DraftTable, RowGone
from jixiao.targets.editing import CannotEdit, cells
from jixiao.web.models import Draft


class ChangedSince(CannotEdit):
    """What a change was to replace is not what stands there now; nothing was changed.

    `cell` is what the cell is called, `now` what stands in it.
    """

    def __init__(self, cell: str, now: str, who: str) -> None:
        stands = f"现在是“{now}”" if now else "现在是空的"
        super().__init__(f"{cell}在您填写时由{who}改过，{stands}，没有存下您填的。")
        self.cell = cell
        self.now = now


def text_at(typed: DraftTable, path: CellPath) -> str:
    """What stands in a cell, or in a whole row: its name and its value.

    Raises:
        RowGone: no row has that id.
    """
    place = typed.place_of(path)
    row = typed.row(path) if place.row is not None and not place.name else None
    if row is not None:
        return f"{row.name} {row.target.text}"
    return next((text for cell, text in cells(typed.table) if cell == place), "")


def refuse_if_changed(
    draft: Draft, typed: DraftTable, path: CellPath, was: str
) -> None:
    """Refuse a change that replaces another text than the one that stands there.

    A browser keeps no line breaks in a box of one line, so spaces are not compared.

    Raises:
        ChangedSince: somebody else was faster; the message says who and when.
        RowGone: the row is not there any more.
    """
    now = text_at(typed, path)
    if _without_spaces(now) != _without_spaces(was):
        raise ChangedSince(typed.named(path), now, _who_changed(draft, typed, path))


def _without_spaces(text: str) -> str:
    return "".join(text.split())


def _who_changed(draft: Draft, typed: DraftTable, path: CellPath) -> str:
    """Who changed a cell last and when, as far as the steps for undoing tell."""
    after = text_at(typed, path)
    for step in draft.steps.select_related("by"):
        before = _text_before(step.typed_before, path)
        if before != after:
            return _by_and_when(step.by.full_name, step.at)
    name = draft.by.full_name if draft.by else "系统"
    return _by_and_when(name, draft.at)


def _text_before(typed: DraftTable, path: CellPath) -> str | None:
    """What stood in a cell; None where its row was not there yet."""
    try:
        return text_at(typed, path)
    except RowGone:
        return None


def _by_and_when(name: str, at: datetime) -> str:
    return f" {name} 在 {timezone.localtime(at):%m-%d %H:%M} "


def texts_of(typed: DraftTable) -> Iterator[tuple[str, str]]:
    """The address and the text of every cell that is not empty, rows by their ids."""
    for path, text in cells(typed.table):
        yield str(typed.by_id(path)), text
