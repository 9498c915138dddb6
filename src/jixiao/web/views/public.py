"""What was disclosed, for everybody: tables of units and years, as pages, forms and data."""

import uuid
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from jixiao import cycle
from jixiao.publication import Rendition, for_the_public, form_bytes
from jixiao.publication.forms import lay_out
from jixiao.targets import TargetTable
from jixiao.web.language import SPOKEN
from jixiao.web.models import Case, Organisation, Table
from jixiao.web.request_values import whole_number
from jixiao.web.running.list_cache import cached_until_a_move
from jixiao.web.views.desk import CachedLengthPaginator, query_without_page
from jixiao.web.work.small_groups import result_for_the_public

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
    query = request.GET
    words, year = query.get("words", "").strip()[:50], query.get("year", "")
    level = chosen_level(request)
    cases = _narrowed(words, whole_number(year), level)
    # Levels are known once the worker has put the figures: later than the move that is counted by.
    name = None if words or level else f"public {year}"
    context = {
        "page": CachedLengthPaginator(cases, PAGE, name).get_page(query.get("page")),
        "line": public_line,
        "years": years_disclosed(),
        "words": words,
        "year": year,
        "level": level,
        "levels": Organisation.AREAS,
        "query": query_without_page(request),
    }
    return render(request, "public_list.html", context)


class PublicLine(NamedTuple):
    """What a list shows everybody of a disclosed table."""

    key: uuid.UUID
    public_name: str
    unit_id: int
    unit_name: str
    year: int
    public_budget: Decimal | None
    result_id: str | None

    @classmethod
    def of(cls, cases: QuerySet[Case]) -> QuerySet[Case, Any]:
        """What the list shows of each of some cases; whole tables are not asked for."""
        return cases.annotate(unit_name=F("unit__name")).values_list(*cls._fields)


def public_line(row: tuple[Any, ...]) -> str:
    """A line of a list for everybody."""
    return _painted(PublicLine(*row), SPOKEN.get())


@lru_cache(maxsize=20_000)
def _painted(case: PublicLine, _language: str) -> str:
    """A line, painted; it is the same until something it shows changes."""
    return mark_safe(render_to_string("public_line.html", {"case": case}))  # noqa: S308 — our own template


def _narrowed(words: str, year: int | None, level: str) -> QuerySet[Case, Any]:
    """The disclosed cases whose name or unit holds the words, of a year and a level if those are set."""
    cases = Case.objects.filter(published__isnull=False)
    if year:
        cases = cases.filter(year=year)
    if level:
        cases = cases.filter(disclosed__area__level=level)
    if words:
        cases = cases.filter(
            Q(public_name__icontains=words) | Q(unit__name__icontains=words)
        )
    return PublicLine.of(cases.order_by("-year", "public_name", "pk"))


@require_safe
def table(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show a disclosed table as its form prints it, with the result where it was disclosed."""
    case = _published(key)
    shown = rendition_of(case.published)
    result = result_for_the_public(case)
    state = cycle.replay(case.ledger())
    others = Case.objects.filter(
        public_name=case.public_name, unit=case.unit, published__isnull=False
    )
    context: dict[str, Any] = {
        "case": case,
        "sheet": lay_out(shown.table),
        "result": lay_out(result.table) if result else None,
        "adjusted": _adjusted(state, case),
        "checked": state.checked if result else None,
        "held_back": [*shown.held_back, *(result.held_back if result else ())],
        "others": others.exclude(pk=case.pk).order_by("-year"),
    }
    return render(request, "public_table.html", context)


def _adjusted(state: cycle.Case, case: Case) -> dict[str, Any] | None:
    """When the target was approved at first and when a change of it was, where the public may know.

    `out` says whether what is shown is the changed target. A change that may not be published yet is
    not told of.
    """
    if state.in_force is None or len({each.digest for each in state.approvals}) == 1:
        return None
    embargo, today = state.in_force.embargo, timezone.localdate()
    is_out = state.in_force.digest == case.published_id
    if not is_out and embargo and today < embargo:
        return None
    return {
        "first": state.approvals[0].at,
        "last": state.in_force.at,
        "out": is_out,
    }


@require_safe
def download(request: HttpRequest, key: uuid.UUID, suffix: str) -> HttpResponse:  # noqa: ARG001
    """A disclosed table as a form or as data."""
    case = _published(key)
    return attachment(
        [rendition_of(case.published).table], suffix, f"{case.year}-{case.public_name}"
    )


@require_safe
def download_result(request: HttpRequest, key: uuid.UUID, suffix: str) -> HttpResponse:  # noqa: ARG001
    """A disclosed self-evaluation as a form or as data."""
    case = _published(key)
    result = result_for_the_public(case)
    if result is None:
        raise Http404
    return attachment(
        [result.table],
        suffix,
        f"{case.year}-{case.public_name}-自评",
    )


def attachment(tables: Sequence[TargetTable], suffix: str, name: str) -> HttpResponse:
    """Tables as a file to keep: its type is what it says, and no browser runs it."""
    body = (
        msgspec.json.encode(tables) if suffix == "json" else form_bytes(tables, suffix)
    )
    return as_file(body, suffix, name)


def as_file(body: bytes, suffix: str, name: str) -> HttpResponse:
    """An answer that a browser keeps and does not show."""
    response = HttpResponse(body, content_type=_TYPES[suffix])
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=f"{name}.{suffix}")
        or "attachment"
    )
    return response


def years_disclosed() -> list[int]:
    """The years of which something was disclosed, the last first."""
    cases = Case.objects.filter(published__isnull=False).order_by("-year")
    years = cases.values_list("year", flat=True).distinct()
    return cached_until_a_move("public years", lambda: list(years))


def chosen_year(request: HttpRequest) -> tuple[list[int], int]:
    """The years of which something was disclosed, and the one asked for: else the last."""
    years, asked = years_disclosed(), whole_number(request.GET.get("year")) or 0
    if asked in years:
        return years, asked
    return years, years[0] if years else 0


def chosen_level(request: HttpRequest) -> str:
    """The level of areas that a list is narrowed to; "" for all."""
    level = request.GET.get("level", "")
    return level if level in Organisation.AREAS else ""


def rendition_of(table: Table | None) -> Rendition:
    """A table that was disclosed, as the public may see it.

    Raises:
        Http404: there is none.
    """
    if table is None:
        raise Http404
    return for_the_public(table.content)


def _published(key: uuid.UUID) -> Case:
    return get_object_or_404(
        Case.objects.select_related("unit", "published", "result"),
        key=key,
        published__isnull=False,
    )
