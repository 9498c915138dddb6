"""Listed prices beside those of other provinces: what can be linked, what was not read, what followed."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
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
from jixiao.web.views.desk import PAGE, query_without_page
from jixiao.web.work.fund_cases import ledger_of, moment, name_of
from jixiao.web.work.fund_charts import Series, chart
from jixiao.web.work.fund_pages import Entered, enter, reading
from jixiao.web.work.pricing_orders import KIND, PricingOrder, order

if TYPE_CHECKING:
    from jixiao.fund.prices.follow_up import FollowUp
    from jixiao.fund.store.engine import Engine

_LONGEST = 20


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the last linkage, the products that can be linked first, and the year's orders."""
    entered = enter(request, "price_linkage")
    jobs = Job.objects.filter(kind=KIND, title__startswith=f"{entered.place.organisation} ")  # fmt: skip
    context: dict[str, Any] = {
        "entered": entered, "may_work": entered.place.allows(FUND_WORK), "why_not": "", "counts": {},
        "mine": jobs.filter(by=user_of(request)).order_by("-at").first(),
        "state": request.GET.get("state", ""), "query": query_without_page(request), "drawn": [],
        "states": {}, "page": None, "unread": [], "on": None, "came": None, "used": [],
    }  # fmt: skip
    try:
        with reading(entered.place.folder) as engine:
            context |= _linked(engine, request, entered)
            context["came"] = _followed(engine, entered.year)
    except JixiaoError as error:
        context["why_not"] = str(error)
    return render(request, "price_linkage.html", context)


def _linked(engine: "Engine", request: HttpRequest, entered: Entered) -> dict[str, Any]:
    from jixiao.fund.prices.kept import LINKED_PRICES, STATES, UNREAD_OFFERS  # noqa: PLC0415 — loads the engine
    from jixiao.fund.prices.linkage import KEYS  # noqa: PLC0415

    rows = engine.fetch(LINKED_PRICES.read(engine)).to_pylist()
    unread = engine.fetch(UNREAD_OFFERS.read(engine)).to_pylist()
    counts = {state: sum(row["state"] == state for row in rows) for state in STATES}
    wanted = request.GET.get("state", "")
    listed = [row for row in rows if wanted in ("", row["state"])]
    listed.sort(key=lambda row: (row["state"], -(row["ratio"] or 0), row["listing_code"]))  # fmt: skip
    flags = sorted({row["flag"] for row in rows if row["flag"]})
    numbers = [float(sum(row["flag"] == flag for row in rows)) for flag in flags]
    return {
        "states": STATES,
        "counts": counts,
        "page": Paginator(listed, PAGE).get_page(request.GET.get("page")),
        "unread": unread,
        "on": rows[0]["on"] if rows else None,
        "drawn": [chart("flags", flags, Series("产品（个）", numbers))]
        if flags
        else [],
        "used": entered.used(KEYS),
    }


def _followed(engine: "Engine", year: int) -> "FollowUp | None":
    """Return what the year's orders came to; none where no decision or order was loaded."""
    from jixiao.fund.prices.follow_up import follow_up  # noqa: PLC0415 — loads the engine
    from jixiao.fund.records import NotLoaded, Records  # noqa: PLC0415
    from jixiao.period import Period  # noqa: PLC0415

    whole_year = Period(date(year, 1, 1), date(year, 12, 31))
    try:
        return follow_up(Records(engine, whole_year))
    except NotLoaded:
        return None


@login_required
@require_POST
def do(request: HttpRequest) -> HttpResponse:
    """Have a linkage calculated."""
    entered, form = _at_work(request), request.POST
    province = form.get("province", "").strip()
    if not province or len(province) > _LONGEST:
        message = "请写明本地是哪个省份，写法同收进来的挂网价格表。"
        raise JixiaoError(message)
    try:
        day = date.fromisoformat(form.get("day", ""))
    except ValueError:
        message = "请写明测算哪一天，如 2026-03-31。"
        raise JixiaoError(message) from None
    place = entered.place.organisation
    order(user_of(request), place, PricingOrder(place.pk, province, day, entered.code))
    note(request, "挂网价测算", f"{place} {province} {day}")
    messages.success(request, gettext("已排队，算好后自动显示。"))
    return redirect(f"{reverse('price_linkage')}?{urlencode(entered.query)}")


@login_required
@require_POST
def open_found(request: HttpRequest) -> HttpResponse:
    """Open a case for each firm with products that can be linked."""
    from jixiao.fund.prices.case_opening import open_cases  # noqa: PLC0415 — loads the engine

    entered = _at_work(request)
    by = name_of(user_of(request))
    with reading(entered.place.folder) as engine, ledger_of(entered.place) as ledger:
        codes = open_cases(ledger, engine, by=by, at=moment())
    note(request, "价格立案", f"{entered.place.organisation} {len(codes)}")
    messages.success(request, gettext("新立 %(count)s 案。") % {"count": len(codes)})
    return redirect(f"{reverse('audit_queue')}?{urlencode(entered.query)}")


def _at_work(request: HttpRequest) -> Entered:
    entered = enter(request, "price_linkage")
    if not entered.place.allows(FUND_WORK):
        message = "价格测算和立案由基金业务办理。"
        raise JixiaoError(message)
    return entered
