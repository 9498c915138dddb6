"""Cases of the fund: which are whose to go on with, the most urgent first."""

from typing import Any

import msgspec
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
from jixiao.web import jobs
from jixiao.web.models import Job
from jixiao.web.people.access import user_of
from jixiao.web.request_values import whole_number
from jixiao.web.rooms import FUND_WORK
from jixiao.web.trail import note
from jixiao.web.views.desk import PAGE, query_without_page
from jixiao.web.work.fund_cases import (
    AuditOrder,
    has_ledger,
    ledger_of,
    moment,
    name_of,
    of_supervision,
)
from jixiao.web.work.fund_pages import enter, reading

_WHOSE = ("mine", "nobody", "all")
_DECEMBER = 12


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """List the cases that are not closed: one's own, nobody's, or all."""
    entered = enter(request, "audit_queue")
    me = name_of(user_of(request))
    whose = request.GET.get("whose", "all")
    whose = whose if whose in _WHOSE else "all"
    waiting = []
    if has_ledger(entered.place):
        with ledger_of(entered.place) as ledger:
            waiting = of_supervision(ledger.queue())
    wanted = {"mine": [me], "nobody": [""]}.get(whose)
    listed = [case for case in waiting if wanted is None or case.owner in wanted]
    context: dict[str, Any] = {
        "entered": entered,
        "whose": whose,
        "page": Paginator(listed, PAGE).get_page(request.GET.get("page")),
        "query": query_without_page(request),
        "today": moment().date(),
        "may_open": entered.place.allows(FUND_WORK),
        "last_audit": Job.objects.filter(
            kind="audit", title__startswith=f"{entered.place.organisation} "
        ).first(),
    }
    return render(request, "audit_queue.html", context)


@login_required
@require_POST
def open_found(request: HttpRequest) -> HttpResponse:
    """Open a case for each institution and rule of what the last audit marked."""
    from jixiao.fund.audit.case_opening import open_cases  # noqa: PLC0415 — loads the engine

    entered = enter(request, "audit_queue")
    query = urlencode(entered.query)
    back = redirect(f"{reverse('audit_queue')}?{query}")
    if not entered.place.allows(FUND_WORK):
        messages.error(request, gettext("立案由基金业务办理。"))
        return back
    by = name_of(user_of(request))
    try:
        with (
            reading(entered.place.folder) as engine,
            ledger_of(entered.place) as ledger,
        ):
            codes = open_cases(ledger, engine, by=by, at=moment())
    except JixiaoError as error:
        messages.error(request, str(error))
        return back
    note(request, "立案", f"{entered.place.organisation} {len(codes)}")
    messages.success(request, gettext("新立 %(count)s 案。") % {"count": len(codes)})
    return back


@login_required
@require_POST
def run_audit(request: HttpRequest) -> HttpResponse:
    """Have the worker ask all rules of the year; one that waits already is not ordered twice."""
    entered = enter(request, "audit_queue")
    back = redirect(f"{reverse('audit_queue')}?{urlencode(entered.query)}")
    if not entered.place.allows(FUND_WORK):
        messages.error(request, gettext("审核由基金业务办理。"))
        return back
    place = entered.place.organisation
    month = whole_number(request.POST.get("month", "")) or 0
    if not 0 <= month <= _DECEMBER:
        messages.error(request, gettext("请选一个月，或整年。"))
        return back
    wanted = AuditOrder(place.pk, entered.year, month)
    about = msgspec.json.encode(wanted).decode()
    asked = f"{entered.year} 年" + (f" {month} 月付款以前" if month else "")
    jobs.begin(user_of(request), "audit", f"{place} {asked}：审核", about)
    note(request, "审核", f"{place} {entered.year}")
    messages.success(request, gettext("已排队，审核完以后再立案。"))
    return back
