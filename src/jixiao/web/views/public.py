"""What was disclosed, for everybody: tables of units and years, as pages, forms and data."""

import uuid
from collections.abc import Sequence
from typing import Any

import msgspec
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from jixiao.publication import form_bytes
from jixiao.publication.forms import lay_out
from jixiao.targets import TargetTable, dialect_named
from jixiao.web.counts import counted
from jixiao.web.models import Case
from jixiao.web.views.desk import Counted

PAGE = 50
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "json": "application/json",
}


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """List what was disclosed: by year, unit and words."""
    told = request.GET
    words, year = told.get("words", "").strip()[:50], told.get("year", "")
    found = Case.objects.filter(published__isnull=False).select_related("unit", "published")
    years = counted(
        "public years",
        lambda: list(found.order_by("-year").values_list("year", flat=True).distinct()),
    )
    if year.isdecimal():
        found = found.filter(year=int(year))
    if words:
        found = found.filter(Q(name__icontains=words) | Q(unit__name__icontains=words))
    ordered = found.order_by("-year", "name", "pk")
    page = Counted(ordered, PAGE, None if words else f"public {year}").get_page(told.get("page"))
    kept = told.copy()
    kept.pop("page", None)
    context = {
        "page": page,
        "years": years,
        "words": words,
        "year": year,
        "query": kept.urlencode(),
    }
    return render(request, "public_list.html", context)


@require_GET
def table(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show a disclosed table as its form prints it."""
    case, content = _published(key)
    sheet = lay_out(content, dialect_named(content.dialect))
    others = Case.objects.filter(name=case.name, unit=case.unit, published__isnull=False)
    context: dict[str, Any] = {
        "case": case, "sheet": sheet, "others": others.exclude(pk=case.pk).order_by("-year")
    }  # fmt: skip
    return render(request, "public_table.html", context)


@require_GET
def download(request: HttpRequest, key: uuid.UUID, suffix: str) -> HttpResponse:  # noqa: ARG001
    """Give a disclosed table as a form or as data."""
    case, content = _published(key)
    return attachment([content], suffix, f"{case.year}-{case.name}")


def attachment(tables: Sequence[TargetTable], suffix: str, name: str) -> HttpResponse:
    """Give tables as a file to keep: its type is what it says, and no browser runs it."""
    body = msgspec.json.encode(tables) if suffix == "json" else form_bytes(tables, suffix)
    response = HttpResponse(body, content_type=_TYPES[suffix])
    response.headers["Content-Disposition"] = _disposition(f"{name}.{suffix}")
    return response


def _disposition(name: str) -> str:
    from django.utils.http import content_disposition_header  # noqa: PLC0415 — one name of it

    return content_disposition_header(as_attachment=True, filename=name) or "attachment"


def _published(key: uuid.UUID) -> tuple[Case, TargetTable]:
    case = get_object_or_404(
        Case.objects.select_related("unit", "published"), key=key, published__isnull=False
    )
    assert case.published is not None  # noqa: S101 — asked for above
    return case, msgspec.structs.replace(case.published.content, evidence={}, notes=())
