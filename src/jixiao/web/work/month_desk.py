"""What the desks of months share: who may work there, what waits, and ordering a month."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from jixiao.errors import JixiaoError
from jixiao.web.models import Job
from jixiao.web.people.access import user_of
from jixiao.web.rooms import FUND_WORK
from jixiao.web.trail import note
from jixiao.web.work.fund_pages import Entered, enter
from jixiao.web.work.month_orders import KIND, MonthOrder, month_typed, order


def at_work(request: HttpRequest, address: str) -> Entered:
    """Enter a room to work there.

    Raises:
        JixiaoError: somebody only looks on.
    """
    entered = enter(request, address)
    if not entered.place.allows(FUND_WORK):
        message = "这里的测算、月结和立案由基金业务办理。"
        raise JixiaoError(message)
    return entered


def desk_context(request: HttpRequest, entered: Entered) -> dict[str, Any]:
    """Return what a desk's page says of the work: whether one may do it, and one's last job."""
    jobs = Job.objects.filter(kind=KIND, title__startswith=f"{entered.place.organisation} ")  # fmt: skip
    return {
        "entered": entered,
        "may_work": entered.place.allows(FUND_WORK),
        "mine": jobs.filter(by=user_of(request)).order_by("-at").first(),
        "why_not": "",
        "drawn": [],
    }


def order_month(request: HttpRequest, address: str, work: str) -> HttpResponse:
    """Order a month that is typed, and go back to the room."""
    entered = at_work(request, address)
    month = month_typed(request.POST.get("month", ""))
    place = entered.place.organisation
    is_first = bool(request.POST.get("is_first"))
    wanted = MonthOrder(place.pk, work, month, entered.code, is_first)
    job = order(user_of(request), place, wanted)
    note(request, "办一个月", job.title)
    messages.success(request, gettext("已排队，算好后自动显示。"))
    return redirect(f"{reverse(address)}?{urlencode(entered.query)}")


def opened(
    request: HttpRequest, entered: Entered, codes: Sequence[str], address: str
) -> HttpResponse:
    """Say which cases a request has opened, and go where they are listed."""
    place = entered.place.organisation
    note(request, "立案", f"{place} {entered.room.title} {len(codes)}")
    messages.success(request, gettext("新立 %(count)s 案。") % {"count": len(codes)})
    return redirect(f"{reverse(address)}?{urlencode(entered.query)}")
