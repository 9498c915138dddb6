"""A fund's month on one page: balances, signals, courses and forecasts; on a desk or on a wall."""

from typing import Any

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from jixiao.errors import JixiaoError
from jixiao.web.models import Job
from jixiao.web.people.access import user_of
from jixiao.web.rooms import FUND_WORK
from jixiao.web.trail import note
from jixiao.web.work.fund_cases import name_of
from jixiao.web.work.fund_pages import enter
from jixiao.web.work.outlook_orders import STEPS, OutlookOrder, order
from jixiao.web.work.outlook_pages import (
    MonthPage,
    forecast_charts,
    money_charts,
    month_page,
    shown,
)

_FUND = ("OM03", "OM04", "OM05", "OM02")
_CARE = ("OV01", "OV04", "OV03")
_INSTITUTIONS = 10
_DRAWN = 4
_TYPES = {
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_SELF_CONTAINED = {"default-src": [NONE], "style-src": [UNSAFE_INLINE]}
"""A brief is one file: it wears the styles it carries, and has neither scripts nor anything to load."""


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show a month; with `wall`, large and by itself."""
    entered = enter(request, "outlook")
    page = month_page(request, entered)
    folder = entered.place.folder / "briefs" / f"{page.month:%Y-%m}"
    jobs = Job.objects.filter(
        kind="outlook", title__startswith=f"{entered.place.organisation} "
    )
    context: dict[str, Any] = {
        "entered": entered,
        "page": page,
        "steps": STEPS,
        "may_work": entered.place.allows(FUND_WORK),
        "mine": jobs.filter(by=user_of(request)).first(),
        "has_brief": (folder / "brief.docx").is_file(),
        "query": {**entered.query, "month": f"{page.month:%Y-%m}"},
        "drawn": [],
    }
    if page.seen is not None:
        context |= _of_month(page)
    wall = request.GET.get("wall") == "1"
    return render(request, "outlook_wall.html" if wall else "outlook.html", context)


def _of_month(page: MonthPage) -> dict[str, Any]:
    from jixiao.fund.tables import codes  # noqa: PLC0415 — one of few

    seen, schemes = page.seen, codes()["insutype"]
    assert seen is not None  # noqa: S101 — asked by who looked
    money = list(money_charts(seen, schemes))
    forecasts = list(forecast_charts(seen, schemes, _DRAWN))
    return {
        "funds": [
            (
                schemes.get(place, place),
                [shown(seen, c, "scheme", place) for c in _FUND],
            )
            for place in seen.places("OM02", "scheme")
        ],
        "care": [
            (place, [shown(seen, code, "care", place) for code in _CARE])
            for place in seen.places("OV03", "care")
        ],
        "institutions": [
            (
                f"{place} {seen.institutions.get(place, '')}".strip(),
                [shown(seen, code, "institution", place) for code in _CARE],
            )
            for place in [*seen.places("OV03", "institution")][:_INSTITUTIONS]
        ],
        "signals": seen.signals,
        "money": money,
        "forecasts": forecasts,
        "drawn": [*money, *forecasts],
    }


@login_required
@require_POST
def do(request: HttpRequest) -> HttpResponse:
    """Have a step of a month done by the worker."""
    from jixiao.fund.outlook.history import read_month  # noqa: PLC0415 — loads the engine

    entered = enter(request, "outlook")
    step = request.POST.get("step", "")
    if step not in STEPS:
        message = "没有这一步。请从页面上选。"
        raise JixiaoError(message)
    month = read_month(request.POST.get("month", "")[:7], "月份")
    query = urlencode({**entered.query, "month": f"{month:%Y-%m}"})
    back = redirect(f"{reverse('outlook')}?{query}")
    if not entered.place.allows(FUND_WORK):
        messages.error(request, gettext("这一步由基金业务办理。"))
        return back
    user, place = user_of(request), entered.place.organisation
    order(user, place, OutlookOrder(place.pk, step, month, entered.code, name_of(user)))
    note(request, "看基金运行", f"{place} {month:%Y-%m} {step}")
    messages.success(request, gettext("已排队，算好后自动显示。"))
    return back


@login_required
@require_safe
@csp_replace(_SELF_CONTAINED)
def brief(request: HttpRequest) -> HttpResponse | FileResponse:
    """Give a month's brief, as a page or as a Word document."""
    entered = enter(request, "outlook")
    page = month_page(request, entered)
    suffix = request.GET.get("suffix", "html")
    if suffix not in _TYPES:
        raise Http404
    name = f"brief.{suffix}"
    path = entered.place.folder / "briefs" / f"{page.month:%Y-%m}" / name
    if not path.is_file():
        raise Http404
    note(request, "取简报", f"{entered.place.organisation} {page.month:%Y-%m}")
    return FileResponse(
        path.open("rb"),
        content_type=_TYPES[suffix],
        as_attachment=suffix == "docx",
        filename=f"{page.month:%Y-%m}-{name}",
    )
