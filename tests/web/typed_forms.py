"""Forms typed into as their page does it: a cell, a change of rows, and the draft that is kept."""

import json

from django.test import Client
from django.urls import reverse

from jixiao.cell_path import CellPath
from jixiao.targets.draft_table import RowGone
from jixiao.web.models import Case
from jixiao.web.work.clashes import text_at
from tests.web.conftest import cell_of


def send_change(client: Client, case: Case, kind: str = "target", **change: object):
    """Send a change as a page does that shows the form as it stands now."""
    address = reverse("cells", kwargs={"key": case.key, "kind": kind})
    body = json.dumps({"token": "t1", "was": standing(case, kind, change), **change})
    return client.post(
        address,
        body,
        content_type="application/json",
        headers={"Accept": "application/json"},
    )


def standing(case: Case, kind: str, change: dict[str, object]) -> str:
    """What stands in the cell, or the row, that a change is of."""
    draft = case.drafts.filter(kind=kind).first()
    path = change.get("path")
    try:
        return text_at(draft.typed, CellPath.parse(path)) if draft and path else ""
    except RowGone:
        return ""


def judged(client: Client, case: Case, kind: str = "target", **seen: object):
    """Ask for the findings as a page does once its changes are kept."""
    address = reverse("findings", kwargs={"key": case.key, "kind": kind})
    return client.post(address, seen).json()


def undo(client: Client, case: Case, kind: str = "target"):
    """Take back the last change, as a page does that shows the form as it stands now."""
    address = reverse("undo", kwargs={"key": case.key, "kind": kind})
    return client.post(address, {"revision": draft_of(case, kind).revision})


def fill(
    client: Client,
    case: Case,
    place: int,
    column: str,
    text: str,
    kind: str = "target",
    **change: object,
):
    """Type into a cell of the row that stands at a place."""
    path = cell_of(case, place, column, kind)
    return send_change(client, case, kind, path=path, text=text, **change)


def by_id(case: Case, kind: str, change: dict[str, object]) -> dict[str, object]:
    """Name the row of a change by its id, as a page does."""
    path = CellPath.parse(str(change.get("path", "")))
    return change | {"path": str(draft_of(case, kind).typed.by_id(path))}


def draft_of(case: Case, kind: str = "target"):
    return case.drafts.get(kind=kind)
