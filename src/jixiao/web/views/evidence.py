"""Files that prove typed values: attached, taken back while nobody was shown them, given back."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from jixiao.cell_path import CellPath
from jixiao.targets.draft_table import RowGone
from jixiao.web.models import Draft, Evidence
from jixiao.web.people.access import user_of
from jixiao.web.running import stored_files
from jixiao.web.sealing import check_rows
from jixiao.web.trail import note
from jixiao.web.views.cases import case_of
from jixiao.web.work import drafts


@login_required
@require_POST
def attach(request: HttpRequest, key: uuid.UUID, kind: str) -> HttpResponse:
    """Take a file that proves a typed value."""
    user, case = user_of(request), case_of(request, key)
    file = request.FILES.get("file")
    cell = CellPath.parse(request.POST.get("place", "")[:200])
    with drafts.held_open(case, kind, user) as draft:
        if file is None:
            messages.error(request, "请选择一个文件。")
        elif (about := _about(draft, cell)) is None:
            message = "要证明的那一条已经不在表上，文件没有附上。请重新选择证明哪一条。"
            messages.error(request, message)
        else:
            _keep(
                Evidence(case=case, kind=kind, place=str(cell), about=about, by=user),
                file,
            )
            note(request, "附证明", f"{case}：{file.name}")
    return redirect("write", key=key, kind=kind)


def _about(draft: Draft, cell: CellPath) -> str | None:
    """What a form calls a cell, its row named by its id; None where there is no such row."""
    if isinstance(cell.row, int):
        return None
    try:
        return draft.typed.named(cell)
    except RowGone:
        return None


def _keep(evidence: Evidence, file: UploadedFile[Any]) -> None:
    name = file.name or ""
    stored_files.check_proof(name, file.read(stored_files.HEAD))
    file.seek(0)
    evidence.digest, evidence.size = stored_files.keep(file.chunks(), name or "文件")
    evidence.name = (name or "文件")[:255]
    evidence.save()


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
