"""One disclosed indicator compared: over the areas of a year, over the years of an area."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jixiao.web.models import Figure, Organisation
from jixiao.web.request_values import whole_number
from jixiao.web.template_environment import in_script
from jixiao.web.views.public import PAGE, chosen_level, chosen_year

_MOST_FIGURES = 200
_MOST_BARS = 40
"""What a chart can show side by side."""


@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """List what can be compared, or compare one indicator: areas in a year, years of an area."""
    query = request.GET
    years, year = chosen_year(request)
    what, words = query.get("what", "")[:300], query.get("words", "").strip()[:50]
    context: dict[str, Any] = {
        "years": years,
        "year": year,
        "what": what,
        "words": words,
    }
    if not what:
        context["page"] = Paginator(_comparable(year, words), PAGE).get_page(
            query.get("page")
        )
        return render(request, "public_indicators.html", context)
    return render(
        request, "public_indicator.html", context | _compared(request, what, year)
    )


def _compared(request: HttpRequest, indicator: str, year: int) -> dict[str, Any]:
    """What the page of one indicator shows: its areas in a year, and the years of a chosen area."""
    level = chosen_level(request)
    area = Organisation.objects.filter(
        pk=whole_number(request.GET.get("area")) or 0
    ).first()
    figures = Figure.objects.filter(what=indicator).select_related(
        "disclosed__area", "disclosed__case__unit"
    )
    of_year = _of_year(figures, year, level)
    ranked = rank(of_year[:_MOST_FIGURES])
    course = None
    if area is not None:
        course = rank(figures.filter(disclosed__area=area).order_by("disclosed__year"))
    charts = {"areas": _bars(ranked), "years": _bars(course) if course else None}
    return {
        "level": level,
        "levels": Organisation.AREAS,
        "area": area,
        "title": figures.values_list("title", flat=True).first() or indicator,
        "ranked": ranked,
        "most": _MOST_FIGURES,
        "all": of_year.count(),
        "course": course,
        "charts": in_script(charts),
    }


@dataclass(frozen=True, slots=True)
class RankedFigures:
    """Figures in one unit that can be ranked, and those in other units that cannot."""

    unit: str
    figures: Sequence[Figure]
    others: Sequence[Figure]


def rank(figures: Iterable[Figure]) -> RankedFigures:
    """Set apart what is in the unit that most figures are in: 场 and 人次 are not compared."""
    all_figures = list(figures)
    units = [figure.unit for figure in all_figures]
    unit = max(dict.fromkeys(units), key=units.count, default="")
    return RankedFigures(
        unit,
        [figure for figure in all_figures if figure.unit == unit],
        [figure for figure in all_figures if figure.unit != unit],
    )


def _of_year(figures: QuerySet[Figure], year: int, level: str) -> QuerySet[Figure]:
    of_year = figures.filter(disclosed__year=year)
    if level:
        of_year = of_year.filter(disclosed__area__level=level)
    return of_year.order_by("-promised", "disclosed__area__path")


def _comparable(year: int, words: str) -> QuerySet[Any, Any]:
    """What the figures of a year are of, with how many areas and projects state each."""
    figures = Figure.objects.filter(disclosed__year=year)
    if words:
        figures = figures.filter(title__icontains=words)
    return (
        figures.values("what", "title")
        .annotate(areas=Count("disclosed__area", distinct=True), count=Count("pk"))
        .order_by("-areas", "-count", "title")
    )


def _bars(ranked: RankedFigures) -> dict[str, Any]:
    """The bars of a chart, as `public_indicator.js` draws them."""
    return {
        "unit": ranked.unit,
        "bars": [_bar(figure) for figure in ranked.figures[:_MOST_BARS]],
    }


def _bar(figure: Figure) -> dict[str, Any]:
    disclosed = figure.disclosed
    return {
        "name": disclosed.area.name,
        "year": disclosed.year,
        "project": disclosed.case.public_name,
        "promised": figure.promised,
        "reached": figure.reached,
    }
