"""A leader's one page: the year's projects, how they stand, and what is amiss."""

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jixiao.web import sealing
from jixiao.web.models import Case, Organisation
from jixiao.web.people.access import not_aside, user_of, visible
from jixiao.web.request_values import whole_number
from jixiao.web.running.list_cache import cached_until_a_move
from jixiao.web.views.desk import CachedLengthPaginator, query_without_page
from jixiao.web.work.year_summary import marks_by_case, summary_of, time_passed

PAGE = 50
_MOST_YEARS = 8


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the projects of a year that one may see: added up, what is late, and project by project."""
    user = user_of(request)
    seen = not_aside(visible(user))
    years = cached_until_a_move(f"years {user.pk}", lambda: _years_of(seen))
    year = _chosen_year(request, years)
    unit = Organisation.objects.filter(
        pk=whole_number(request.GET.get("unit")) or 0
    ).first()
    of_year = seen.filter(year=year)
    if unit is not None:
        of_year = of_year.filter(unit=unit)
    today = timezone.localdate()
    name = f"overview {user.pk} {year} {unit and unit.pk}"
    listed = of_year.select_related("unit").order_by("unit_id", "-moved_at", "pk")
    page = CachedLengthPaginator(listed, PAGE, f"{name} count").get_page(
        request.GET.get("page")
    )
    context = {
        "year": year,
        "years": years,
        "unit": unit,
        "page": page,
        "query": query_without_page(request),
        "today": today,
        "sums": cached_until_a_move(name, lambda: summary_of(of_year, today)),
        "time_passed": time_passed(year, today),
        "proved": marks_by_case([case.pk for case in page]),
        "seal": sealing.head_line(),
    }
    return render(request, "overview.html", context)


def _years_of(seen: QuerySet[Case]) -> list[int]:
    years = seen.order_by("-year").values_list("year", flat=True).distinct()
    return list(years[:_MOST_YEARS])


def _chosen_year(request: HttpRequest, years: list[int]) -> int:
    """The year asked for, if there is a case of it; else this year, else the last there is."""
    asked, this_year = whole_number(request.GET.get("year")), timezone.localdate().year
    candidates = (asked, this_year, *years)
    return next((year for year in candidates if year in years), this_year)
