"""Documents brought in: read in the background, their tables begun as cases."""

import uuid

import msgspec
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from jixiao.web import jobs
from jixiao.web.background.document_reading import picture_of, reading_of
from jixiao.web.models import Draft, Job, Organisation, Upload, User
from jixiao.web.people.access import clerk_units, user_of
from jixiao.web.running import stored_files
from jixiao.web.trail import note
from jixiao.web.views.case_begin import year_of_forms
from jixiao.web.views.cases import case_of
from jixiao.web.work import case_moves


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Take a document, and list those one has brought."""
    user = user_of(request)
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is None:
            messages.error(request, "请选择一个文件。")
            return redirect("uploads")
        name = file.name or "文件"
        digest, size = stored_files.keep(file.chunks(), name)
        upload = Upload.objects.create(
            digest=digest, name=name[:255], size=size, by=user
        )
        jobs.begin(user, "read", f"读 {upload.name}", str(upload.pk))
        note(request, "上传", upload.name)
        return redirect("upload", pk=upload.pk)
    return render(request, "uploads.html", {"uploads": user.uploads.all()[:50]})


@login_required
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was read in a document."""
    user = user_of(request)
    upload = get_object_or_404(user.uploads, pk=pk)
    job = Job.objects.filter(kind="read", about=str(upload.pk)).first()
    units = clerk_units(user)
    context = {
        "upload": upload,
        "job": job,
        "reading": reading_of(upload),
        "units": units,
    }
    part = request.headers.get("HX-Request") == "true"
    return render(request, "upload_state.html" if part else "upload.html", context)


@login_required
@require_safe
def picture(request: HttpRequest, pk: int, page: int) -> FileResponse:
    """The picture of a page, for who brought the document and who sees a case begun from it."""
    user = user_of(request)
    upload = get_object_or_404(Upload, pk=pk)
    if upload.by_id != user.pk:
        drafts = Draft.objects.filter(upload=upload).select_related("case")
        if not any(_sees(request, draft.case.key) for draft in drafts):
            raise Http404
    path = picture_of(upload.digest, page)
    if not path.exists():
        raise Http404
    return FileResponse(path.open("rb"), content_type="image/png")


def _sees(request: HttpRequest, key: uuid.UUID) -> bool:
    try:
        case_of(request, key)
    except Http404:
        return False
    return True


@login_required
@require_POST
def begin(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Begin a case from a table of a document."""
    user = user_of(request)
    upload = get_object_or_404(user.uploads, pk=pk, state="read")
    reading = reading_of(upload)
    unit = _chosen_unit(request.POST.get("unit", ""), user)
    if reading is None or unit is None or number >= len(reading.tables):
        raise Http404
    table = reading.tables[number]
    year = year_of_forms(table.fiscal_year or timezone.localdate().year)
    case = case_moves.begin_case(
        user, unit, year, msgspec.structs.replace(table, fiscal_year=year)
    )
    case.drafts.update(upload=upload)
    note(request, "新建", str(case))
    return redirect("write", key=case.key, kind="target")


def _chosen_unit(asked: str, user: User) -> Organisation | None:
    """The unit that was asked for, of those whose clerk somebody is; without a wish the first."""
    units = clerk_units(user)
    return next((unit for unit in units if not asked or str(unit.pk) == asked), None)
