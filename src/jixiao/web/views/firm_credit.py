"""The credit of firms on a day: their tier, what it rests on, what a repair still lacks."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from jixiao.errors import JixiaoError
from jixiao.web.people.access import user_of
from jixiao.web.rooms import FUND_WORK
from jixiao.web.work.fund_cases import ledger_of, moment, name_of
from jixiao.web.work.fund_pages import enter, reading, working
from jixiao.web.work.month_desk import at_work, opened


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the firms with events that stand on a day, the worst first."""
    from jixiao.fund.prices.firm_credit import TIERS, load_scheme, rate_all  # noqa: PLC0415 — loads the engine

    entered, scheme = enter(request, "firm_credit"), load_scheme()
    day = _day(request.GET.get("day", ""), entered.year)
    context: dict[str, Any] = {
        "entered": entered, "scheme": scheme, "day": day, "ratings": [], "why_not": "", "tiers": {},
        "may_work": entered.place.allows(FUND_WORK),
    }  # fmt: skip
    try:
        with reading(entered.place.folder) as engine:
            ratings = rate_all(engine, scheme, day)
    except JixiaoError as error:
        context["why_not"] = str(error)
    else:
        context["ratings"] = ratings
        context["tiers"] = {t: sum(r.tier == t for r in ratings) for t in reversed(TIERS)}  # fmt: skip
    return render(request, "firm_credit.html", context)


@login_required
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the ratings of a day, and open a case for each firm that has a tier."""
    from jixiao.fund.prices.firm_cases import keep_ratings, open_ratings  # noqa: PLC0415 — loads the engine
    from jixiao.fund.prices.firm_credit import load_scheme, rate_all  # noqa: PLC0415

    entered = at_work(request, "firm_credit")
    day = _day(request.POST.get("day", ""), entered.year)
    with working(entered.place.folder) as engine:
        ratings = rate_all(engine, load_scheme(), day)
        keep_ratings(engine, ratings, day)
    by = name_of(user_of(request))
    with ledger_of(entered.place) as ledger:
        codes = open_ratings(ledger, ratings, by=by, at=moment())
    return opened(request, entered, codes, "audit_queue")


def _day(text: str, year: int) -> date:
    """Return the day that is asked for; else today, or the last of a year that is over."""
    if not text:
        return min(moment().date(), date(year, 12, 31))
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = "请写明哪一天，如 2026-06-30。"
        raise JixiaoError(message) from None
