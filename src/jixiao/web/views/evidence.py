"""Files that prove typed values: attached, taken back while nobody was shown them, given back."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from jixiao.cell_path import CellPath
from jixiao.targets.draft_table import RowGone
from jixiao.web.models import Case, Draft, Evidence, User
from jixiao.web.people.access import user_of
from jixiao.web.request_values import wants_data
from jixiao.web.running import stored_files
from jixiao.web.sealing import check_rows
from jixiao.web.trail import note
from jixiao.web.views.cases import case_of
from jixiao.web.work import drafts


@login_required
@require_POST
def attach(request: HttpRequest, key: uuid.UUID, kind: str) -> HttpResponse:
    """Take a file that proves one typed value, or several; the whole form only where somebody says so."""
    user, case = user_of(request), case_of(request, key)
    file = request.FILES.get("file")
    with drafts.held_open(case, kind, user) as draft:
        proven = _proven_by(request, draft)
        if file is None:
            return _answer(request, key, kind, "请选择一个文件。", refused=True)
        if isinstance(proven, str):
            return _answer(request, key, kind, proven, refused=True)
        _keep(case, kind, proven, user, file)
        note(request, "附证明", f"{case}：{file.name}")
    message = gettext("已附上“%(name)s”。") % {"name": file.name}
    return _answer(request, key, kind, message)


def _proven_by(request: HttpRequest, draft: Draft) -> dict[str, str] | str:
    """What the file is to prove: cells with what the form calls them; or why that is not known.

    A file for the whole form proves "", and only where somebody said so.
    """
    cells = [CellPath.parse(place[:200]) for place in request.POST.getlist("place")]
    if request.POST.get("whole"):
        return {"": ""}
    if not any(map(str, cells)):
        return "请选择证明哪一条；证明整张表的，请勾选“整张表”。"
    abouts = {str(cell): _about(draft, cell) for cell in cells[:_MOST_ROWS]}
    if None in abouts.values():
        return "要证明的那一条已经不在表上，文件没有附上。请重新选择证明哪一条。"
    return {cell: about or "" for cell, about in abouts.items()}


_MOST_ROWS = 500


def _answer(
    request: HttpRequest,
    key: uuid.UUID,
    kind: str,
    message: str,
    *,
    refused: bool = False,
) -> HttpResponse:
    """Tell a page, or the next one, what came of a file."""
    if wants_data(request):
        answer = {"error": {"message": message}} if refused else {"message": message}
        return JsonResponse(answer, status=400 if refused else 200)
    (messages.error if refused else messages.success)(request, message)
    return redirect("write", key=key, kind=kind)


def _about(draft: Draft, cell: CellPath) -> str | None:
    """What a form calls a cell, its row named by its id; None where there is no such row."""
    if isinstance(cell.row, int):
        return None
    try:
        return draft.typed.named(cell)
    except RowGone:
        return None


def _keep(
    case: Case,
    kind: str,
    proven: Mapping[str, str],
    user: User,
    file: UploadedFile[Any],
) -> None:
    """Keep a file once, and a line for each cell that it proves."""
    name = file.name or ""
    stored_files.check_proof(name, file.read(stored_files.HEAD))
    file.seek(0)
    digest, size = stored_files.keep(file.chunks(), name or "文件")
    for place, about in proven.items():
        Evidence.objects.create(
            case=case,
            kind=kind,
            place=place,
            about=about,
            by=user,
            digest=digest,
            size=size,
            name=(name or "文件")[:255],
        )


@login_required
@require_POST
def drop(request: HttpRequest, key: uuid.UUID, kind: str, pk: int) -> HttpResponse:
    """Take back a file that was attached by mistake, as long as nobody was shown it."""
    user, case = user_of(request), case_of(request, key)
    evidence = get_object_or_404(case.evidence, pk=pk, kind=kind)
    with drafts.held_open(case, kind, user):
        if not drafts.may_drop(case)(evidence):
            message = "这个附件已经随表报送过，不能撤下；可以另附一份新的。"
            raise drafts.NotYours(message)
        evidence.delete()
    note(request, "撤下附件", f"{case}：{evidence.name}")
    messages.success(request, gettext("已撤下“%(name)s”。") % {"name": evidence.name})
    return redirect("write", key=key, kind=kind)


@login_required
@require_safe
def download(request: HttpRequest, key: uuid.UUID, pk: int) -> FileResponse:
    """A file given back as a download: no browser runs it."""
    case = case_of(request, key)
    evidence = get_object_or_404(case.evidence, pk=pk)
    check_rows("evidence", [evidence])
    note(request, "下载附件", f"{case}：{evidence.name}")
    return FileResponse(
        stored_files.check_file(evidence.digest, evidence.name).open("rb"),
        as_attachment=True,
        filename=evidence.name,
        content_type="application/octet-stream",
    )
