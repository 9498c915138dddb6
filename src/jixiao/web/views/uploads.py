"""Documents brought in: read in the background, their tables begun as cases."""

import uuid

import msgspec
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from jixiao.targets import TargetTable
from jixiao.web import jobs
from jixiao.web.background.document_reading import picture_of, reading_of
from jixiao.web.models import Case, Draft, Job, Organisation, Upload, User
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
        files = request.FILES.getlist("file")
        if not files:
            messages.error(request, "请选择文件。")
            return redirect("uploads")
        uploads = [_take(request, file) for file in files]
        is_single = len(uploads) == 1
        return (
            redirect("upload", pk=uploads[0].pk) if is_single else redirect("uploads")
        )
    uploads = list(user.uploads.all()[:_MOST_LISTED])
    context = {
        "uploads": uploads,
        "under_way": any(upload.state in _UNDER_WAY for upload in uploads),
        "readings": {upload.pk: reading_of(upload) for upload in uploads},
        "units": clerk_units(user),
    }
    part = request.headers.get("HX-Request") == "true"
    return render(request, "uploads_list.html" if part else "uploads.html", context)


_MOST_LISTED = 50
_UNDER_WAY = ("waiting", "reading")


def _take(request: HttpRequest, file: "UploadedFile[bytes]") -> Upload:
    """Keep a file that was brought, and have it read."""
    user, name = user_of(request), file.name or "文件"
    digest, size = stored_files.keep(file.chunks(), name)
    upload = Upload.objects.create(digest=digest, name=name[:255], size=size, by=user)
    jobs.begin(user, "read", f"读 {upload.name}", str(upload.pk))
    note(request, "上传", upload.name)
    return upload


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
    case = _begin_from(request, upload, reading.tables[number], unit)
    return redirect("write", key=case.key, kind="target")


@login_required
@require_POST
def begin_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a case from each table of a document, all or none; where there is one it is opened."""
    user = user_of(request)
    upload = get_object_or_404(user.uploads, pk=pk, state="read")
    reading = reading_of(upload)
    unit = _chosen_unit(request.POST.get("unit", ""), user)
    if reading is None or unit is None or not reading.tables:
        raise Http404
    with transaction.atomic():
        cases = [_begin_from(request, upload, table, unit) for table in reading.tables]
    if len(cases) == 1:
        return redirect("write", key=cases[0].key, kind="target")
    message = gettext("已新建 %(count)s 个项目，请逐个核对后提交。")
    messages.success(request, message % {"count": len(cases)})
    return redirect("desk")


def _begin_from(
    request: HttpRequest, upload: Upload, table: TargetTable, unit: Organisation
) -> Case:
    """Begin a case of a unit from a table that was read."""
    year = year_of_forms(table.fiscal_year or timezone.localdate().year)
    of_year = msgspec.structs.replace(table, fiscal_year=year)
    case = case_moves.begin_case(user_of(request), unit, year, of_year)
    case.drafts.update(upload=upload)
    note(request, "新建", str(case))
    return case


def _chosen_unit(asked: str, user: User) -> Organisation | None:
    """The unit that was asked for, of those whose clerk somebody is; without a wish the first."""
    units = clerk_units(user)
    return next((unit for unit in units if not asked or str(unit.pk) == asked), None)
