"""A form being typed: its cells, what the checks find at once, undoing."""

import uuid
from collections.abc import Iterator
from typing import Any

import msgspec
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from jixiao.cell_path import (
    AMOUNTS,
    EXECUTION,
    OFTEN_PRINTED,
    OTHER_FIELDS,
    SOURCES,
    CellPath,
    RowId,
)
from jixiao.evaluation import rubrics
from jixiao.evaluation.midyear import standards
from jixiao.evidence import Evidence as PrintedAt
from jixiao.targets import BudgetExecution, Indicator, frameworks
from jixiao.targets.draft_table import DraftTable, RowGone
from jixiao.targets.editing import CannotEdit, unsure_cells
from jixiao.web.background.document_reading import picture_of
from jixiao.web.language import in_language
from jixiao.web.library_words import spoken
from jixiao.web.models import Case, Draft, Evidence, Job, Upload
from jixiao.web.people.access import user_of
from jixiao.web.request_values import wants_data, whole_number
from jixiao.web.views.cases import KINDS, case_of, twins
from jixiao.web.views.errors import signed_out
from jixiao.web.views.findings import marked_in
from jixiao.web.work import case_moves, drafts
from jixiao.web.work.clashes import ChangedSince, text_at, texts_of
from jixiao.web.work.findings import judge
from jixiao.web.work.proofs import beside, proofs_of
from jixiao.web.work.rescoring import RUBRIC
from jixiao.web.work.suggestions import advised
from jixiao.web.work.typed_changes import (
    FRAMEWORK,
    Change,
    is_rate,
    made_by,
    replaced_by,
)


@login_required
@require_safe
def write(request: HttpRequest, key: uuid.UUID, kind: str) -> HttpResponse:
    """Show a form to type in."""
    user, case = user_of(request), case_of(request, key)
    draft = get_object_or_404(case.drafts, kind=kind)
    if not drafts.may_type(user, case, kind):
        return redirect("case", key=case.key)
    judged = judge(case, draft.table, kind).by_id(draft.typed)
    context = {
        "twins": twins(case),
        "upload": _pictured(draft.upload),
        **_form_context(case, draft),
        "judged": judged,
        "marked": marked_in(judged),
    }
    return render(request, "typing.html", context)


@login_required
@require_safe
def sheet(request: HttpRequest, key: uuid.UUID, kind: str) -> HttpResponse:
    """Return the cells of a form as they stand now, for a page that has it open already.

    The page lays it over what it shows, row by row, by the rows' ids.
    """
    user, case = user_of(request), case_of(request, key)
    draft = get_object_or_404(case.drafts, kind=kind)
    if not drafts.may_type(user, case, kind):
        return redirect("case", key=case.key)
    context = _form_context(case, draft)
    parts = ["typing_sheet.html"] + ["typing_evidence.html"] * (kind != "target")
    page = "".join(render_to_string(part, context, request) for part in parts)
    return HttpResponse(page)


def _form_context(case: Case, draft: Draft) -> dict[str, Any]:
    """What stands in a form and beside its cells.

    What the checks find stands beside it too, but that the page asks for by itself.
    """
    kind, typed = draft.kind, draft.typed
    beside_form = (
        _target_context(case)
        if kind == "target"
        else _results_context(case, kind, typed)
    )
    return {
        "case": case,
        "kind": kind,
        "title": KINDS[kind],
        "revision": draft.revision,
        **_cells_context(typed),
        **beside_form,
    }


def _cells_context(typed: DraftTable) -> dict[str, Any]:
    """The cells of a form, with what is known of them."""
    texts = dict(texts_of(typed))
    stated = [cell for cell in texts if cell in AMOUNTS]
    return {
        "table": typed.table,
        "row_ids": typed.row_ids,
        "groups": _groups(typed),
        "cell_in": _cell_in,
        "titles": lambda printed: _title(typed.place_of(CellPath.parse(printed))),
        "places": _places(typed),
        "unsure": _unsure(typed),
        "marked": (),
        "texts": texts,
        "more": not set(_USUAL).issuperset(stated),
        "other_fields": _other_fields(typed),
        "by_source": any(path.startswith(_SOURCES) for path in texts),
    }


def _target_context(case: Case) -> dict[str, Any]:
    """What stands beside a target table: suggestions, and the remarks of reviewers."""
    suggested = advised(case)
    return {
        "advice": {advice.name: advice for advice in suggested.rows if advice.text},
        "offers": suggested.others,
        "advising": Job.objects.filter(kind="advise", about=str(case.key)).first(),
        "remarks": list(case.remarks.select_related("by")),
        "proofs": {},
        "evidence": [],
        "files_of": {},
        "filling": None,
    }


