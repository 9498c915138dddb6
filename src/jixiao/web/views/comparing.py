"""What was disclosed, compared: one indicator over areas and years, money from level to level."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jixiao.errors import JixiaoError
from jixiao.publication import safe_cell
from jixiao.web.models import Case, Disclosed, Figure, Organisation
from jixiao.web.template_environment import in_script, whole_number
from jixiao.web.views.public import PAGE, as_file, attachment, rendition_of, years_disclosed

_MOST = 200
_FEW = 300


@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """List what can be compared, or compare one indicator: areas in a year, years of an area."""
    told = request.GET
    years, year = _years(request)
    what, words = told.get("what", "")[:300], told.get("words", "").strip()[:50]
    context: dict[str, Any] = {"years": years, "year": year, "what": what, "words": words}
    if not what:
        found = _comparable(year, words)
        context["page"] = Paginator(found, PAGE).get_page(told.get("page"))
        return render(request, "public_indicators.html", context)
    level = told.get("level", "") if told.get("level") in Organisation.AREAS else ""
    area = Organisation.objects.filter(pk=_number(told.get("area"))).first()
    figures = Figure.objects.filter(what=what).select_related(
        "disclosed__area", "disclosed__case__unit"
    )
    ranked = rank(_of_year(figures, year, level))
    course = (
        rank(figures.filter(disclosed__area=area).order_by("disclosed__year")) if area else None
    )
    title = figures.values_list("title", flat=True).first() or what
    context |= {
        "level": level, "levels": Organisation.AREAS, "area": area, "title": title, "ranked": ranked,
        "course": course,
        "charts": in_script({"areas": _bars(ranked), "years": _bars(course) if course else None}),
    }  # fmt: skip
    return render(request, "public_indicator.html", context)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Figures in one unit that can be ranked, and those in other units that cannot."""

    unit: str
    figures: Sequence[Figure]
    others: Sequence[Figure]


def rank(figures: Iterable[Figure]) -> Ranked:
    """Tell apart what is in the unit that most are in: 场 and 人次 are not compared."""
    found = list(figures)
    units = [figure.unit for figure in found]
    unit = max(dict.fromkeys(units), key=units.count, default="")
    return Ranked(unit, [f for f in found if f.unit == unit], [f for f in found if f.unit != unit])


def _of_year(figures: QuerySet[Figure], year: int, level: str) -> QuerySet[Figure]:
    found = figures.filter(disclosed__year=year)
    if level:
        found = found.filter(disclosed__area__level=level)
    return found.order_by("-promised", "disclosed__area__path")[:_MOST]


def _comparable(year: int, words: str) -> QuerySet[Any, Any]:
    found = Figure.objects.filter(disclosed__year=year)
    if words:
        found = found.filter(title__icontains=words)
    return (
        found.values("what", "title")
        .annotate(areas=Count("disclosed__area", distinct=True), count=Count("pk"))
        .order_by("-areas", "-count", "title")
    )


def _bars(ranked: Ranked) -> dict[str, Any]:
    return {
        "unit": ranked.unit,
        "bars": [
            {
                "name": f.disclosed.area.name, "year": f.disclosed.year,
                "project": f.disclosed.case.public_name, "promised": f.promised, "reached": f.reached,
            }
            for f in ranked.figures
        ],
    }  # fmt: skip


@require_safe
def money(request: HttpRequest) -> HttpResponse:
    """Lay money passed down beside money received, for every area of a year."""
    years, year = _years(request)
    context = {
        "years": years, "year": year, "flows": flows_of(year), "levels": dict(Organisation.LEVELS)
    }  # fmt: skip
    return render(request, "public_money.html", context)


@dataclass(frozen=True, slots=True)
class Flow:
    """An area's disclosed money in a year, in yuan.

    `below` is what the areas below say they received, less what they passed further down;
    `telling` how many of `areas` below disclosed anything.
    """

    area: Organisation
    projects: int
    budget: Decimal
    received: Decimal | None
    passed_down: Decimal | None
    below: Decimal | None
    telling: int
    areas: int

    @property
    def difference(self) -> Decimal | None:
        """What was passed down and is not found below."""
        if self.passed_down is None or self.below is None:
            return None
        return self.passed_down - self.below


