"""What patients owe of treatment before payment: balances by age, reminders, what does not add up."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from jixiao.errors import JixiaoError
from jixiao.web.people.access import user_of
from jixiao.web.rooms import FUND_WORK
from jixiao.web.views.desk import PAGE, query_without_page
from jixiao.web.work.fund_cases import cases_of, ledger_of, moment, name_of
from jixiao.web.work.fund_charts import Series, chart, in_whole_yuan
from jixiao.web.work.fund_pages import Entered, enter, reading
from jixiao.web.work.month_desk import at_work, opened

if TYPE_CHECKING:
    from jixiao.fund.payment.receivables.balances import Receivables


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the balances of a day: today, or the last day of a year that is over."""
    entered = enter(request, "receivables")
    day = _day(request.GET.get("day"), entered)
    context: dict[str, Any] = {
        "entered": entered, "day": day, "why_not": "", "came": None, "page": None, "ages": [],
        "query": query_without_page(request), "used": [], "drawn": [], "today": moment().date(),
        "may_work": entered.place.allows(FUND_WORK), "cases": cases_of(entered.place, "credit"),
    }  # fmt: skip
    try:
        context |= _owed(request, entered, day)
    except JixiaoError as error:
        context["why_not"] = str(error)
    return render(request, "receivables.html", context)


def _owed(request: HttpRequest, entered: Entered, day: date) -> dict[str, Any]:
    from jixiao.fund.parameters.parameter_sets import lines_of  # noqa: PLC0415 — loads the engine
    from jixiao.fund.payment.receivables.balances import KEYS  # noqa: PLC0415

    came = _balances(entered, day)
    titles = [title for title, _ in came.ages]
    drawn = chart("ages", titles, Series("逾期（元）", in_whole_yuan(fen for _, fen in came.ages)))  # fmt: skip
    page = Paginator(came.reminders, PAGE).get_page(request.GET.get("page"))
    used = list(lines_of(entered.sets[entered.code].on(day), KEYS))
    return {"came": came, "ages": came.ages, "page": page, "used": used, "drawn": [drawn]}  # fmt: skip


def _balances(entered: Entered, day: date) -> "Receivables":
    from jixiao.fund.payment.receivables.balances import receivables  # noqa: PLC0415 — loads the engine
    from jixiao.fund.records import Records  # noqa: PLC0415

    with reading(entered.place.folder) as engine:
        return receivables(Records(engine), day, entered.sets[entered.code].on(day))


@login_required
@require_POST
def open_found(request: HttpRequest) -> HttpResponse:
    """Open a case for each agreement with something overdue on a day."""
    from jixiao.fund.payment.receivables.case_opening import open_reminders  # noqa: PLC0415 — the engine

    entered = at_work(request, "receivables")
    owed = _balances(entered, _day(request.POST.get("day"), entered))
    with ledger_of(entered.place) as ledger:
        by = name_of(user_of(request))
        codes = open_reminders(ledger, owed, by=by, at=moment())
    return opened(request, entered, codes, "receivables")


def _day(typed: str | None, entered: Entered) -> date:
    if not typed:
        return min(timezone.localdate(), date(entered.year, 12, 31))
    try:
        return date.fromisoformat(typed)
    except ValueError:
        message = "请写明哪一天，如 2026-06-30。"
        raise JixiaoError(message) from None
