"""Months of care paid by the bundle: due and used by centre, leaks, what is not paid, quality."""

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from jixiao.errors import JixiaoError
from jixiao.web.people.access import user_of
from jixiao.web.work.fund_cases import ledger_of, moment, name_of
from jixiao.web.work.fund_charts import Series, chart, in_whole_yuan
from jixiao.web.work.fund_pages import Entered, enter, reading
from jixiao.web.work.month_desk import at_work, desk_context, opened, order_month
from jixiao.web.work.month_orders import CLOSE

if TYPE_CHECKING:
    from jixiao.fund.store.engine import Engine

_SUMS = ("persons", "days", "sessions", "due", "used", "apart", "leaked")
_MOST = 30


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the year's closed months, what leaked and what was not paid, and the quality given."""
    entered = enter(request, "bundle_months")
    context = desk_context(request, entered) | {
        "months": [], "leaks": [], "out_of_order": [], "whys": [], "quality": [], "sums": {}, "used": [],
    }  # fmt: skip
    gaps = []
    try:
        with reading(entered.place.folder) as engine:
            for part in (_closed, _quality):
                try:
                    context |= part(engine, entered)
                except JixiaoError as error:
                    gaps.append(str(error))
    except JixiaoError as error:
        gaps.append(str(error))
    return render(request, "bundle_months.html", context | {"gaps": gaps})


def _closed(engine: "Engine", entered: Entered) -> dict[str, Any]:
    from jixiao.fund.payment.bundles.closing import KEYS  # noqa: PLC0415 — loads the engine
    from jixiao.fund.payment.bundles.months import months_of_year  # noqa: PLC0415

    closed = months_of_year(engine, entered.year)
    months = closed.centres
    whys: Counter[tuple[str, str]] = Counter()
    for row in closed.refused:
        whys[row["why"], f"{row['closed_on']:%Y-%m}"] += row["days"]
    names = [f"{row['fixmedins_code']} {row['closed_on']:%m}" for row in months]
    drawn = chart(
        "months",
        names,
        Series("包干应付（元）", in_whole_yuan(row["due"] for row in months)),
        Series("实际用了（元）", in_whole_yuan(row["used"] for row in months)),
    )
    return {
        "months": months,
        "sums": {name: sum(row[name] for row in months) for name in _SUMS},
        "leaks": closed.leaks[:_MOST],
        "out_of_order": closed.notes,
        "whys": sorted(whys.items(), key=lambda each: (each[0][1], -each[1])),
        "drawn": [drawn],
        "used": entered.used(KEYS),
    }


def _quality(engine: "Engine", entered: Entered) -> dict[str, Any]:
    from jixiao.fund.payment.bundles import quality_of_centres  # noqa: PLC0415 — loads the engine
    from jixiao.period import Period  # noqa: PLC0415

    year = Period(date(entered.year, 1, 1), date(entered.year, 12, 31))
    return {"quality": quality_of_centres(engine, year)}


@login_required
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Have a month closed by the worker."""
    return order_month(request, "bundle_months", CLOSE)


@login_required
@require_POST
def open_found(request: HttpRequest) -> HttpResponse:
    """Open a case for each institution that billed items inside a bundle besides."""
    from jixiao.fund.payment.bundles.case_opening import open_leaks  # noqa: PLC0415 — loads the engine

    entered = at_work(request, "bundle_months")
    by = name_of(user_of(request))
    with reading(entered.place.folder) as engine, ledger_of(entered.place) as ledger:
        codes = open_leaks(ledger, engine, by=by, at=moment())
    return opened(request, entered, codes, "audit_queue")
