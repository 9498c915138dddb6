"""A year of a top-up product: who is insured, what is due by its terms, what was paid, what differs."""

from collections import Counter
from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jixiao.errors import JixiaoError
from jixiao.web.views.desk import PAGE, query_without_page
from jixiao.web.work.fund_pages import Entered, enter, reading

_OWN = "topup"
_SAMPLE = "sample"
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
    own = sorted((entered.place.folder / _OWN).glob("*.toml"))
    files = {path.stem: path for path in own}
    chosen = request.GET.get("product") or next(iter(files), _SAMPLE)
    context: dict[str, Any] = {
        "entered": entered, "products": [*files, _SAMPLE], "chosen": chosen, "why_not": "",
        "came": None, "page": None, "query": query_without_page(request),
    }  # fmt: skip
    try:
        context |= _year(request, entered, files, chosen)
    except JixiaoError as error:
        context["why_not"] = str(error)
    return render(request, "topup.html", context)


def _year(
    request: HttpRequest, entered: Entered, files: dict[str, Path], chosen: str
) -> dict[str, Any]:
    from jixiao.fund.payment.topup.product import SAMPLE, load_product  # noqa: PLC0415 — loads the engine
    from jixiao.fund.payment.topup.year import product_year, whole_year  # noqa: PLC0415
    from jixiao.fund.records import Records  # noqa: PLC0415

    known = {_SAMPLE: SAMPLE} | files
    if chosen not in known:
        message = f"没有叫 {chosen[:30]} 的产品；可用 {'、'.join(known)}。"
        raise JixiaoError(message)
    product = load_product(known[chosen])
    period = whole_year(entered.year)
    with reading(entered.place.folder) as engine:
        came = product_year(Records(engine, period), product, period)
    page = Paginator(came.differences, PAGE).get_page(request.GET.get("page"))
    whys = dict.fromkeys(_WHYS, 0) | Counter(due.why for due in came.dues)
    return {"came": came, "whys": whys, "page": page}
