"""A year of a top-up product: who is insured, what is due by its terms, what was paid, what differs."""

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from jixiao.errors import JixiaoError
from jixiao.web.people.access import user_of
from jixiao.web.rooms import FUND_WORK
from jixiao.web.views.desk import PAGE, query_without_page
from jixiao.web.work.fund_cases import cases_of, ledger_of, moment, name_of
from jixiao.web.work.fund_charts import Series, chart, in_whole_yuan
from jixiao.web.work.fund_pages import Entered, enter, reading
from jixiao.web.work.month_desk import at_work, opened
from jixiao.web.work.topup_products import product_named, products_at

if TYPE_CHECKING:
    from jixiao.fund.payment.topup.year import ProductYear

_WHYS = (
    "应赔",
    "起付线以内",
    "等待期内",
    "既往症",
    "到了封顶线",
    "不在保",
    "不属保障的医疗类别",
)
"""What becomes of bills, as the page lists it."""


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show a product's year; products are the sample and those in a place's folder `topup`."""
    entered = enter(request, "topup")
    products = products_at(entered.place.folder)
    chosen = request.GET.get("product") or next(iter(products))
    context: dict[str, Any] = {
        "entered": entered, "products": [*products], "chosen": chosen, "why_not": "",
        "came": None, "page": None, "query": query_without_page(request), "drawn": [],
        "today": moment().date(), "may_work": entered.place.allows(FUND_WORK),
        "cases": cases_of(entered.place, "topup"),
    }  # fmt: skip
    try:
        context |= _year(request, entered, chosen)
    except JixiaoError as error:
        context["why_not"] = str(error)
    return render(request, "topup.html", context)


def _year(request: HttpRequest, entered: Entered, chosen: str) -> dict[str, Any]:
    came = _came(entered, chosen)
    page = Paginator(came.differences, PAGE).get_page(request.GET.get("page"))
    whys = dict.fromkeys(_WHYS, 0) | Counter(due.why for due in came.dues)
    return {"came": came, "whys": whys, "page": page, "drawn": [_months(came)]}


def _came(entered: Entered, chosen: str) -> "ProductYear":
    from jixiao.fund.payment.topup.year import product_year, whole_year  # noqa: PLC0415 — loads the engine
    from jixiao.fund.records import Records  # noqa: PLC0415

    product = product_named(entered.place.folder, chosen)
    period = whole_year(entered.year)
    with reading(entered.place.folder) as engine:
        return product_year(Records(engine, period), product, period)


@login_required
@require_POST
def open_found(request: HttpRequest) -> HttpResponse:
    """Open a case for the payouts of a product that are not as its terms say."""
    from jixiao.fund.payment.topup.case_opening import open_differences  # noqa: PLC0415 — loads the engine

    entered = at_work(request, "topup")
    came = _came(entered, request.POST.get("product", ""))
    with ledger_of(entered.place) as ledger:
        by = name_of(user_of(request))
        code = open_differences(ledger, came, by=by, at=moment())
    return opened(request, entered, [code] if code else [], "topup")


def _months(came: "ProductYear") -> dict[str, Any]:
    """Draw what is due by the month of the settlement."""
    due: Counter[int] = Counter()
    for each in came.dues:
        due[each.bill.settled_at.month] += each.amount
    months = range(1, 13)
    return chart(
        "months",
        [f"{month}月" for month in months],
        Series("应赔（元）", in_whole_yuan(due[month] for month in months)),
    )
