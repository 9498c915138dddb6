"""What an organisation and those below it disclosed in a year: a page, and one file."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jixiao.errors import JixiaoError
from jixiao.publication import safe_cell
from jixiao.quantity import Bound, read_value
from jixiao.web.models import Case, Figure, Organisation
from jixiao.web.views.public import (
    PAGE,
    PublicLine,
    as_file,
    attachment,
    public_line,
    rendition_of,
)

_MOST_SHEETS = 300
"""Forms in one workbook."""
_HEADS = (
    "年度",
    "单位",
    "项目",
    "指标",
    "指标值",
    "承诺数",
    "单位（折算后）",
    "实际完成值",
    "实际数",
    "可比口径",
)


@require_safe
def place(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Show what an organisation disclosed in a year, and the areas below it."""
    organisation, cases = _cases_of(pk, year)
    disclosed = Case.objects.filter(published__isnull=False)
    years = disclosed.filter(unit__path__startswith=organisation.path).order_by("-year")
    telling = disclosed.filter(unit__path__startswith=OuterRef("path"))
    context = {
        "place": organisation,
        "year": year,
        "line": public_line,
        "cases": Paginator(PublicLine.of(cases), PAGE).get_page(
            request.GET.get("page")
        ),
        "years": years.values_list("year", flat=True).distinct(),
        "budget": cases.aggregate(all=Sum("public_budget"))["all"],
        "below": standings_of(
            list(Organisation.objects.filter(Exists(telling), parent=organisation)),
            year,
        ),
        "levels": dict(Organisation.LEVELS),
    }
    return render(request, "public_place.html", context)


@dataclass(slots=True)
class PlaceStanding:
    """What a place and those below it disclosed in a year, and how much of what can be compared they reached."""

    place: Organisation
    projects: int = 0
    budget: Decimal = Decimal(0)
    compared: int = 0
    reached: int = 0

    @property
    def share(self) -> Decimal | None:
        """The per cent that was reached of what can be compared; None where nothing can."""
        return Decimal(100) * self.reached / self.compared if self.compared else None


def standings_of(places: Sequence[Organisation], year: int) -> list[PlaceStanding]:
    """Rank places by the share of disclosed figures that reached their promise; who has none comes last."""
    standings = {place.path: PlaceStanding(place) for place in places}
    for area_path, projects, budget in _disclosed_in(year):
        if standing := _standing_of(standings, area_path):
            standing.projects += projects
            standing.budget += budget or 0
    for area_path, text, promised, reached in _figures_reached_in(year):
        bound = _bound_of(text)
        standing = _standing_of(standings, area_path)
        if standing and bound and reached is not None:
            standing.compared += 1
            standing.reached += bound.holds(reached, promised)
    return sorted(
        standings.values(),
        key=lambda s: (s.share is None, -(s.share or 0), s.place.path),
    )


def _standing_of(
    standings: Mapping[str, PlaceStanding], path: str
) -> PlaceStanding | None:
    """The standing of the place that is at a path or above it."""
    return next((s for above, s in standings.items() if path.startswith(above)), None)


def _disclosed_in(year: int) -> Iterable[tuple[str, int, Decimal | None]]:
    of_year = Case.objects.filter(published__isnull=False, year=year)
    by_unit = of_year.order_by().values_list("unit__path")
    return by_unit.annotate(Count("pk"), Sum("public_budget"))


def _figures_reached_in(
    year: int,
) -> Iterable[tuple[str, str, Decimal, Decimal | None]]:
    figures = Figure.objects.filter(disclosed__year=year, reached__isnull=False)
    return figures.values_list(
        "disclosed__case__unit__path", "text", "promised", "reached"
    ).iterator()


@lru_cache(maxsize=20_000)
def _bound_of(text: str) -> Bound | None:
    """How a number is promised; None where it says neither ≥ nor ≤, and is not compared."""
    bound = read_value(text, None)[0].bound
    return None if bound in (Bound.EXACTLY, Bound.ABOUT) else bound


@require_safe
def download(request: HttpRequest, pk: int, year: int, suffix: str) -> HttpResponse:  # noqa: ARG001
    """What an organisation disclosed in a year as one file: forms, data, or figures in rows."""
    organisation, cases = _cases_of(pk, year)
    name = f"{year}-{organisation.name}"
    if suffix == "csv":
        return as_file(_figures_as_csv(cases), suffix, name)
    count = cases.count()
    if suffix == "xlsx" and count > _MOST_SHEETS:
        message = (
            f"{organisation.name} {year} 年有 {count} 张表，一个工作簿放不下。"
            "请按下级单位下载，或下载数据（JSON）。"
        )
        raise JixiaoError(message)
    tables = [
        rendition_of(case.published).table
        for case in cases.iterator()
        if case.published
    ]
    return attachment(tables, suffix, name)


def _figures_as_csv(cases: QuerySet[Case]) -> bytes:
    """The figures of cases as rows; the mark at the front makes spreadsheets read it as UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_HEADS)
    figures = Figure.objects.filter(disclosed__case__in=cases)
    figures = figures.select_related("disclosed__case__unit")
    for figure in figures.order_by("disclosed__case__public_name", "pk").iterator():
        writer.writerow([safe_cell(cell) for cell in _cells(figure)])
    return text.getvalue().encode("utf-8-sig")


def _cells(figure: Figure) -> tuple[Any, ...]:
    case = figure.disclosed.case
    return (
        case.year,
        case.unit.name,
        case.public_name,
        figure.name,
        figure.text,
        f"{figure.promised.normalize():f}",
        figure.unit,
        figure.reached_text,
        "" if figure.reached is None else f"{figure.reached.normalize():f}",
        figure.title,
    )


def _cases_of(pk: int, year: int) -> tuple[Organisation, QuerySet[Case]]:
    """An organisation, and the cases of a year that it and what is below it disclosed."""
    organisation = get_object_or_404(Organisation, pk=pk)
    cases = Case.objects.filter(
        unit__path__startswith=organisation.path, year=year, published__isnull=False
    )
    ordered = cases.select_related("unit", "published").order_by(
        "unit__path", "public_name", "pk"
    )
    return organisation, ordered
