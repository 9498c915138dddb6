"""What patients owe of treatment before payment: balances by age, reminders, what does not add up."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jixiao.errors import JixiaoError
from jixiao.web.views.desk import PAGE, query_without_page
from jixiao.web.work.fund_pages import Entered, enter, reading


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the balances of a day: today, or the last day of a year that is over."""
    entered = enter(request, "receivables")
    day = _day(request.GET.get("day"), entered)
    context: dict[str, Any] = {
        "entered": entered, "day": day, "why_not": "", "came": None, "page": None, "ages": [],
        "query": query_without_page(request), "used": [],
    }  # fmt: skip
    try:
        context |= _owed(request, entered, day)
    except JixiaoError as error:
        context["why_not"] = str(error)
    return render(request, "receivables.html", context)


def _owed(request: HttpRequest, entered: Entered, day: date) -> dict[str, Any]:
    from jixiao.fund.parameters.parameter_sets import lines_of  # noqa: PLC0415 — loads the engine
    from jixiao.fund.payment.receivables.balances import KEYS, receivables  # noqa: PLC0415
    from jixiao.fund.records import Records  # noqa: PLC0415

    terms = entered.sets[entered.code].on(day)
    with reading(entered.place.folder) as engine:
        came = receivables(Records(engine), day, terms)
    page = Paginator(came.reminders, PAGE).get_page(request.GET.get("page"))
    used = list(lines_of(terms, KEYS))
    return {"came": came, "ages": came.ages, "page": page, "used": used}


def _day(typed: str | None, entered: Entered) -> date:
    if not typed:
        return min(timezone.localdate(), date(entered.year, 12, 31))
    try:
        return date.fromisoformat(typed)
    except ValueError:
        message = "请写明哪一天，如 2026-06-30。"
        raise JixiaoError(message) from None
