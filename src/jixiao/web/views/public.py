"""What was disclosed, for everybody: tables of units and years, as pages, forms and data."""

import uuid
from collections.abc import Sequence
from typing import Any

import msgspec
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from jixiao import cycle
from jixiao.publication import Rendition, for_the_public, form_bytes
from jixiao.publication.forms import lay_out
from jixiao.targets import TargetTable
from jixiao.web.models import Case, Organisation, Table
from jixiao.web.running.counts import counted
from jixiao.web.template_environment import whole_number
from jixiao.web.views.desk import Counted

PAGE = 50
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List what was disclosed: by year, unit and words."""
    told = request.GET
    words, year = told.get("words", "").strip()[:50], told.get("year", "")
    level = told.get("level", "") if told.get("level") in Organisation.AREAS else ""
    found = Case.objects.filter(published__isnull=False).select_related("unit", "published")
    if wanted := whole_number(year):
        found = found.filter(year=wanted)
    if level:
        found = found.filter(disclosed__area__level=level)
    if words:
        found = found.filter(Q(public_name__icontains=words) | Q(unit__name__icontains=words))
    ordered = found.order_by("-year", "public_name", "pk")
    # Levels are known once the worker has put the figures: later than the move that is counted by.
    name = None if words or level else f"public {year}"
    page = Counted(ordered, PAGE, name).get_page(told.get("page"))
    kept = told.copy()
    kept.pop("page", None)
    context = {
        "page": page,
        "years": years_disclosed(),
        "words": words,
        "year": year,
        "level": level,
        "levels": Organisation.AREAS,
        "query": kept.urlencode(),
    }
    return render(request, "public_list.html", context)


@require_safe
def table(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show a disclosed table as its form prints it, with the result where it was disclosed."""
    case = _published(key)
    shown = rendition_of(case.published)
    result = rendition_of(case.result) if case.result else None
    others = Case.objects.filter(
        public_name=case.public_name, unit=case.unit, published__isnull=False
    )
    context: dict[str, Any] = {
        "case": case, "sheet": lay_out(shown.table), "result": lay_out(result.table) if result else None,
        "checked": cycle.replay(case.ledger()).checked if result else None,
        "held_back": [*shown.held_back, *(result.held_back if result else ())],
        "others": others.exclude(pk=case.pk).order_by("-year"),
    }  # fmt: skip
    return render(request, "public_table.html", context)


@require_safe
def download(request: HttpRequest, key: uuid.UUID, suffix: str) -> HttpResponse:  # noqa: ARG001
    """Give a disclosed table as a form or as data."""
    case = _published(key)
    return attachment(
        [rendition_of(case.published).table], suffix, f"{case.year}-{case.public_name}"
    )


@require_safe
def download_result(request: HttpRequest, key: uuid.UUID, suffix: str) -> HttpResponse:  # noqa: ARG001
    """Give a disclosed self-evaluation as a form or as data."""
    case = _published(key)
    if case.result is None:
        raise Http404
    return attachment(
        [rendition_of(case.result).table], suffix, f"{case.year}-{case.public_name}-自评"
    )


def attachment(tables: Sequence[TargetTable], suffix: str, name: str) -> HttpResponse:
    """Give tables as a file to keep: its type is what it says, and no browser runs it."""
    body = msgspec.json.encode(tables) if suffix == "json" else form_bytes(tables, suffix)
    return as_file(body, suffix, name)


def as_file(body: bytes, suffix: str, name: str) -> HttpResponse:
    """Give what a browser keeps and does not show."""
    response = HttpResponse(body, content_type=_TYPES[suffix])
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=f"{name}.{suffix}") or "attachment"
    )
    return response


def years_disclosed() -> list[int]:
    """Give the years of which something was disclosed, the last first."""
    found = Case.objects.filter(published__isnull=False).order_by("-year")
    return counted("public years", lambda: list(found.values_list("year", flat=True).distinct()))


def rendition_of(table: Table | None) -> Rendition:
    """Give a table that was disclosed as the public may see it.

    Raises:
        Http404: there is none.
    """
    if table is None:
        raise Http404
    return for_the_public(table.content)


def _published(key: uuid.UUID) -> Case:
    return get_object_or_404(
        Case.objects.select_related("unit", "published", "result"), key=key, published__isnull=False
    )