def _results_context(case: Case, kind: str, typed: DraftTable) -> dict[str, Any]:
    """What stands beside a form of the year: the records, files, and the words one may choose."""
    words = standards()
    return {
        "proofs": _proofs(case, kind, typed),
        **_evidence(case, kind, typed),
        "unproven": _unproven(case, kind, typed),
        "filling": filling_job(case, kind),
        "causes": words["causes"]["names"],
        "likely": list(words["outlook"].values()),
        "bands": [band.name for band in rubrics()[RUBRIC].bands],
        "remarks": [],
    }


_USUAL = (
    "funding.annual.total",
    "funding.annual.fiscal_appropriation",
    "funding.annual.other",
    "funding.annual.carried_over",
)
"""The amounts that every form has; the others are folded unless one is stated."""


_SOURCES = tuple(f"budget_execution.{source}." for source in SOURCES)


def _other_fields(typed: DraftTable) -> list[tuple[str, str]]:
    """The fields known by their labels, those that the form prints first: address and label."""
    labels = dict.fromkeys((*typed.table.other_fields, *OFTEN_PRINTED))
    return [(f"{OTHER_FIELDS}{label}", label) for label in labels]


def _title(cell: CellPath) -> str:
    """What a cell is called in the page's language: 第 3 条 指标值."""
    if not isinstance(cell.row, int):
        block, _, column = cell.name.rpartition(".")
        if source := SOURCES.get(block.removeprefix("budget_execution.")):
            return f"{in_language(source)}{in_language(EXECUTION[column])}"
        return in_language(cell.word)
    words = {"place": cell.row + 1, "column": in_language(cell.word)}
    return gettext("第 %(place)s 条 %(column)s") % words


def _pictured(upload: Upload | None) -> Upload | None:
    """The document a form was read from, if its pages can be shown."""
    return upload if upload and picture_of(upload.digest, 1).exists() else None


def _cell_in(row_id: RowId, column: str = "") -> str:
    """The address of a cell of a row, as the page holds it."""
    return str(CellPath.in_row(row_id, column))


def _rows(typed: DraftTable) -> Iterator[tuple[RowId, Indicator]]:
    return zip(typed.row_ids, typed.table.indicators, strict=True)


def _places(typed: DraftTable) -> dict[str, PrintedAt]:
    """Where each cell was read, for the page beside the form."""
    places = dict(typed.table.evidence)
    for row_id, row in _rows(typed):
        for column in ("name", "target"):
            places[_cell_in(row_id, column)] = row.evidence
    return places


def _unsure(typed: DraftTable) -> list[str]:
    """The addresses of the cells and rows that a recogniser was not sure of."""
    return [str(typed.by_id(path)) for path in unsure_cells(typed.table)]


def _proofs(case: Case, kind: str, typed: DraftTable) -> dict[RowId, str]:
    """What the records say of each row, in words, for who types beside it."""
    proofs = beside(proofs_of(case, kind), typed.table)
    return {typed.row_ids[place]: proof.in_words for place, proof in proofs.items()}


def _unproven(case: Case, kind: str, typed: DraftTable) -> list[str]:
    """The names of the rows of a self-evaluation that still need a file to prove them."""
    places = case_moves.unproven_rows(case, typed) if kind == "evaluation" else []
    return [f"“{typed.table.indicators[place].name}”" for place in places]


def _evidence(case: Case, kind: str, typed: DraftTable) -> dict[str, Any]:
    """The files that prove typed values: all, with whether each may be taken back; and row by row."""
    may_drop = drafts.may_drop(case)
    files = list(case.evidence.filter(kind=kind).select_related("by"))
    of_rows: dict[RowId, list[Evidence]] = {}
    for file in files:
        row = CellPath.parse(file.place).row
        if isinstance(row, str):
            of_rows.setdefault(row, []).append(file)
    return {
        "evidence": [(file, file.title(typed), may_drop(file)) for file in files],
        "files_of": of_rows,
    }


_Group = tuple[str, str | None, list[tuple[RowId, Indicator]]]


def _groups(typed: DraftTable) -> list[_Group]:
    """The rows below the dimension and aspect of the framework, empty aspects too."""
    dimension_of = frameworks()[FRAMEWORK].dimension_of
    rows = list(_rows(typed))
    groups: list[_Group] = []
    for aspect, dimension in dimension_of.items():
        of_aspect = [(row_id, row) for row_id, row in rows if row.aspect == aspect]
        groups.append((dimension, aspect, of_aspect))
    others = [(row_id, row) for row_id, row in rows if row.aspect not in dimension_of]
    if others:
        groups.append(("其他", None, others))
    return groups


