"""A form being typed: its cells, what the checks find at once, undoing."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, Literal

import msgspec
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from jixiao.cell_path import AMOUNTS, CellPath
from jixiao.evaluation import rubrics
from jixiao.evaluation.midyear import standards
from jixiao.targets import TargetTable, frameworks
from jixiao.targets.editing import (
    CannotEdit,
    add_row,
    cells,
    clean,
    confirm,
    edit,
    remove_row,
    unsure_cells,
)
from jixiao.web.background.document_reading import picture_of
from jixiao.web.models import Case, Evidence, Job, Upload
from jixiao.web.people.access import user_of
from jixiao.web.views.cases import KINDS, case_of, twins
from jixiao.web.work import case_moves, drafts
from jixiao.web.work.findings import Judged, judge
from jixiao.web.work.proofs import beside, proofs_of
from jixiao.web.work.rescoring import RUBRIC
from jixiao.web.work.suggestions import Advised, advised

_FRAMEWORK = "mof_2015"


@login_required
@require_safe
def write(request: HttpRequest, key: uuid.UUID, kind: str) -> HttpResponse:
    """Show a form to type in."""
    user, case = user_of(request), case_of(request, key)
    draft = get_object_or_404(case.drafts, kind=kind)
    if not drafts.may_type(user, case, kind):
        return redirect("case", key=case.key)
    table = draft.table
    told = advised(case) if kind == "target" else Advised()
    proofs = _proofs(case, kind, table) if kind != "target" else {}
    asked = Job.objects.filter(kind="advise", about=str(case.key))
    amounts, judged = _amounts(table), judge(case, table, kind)
    context = {
        "advice": {one.name: one for one in told.rows if one.text}, "offers": told.others,
        "advising": asked.first() if kind == "target" else None,
        "case": case, "kind": kind, "title": KINDS[kind], "draft": draft, "table": table,
        "groups": _groups(table), "judged": judged, "titles": lambda printed: CellPath.parse(printed).title,
        "causes": standards()["causes"]["names"], "likely": list(standards()["outlook"].values()),
        "remarks": list(case.remarks.select_related("by")) if kind == "target" else [],
        "upload": _pictured(draft.upload), "places": _places(table), "proofs": proofs,
        "unsure": [str(path) for path in unsure_cells(table)],
        "evidence": _evidence(case, kind) if kind != "target" else [], "twins": twins(case),
        "marked": marked_in(judged), "unproven": _unproven(case, kind, table),
        "amounts": amounts, "more": not amounts.keys() <= set(_USUAL),
        "bands": [band.name for band in rubrics()[RUBRIC].bands],
    }  # fmt: skip
    return render(request, "typing.html", context)


_USUAL = ("annual.total", "annual.fiscal_appropriation", "annual.other", "annual.carried_over")


def _amounts(table: TargetTable) -> dict[str, str]:
    """The amounts a table states, by their paths below `funding`."""
    stated = [(path.name, text) for path, text in cells(table) if path.name in AMOUNTS]
    return {name.removeprefix("funding."): text for name, text in stated}


def _pictured(upload: Upload | None) -> Upload | None:
    """Give the document a form was read from, if its pages can be shown."""
    return upload if upload and picture_of(upload.digest, 1).exists() else None


def _places(table: TargetTable) -> dict[str, Any]:
    """Give where each cell was read, for the page beside the form."""
    rows = {
        str(CellPath.in_row(place, column)): row.evidence
        for place, row in enumerate(table.indicators) for column in ("name", "target")
    }  # fmt: skip
    return {**table.evidence, **rows}


def _proofs(case: Case, kind: str, table: TargetTable) -> dict[int, str]:
    """Give what the records say of each row, in words, for who types beside it."""
    return {place: one.told for place, one in beside(proofs_of(case, kind), table).items()}


def marked_in(judged: Judged) -> list[str]:
    """Give the cells on which a finding stands that has no reason."""
    return sorted({f.place for f, reason in judged.findings if f.place and reason is None})


def _unproven(case: Case, kind: str, table: TargetTable) -> list[str]:
    """Name the rows of a self-evaluation that still need a file to prove them."""
    places = case_moves.unproven_rows(case, table) if kind == "evaluation" else []
    return [f"“{table.indicators[place].name}”" for place in places]


def _evidence(case: Case, kind: str) -> list[tuple[Evidence, bool]]:
    """Give the files that prove typed values, and whether each may still be taken back."""
    may_drop = drafts.may_drop(case)
    files = case.evidence.filter(kind=kind).select_related("by")
    return [(file, may_drop(file)) for file in files]


def _groups(table: TargetTable) -> list[tuple[str, str | None, list[tuple[int, Any]]]]:
    """Give the rows below the aspects of the framework, empty aspects too."""
    of = frameworks()[_FRAMEWORK].dimension_of
    rows = list(enumerate(table.indicators))
    groups = [
        (dimension, aspect, [(n, row) for n, row in rows if row.aspect == aspect])
        for aspect, dimension in of.items()
    ]
    rest = [(n, row) for n, row in rows if row.aspect not in of]
    return [*groups, *([("其他", None, rest)] if rest else [])]


@login_required
@require_POST
def type_cell(request: HttpRequest, key: uuid.UUID, kind: str) -> HttpResponse:
    """Take what was typed into a cell, or a row added or removed; tell the new findings."""
    user, case = user_of(request), case_of(request, key)
    if kind not in KINDS:
        raise Http404
    try:
        told = msgspec.json.decode(request.body, type=Change)
    except (msgspec.MsgspecError, RawPostDataException, RecursionError, ValueError) as error:
        message = "页面发来的内容不完整，请刷新后再试。"
        raise CannotEdit(message) from error
    title, change = _change(kind, told)
    draft = drafts.type_into(case, kind, user, told.token, title, change)
    return _typed(request, case, kind, draft.table, draft.revision)


class Change(msgspec.Struct, frozen=True):
    """A change that a page sends: `token` tells one that is sent again."""

    token: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    action: Literal["cell", "confirm", "offer", "add", "remove"] = "cell"
    path: Annotated[str, msgspec.Meta(max_length=100)] = ""
    text: Annotated[str, msgspec.Meta(max_length=20_000)] = ""
    name: Annotated[str, msgspec.Meta(max_length=500)] = ""
    aspect: str = ""
    place: int = -1


_COLUMNS_TYPED = {
    "monitoring": ("actual", "expected", "causes", "reason", "likelihood", "remark"),
    "evaluation": ("actual", "weight", "reason"),
}
"""What of the rows is typed into the forms of a year; what was promised stands as approved."""
_FIELDS_TYPED = {"monitoring": (), "evaluation": ("objective_achieved",)}


def _is_typed(kind: str, path: CellPath) -> bool:
    """Whether a cell of a form is typed, and not there as it was approved."""
    if kind == "target":
        return True
    if path.row is not None:
        return path.name in _COLUMNS_TYPED[kind]
    return path.name in _FIELDS_TYPED[kind] or path.name.startswith("budget_execution.")


def _change(kind: str, told: Change) -> tuple[str, Callable[[TargetTable], TargetTable]]:
    path, text = CellPath.parse(told.path), told.text
    if kind != "target" and (told.action != "cell" or not _is_typed(kind, path)):
        message = f"“{path.title or '行'}”是批复过的，不能在{KINDS[kind]}上改；要改请申请调整目标。"
        raise CannotEdit(message)
    if told.action == "cell":
        return path.title, lambda table: _with_known_causes(edit(table, path, text))
    if told.action == "confirm":
        return f"核对 {path.title}", partial(confirm, path=path)
    if told.action == "remove":
        return "删去一行", partial(remove_row, path=CellPath.in_row(told.place))
    dimension = frameworks()[_FRAMEWORK].dimension_of.get(told.aspect)
    if dimension is None:
        message = f"没有“{told.aspect[:20]}”这个二级指标，请刷新页面再加。"
        raise CannotEdit(message)
    if told.action == "add":
        return "增加一行", partial(add_row, dimension=dimension, aspect=told.aspect)
    return "从指标库加一行", partial(
        add_row, dimension=dimension, aspect=told.aspect, name=clean(told.name), value=clean(text)
    )


def _with_known_causes(table: TargetTable) -> TargetTable:
    """Give a table back whose causes are those of the form; another belongs into the reason."""
    known = standards()["causes"]["names"]
    if strange := [cause for row in table.indicators for cause in row.causes if cause not in known]:
        message = f"“{strange[0]}”不是表上的原因类别；可写 {'、'.join(known)}，具体情况写在说明里。"
        raise CannotEdit(message)
    return table


def _typed(
    request: HttpRequest, case: Case, kind: str, table: TargetTable, revision: int
) -> JsonResponse:
    judged = judge(case, table, kind)
    panel = render_to_string(
        "findings.html",
        {"judged": judged, "case": case, "may_reason": kind == "target"},
        request,
    )
    told = {
        "revision": revision, "findings": panel, "marked": marked_in(judged),
        "unsure": [str(path) for path in unsure_cells(table)],
    }  # fmt: skip
    return JsonResponse(told | ({"values": _counted(table)} if kind == "evaluation" else {}))


def _counted(table: TargetTable) -> dict[str, str]:
    """Give the cells that are counted as somebody types: points, and the rate of execution."""
    counted = {
        str(path): text
        for path, text in cells(table)
        if path.name.rpartition(".")[2] in ("score", "weight")
    }
    spent = table.budget_execution
    rate = spent.total.rate if spent else None
    total = table.total_score
    return counted | {
        "budget_execution.total.rate": "" if rate is None else f"{rate:f}",
        "total": gettext("还缺值或原因，没有总分。")
        if total is None
        else gettext("总分 %(total_score)s") % {"total_score": f"{total:f}"},
    }


@login_required
@require_POST
def take_back(request: HttpRequest, key: uuid.UUID, kind: str) -> HttpResponse:
    """Take back the last change of a draft."""
    try:
        title = drafts.undo(case_of(request, key), kind, user_of(request))
    except CannotEdit as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("已撤销：%(what)s") % {"what": title})
    return redirect("write", key=key, kind=kind)
