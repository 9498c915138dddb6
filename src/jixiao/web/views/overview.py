"""A leader's one page: the year's projects, how they stand, and what is amiss."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jixiao.web import sealing
from jixiao.web.models import Case, Measurement
from jixiao.web.people.access import not_aside, user_of, visible
from jixiao.web.request_values import whole_number
from jixiao.web.work.proofs import counts, read

_MOST_CASES = 1000
_MOST_YEARS = 8
_TRACKS = ("target", "monitoring", "evaluation")


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the projects of a year that one may see."""
    seen = not_aside(visible(user_of(request))).select_related("unit")
    years = list(
        seen.order_by("-year").values_list("year", flat=True).distinct()[:_MOST_YEARS]
    )
    year = _chosen_year(request, years)
    cases = list(seen.filter(year=year).order_by("unit__path", "name")[:_MOST_CASES])
    today = timezone.localdate()
    context = {
        "year": year,
        "years": years,
        "cases": cases,
        "today": today,
        "money": sum((case.budget or 0 for case in cases), 0),
        "late": [case for case in cases if case.due and case.due < today],
        "amiss": [case for case in cases if case.errors],
        "counts": {track: _stages_of(cases, track) for track in _TRACKS},
        "approved": sum(case.in_force_id is not None for case in cases),
        "published": sum(case.published_id is not None for case in cases),
        "proved": _marks(cases),
        "seal": sealing.head_line(),
    }
    return render(request, "overview.html", context)


def _chosen_year(request: HttpRequest, years: list[int]) -> int:
    """The year asked for, if there is a case of it; else this year, else the last there is."""
    asked, this_year = whole_number(request.GET.get("year")), timezone.localdate().year
    candidates = (asked, this_year, *years)
    return next((year for year in candidates if year in years), this_year)


def _stages_of(cases: list[Case], track: str) -> list[tuple[str, int]]:
    """The stages that cases stand at on a track, and how many at each."""
    titles = [case.stage_title(track) for case in cases]
    return [(title, titles.count(title)) for title in dict.fromkeys(titles)]


def _marks(cases: list[Case]) -> dict[int, dict[str, int]]:
    """How the promises of each case stand, by its key: counted in what was measured of it last."""
    measurements = Measurement.objects.filter(
        case__in=cases, kind__in=("monitoring", "evaluation")
    )
    # The later one overwrites the earlier.
    return {
        measurement.case_id: counts(read(measurement))
        for measurement in measurements.order_by("until")
    }