@login_required
@require_POST
def type_cell(request: HttpRequest, key: uuid.UUID, kind: str) -> HttpResponse:
    """Take what was typed into a cell, or a row added or removed.

    What was typed into a row that is gone, or over what somebody else has typed since, is given back
    (409): the page keeps it.
    """
    user, case = user_of(request), case_of(request, key)
    if kind not in KINDS:
        raise Http404
    change = _change_in(request)
    if change.person and change.person != user.username:
        return signed_out(f"现在登录的是{user.full_name}，不是打开这一页的人。")
    path = CellPath.parse(change.path)
    try:
        title, made = made_by(kind, change, path)
        was = replaced_by(change, path)
        draft = drafts.type_into(case, kind, user, change.token, title, made, path, was)
    except RowGone as gone:
        return _handed_back(change, {"code": "row_gone", "detail": gone.cell}, gone)
    except ChangedSince as clash:
        fault = {"code": "changed", "detail": clash.cell, "now": clash.now}
        return _handed_back(change, fault, clash)
    return _typed(change, draft)


def _change_in(request: HttpRequest) -> Change:
    """Read a change.

    Raises:
        CannotEdit: it is none that a page of this version sends.
    """
    try:
        change = msgspec.json.decode(request.body, type=Change)
    except (
        msgspec.MsgspecError,
        RawPostDataException,
        RecursionError,
        ValueError,
    ) as error:
        message = "页面发来的内容不完整，请刷新后再试。"
        raise CannotEdit(message) from error
    return change


def _handed_back(
    change: Change, fault: dict[str, str], error: CannotEdit
) -> JsonResponse:
    """Give back what was typed and not kept, with why."""
    typed = {"path": change.path, "text": change.text}
    answer = {"error": {"message": spoken(str(error)), **fault}, "typed": typed}
    return JsonResponse(answer, status=409)


def _typed(change: Change, draft: Draft) -> JsonResponse:
    """Tell a page what its change came to: the text that was kept, and what was counted.

    What the checks find takes longer, and is asked for when nothing waits any more.
    """
    typed = draft.typed
    answer: dict[str, Any] = {"revision": draft.revision, "unsure": _unsure(typed)}
    if change.action == "cell":
        answer["text"] = text_at(typed, CellPath.parse(change.path))
    if change.action in ("add", "offer"):
        answer["row"] = _added_by(change.token, draft)
    if draft.kind != "target":
        answer["values"] = _counted(typed, draft.kind)
    return JsonResponse(answer)


def _added_by(token: str, draft: Draft) -> str:
    """The id of the row that a change added."""
    step = draft.steps.get(token=token)
    return next((row for row in draft.row_ids if row not in step.row_ids), "")


@login_required
@require_safe
def state(request: HttpRequest, key: uuid.UUID, kind: str) -> JsonResponse:
    """Tell an open page how a form stands: its revision, and how far the records have been asked."""
    case = case_of(request, key)
    draft = get_object_or_404(case.drafts, kind=kind)
    answer: dict[str, Any] = {"revision": draft.revision, "filling": None}
    if job := filling_job(case, kind):
        answer["filling"] = {
            "message": spoken(job.message),
            "done": job.done,
            "total": job.total,
        }
    return JsonResponse(answer)


def filling_job(case: Case, kind: str) -> Job | None:
    """The job that is filling a form from the records now."""
    under_way = Job.objects.filter(kind="prove", state__in=("waiting", "running"))
    return under_way.filter(about=f"{case.key} {kind}").first()


_RATES = tuple(
    f"budget_execution.{source}.rate" for source in BudgetExecution.__struct_fields__
)


def _counted(typed: DraftTable, kind: str) -> dict[str, str]:
    """The cells that are counted as somebody types: the rate of execution, points and their total."""
    texts = dict(texts_of(typed))
    counted = dict.fromkeys(_RATES, "")
    counted |= {path: text for path, text in texts.items() if is_rate(path)}
    if kind == "monitoring":
        return counted
    in_rows = (path for path in texts if path.endswith((".score", ".weight")))
    total = typed.table.total_score
    counted |= {path: texts[path] for path in in_rows}
    counted["total"] = (
        gettext("还缺值或原因，没有总分。")
        if total is None
        else gettext("总分 %(total_score)s") % {"total_score": f"{total:f}"}
    )
    return counted


@login_required
@require_POST
def take_back(request: HttpRequest, key: uuid.UUID, kind: str) -> HttpResponse:
    """Take back the last change of a draft, if it is the one that the page shows as its last."""
    case, user = case_of(request, key), user_of(request)
    seen = whole_number(request.POST.get("revision"))
    try:
        title = drafts.undo(case, kind, user, -1 if seen is None else seen)
    except CannotEdit as error:
        message, status = spoken(str(error)), 409
        messages.error(request, message)
    else:
        message, status = gettext("已撤销：%(what)s") % {"what": title}, 200
        messages.success(request, message)
    if not wants_data(request):
        return redirect("write", key=key, kind=kind)
    # The page tells it itself, not the next one.
    list(messages.get_messages(request))
    return JsonResponse({"message": message}, status=status)