def flows_of(year: int) -> list[Flow]:
    """Give the money of every area that disclosed in a year, from the top down."""
    sums = {
        row["area"]: row
        for row in Disclosed.objects.filter(year=year).values("area").annotate(
            projects=Count("pk"), budget=Sum("case__public_budget"), received=Sum("received"),
            passed=Sum("passed_down"),
        )
    }  # fmt: skip
    places = list(Organisation.objects.filter(level__in=Organisation.AREAS).order_by("path"))
    under: dict[int, list[int]] = {}
    for place in places:
        for above in place.line[:-1]:
            under.setdefault(above, []).append(place.pk)
    flows = []
    for place in places:
        own = sums.get(place.pk)
        if own is None:
            continue
        below_it = under.get(place.pk, [])
        telling = [sums[pk] for pk in below_it if pk in sums]
        arrived = [row["received"] for row in telling if row["received"] is not None]
        further = sum((row["passed"] or Decimal(0) for row in telling), Decimal(0))
        below = sum(arrived, Decimal(0)) - further if arrived else None
        flows.append(
            Flow(
                place, own["projects"], own["budget"] or Decimal(0), own["received"], own["passed"],
                below, len(telling), len(below_it),
            )
        )  # fmt: skip
    return flows


@require_safe
def place(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Show what an organisation disclosed in a year, and the areas below it."""
    of, cases = _cases_of(pk, year)
    years = Case.objects.filter(unit__path__startswith=of.path, published__isnull=False)
    telling = Case.objects.filter(unit__path__startswith=OuterRef("path"), published__isnull=False)
    below = Organisation.objects.filter(Exists(telling), parent=of)
    context = {
        "place": of, "year": year, "cases": Paginator(cases, PAGE).get_page(request.GET.get("page")),
        "years": years.order_by("-year").values_list("year", flat=True).distinct(),
        "budget": cases.aggregate(all=Sum("public_budget"))["all"],
        "below": below,
        "levels": dict(Organisation.LEVELS),
    }  # fmt: skip
    return render(request, "public_place.html", context)


@require_safe
def place_file(request: HttpRequest, pk: int, year: int, suffix: str) -> HttpResponse:  # noqa: ARG001
    """Give what an organisation disclosed in a year as one file: forms, data, or figures in rows."""
    of, cases = _cases_of(pk, year)
    if suffix != "csv":
        count = cases.count()
        if suffix == "xlsx" and count > _FEW:
            message = f"{of.name} {year} 年有 {count} 张表，一个工作簿放不下。请按下级单位下载，或下载数据（JSON）。"
            raise JixiaoError(message)
        tables = [rendition_of(case.published).table for case in cases.iterator() if case.published]
        return attachment(tables, suffix, f"{year}-{of.name}")
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_HEADS)
    figures = Figure.objects.filter(disclosed__case__in=cases).select_related(
        "disclosed__case__unit"
    )
    for one in figures.order_by("disclosed__case__public_name", "pk").iterator():
        case = one.disclosed.case
        told = (
            case.year, case.unit.name, case.public_name, one.name, one.text, f"{one.promised.normalize():f}",
            one.unit, one.reached_text, "" if one.reached is None else f"{one.reached.normalize():f}",
            one.title,
        )  # fmt: skip
        writer.writerow([safe_cell(cell) for cell in told])
    return as_file(text.getvalue().encode("utf-8-sig"), suffix, f"{year}-{of.name}")


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


def _cases_of(pk: int, year: int) -> tuple[Organisation, QuerySet[Case]]:
    """Give an organisation and the cases that it and what is below it disclosed."""
    of = get_object_or_404(Organisation, pk=pk)
    cases = Case.objects.filter(unit__path__startswith=of.path, year=year, published__isnull=False)
    return of, cases.select_related("unit", "published").order_by("unit__path", "public_name", "pk")


def _years(request: HttpRequest) -> tuple[list[int], int]:
    """Give the years of which something was disclosed, and the one asked for: else the last."""
    years, asked = years_disclosed(), request.GET.get("year", "")
    wanted = whole_number(asked) or 0
    return years, wanted if wanted in years else (years[0] if years else 0)


def _number(text: str | None) -> int:
    return whole_number(text) or 0
