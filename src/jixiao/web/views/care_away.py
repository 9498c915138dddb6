"""A year's care away: shares, why not direct, what 99 % takes, flows, and what could have stayed."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jixiao.errors import JixiaoError
from jixiao.web.library_words import spoken
from jixiao.web.models import User
from jixiao.web.people.access import user_of
from jixiao.web.work.fund_charts import Series, chart, in_whole_yuan
from jixiao.web.work.fund_pages import Entered, enter
from jixiao.web.work.kept_pages import have_computed, kept, order_of

if TYPE_CHECKING:
    from jixiao.fund.payment.away import CareAway, FlowMatrix
    from jixiao.fund.payment.away.year import AwayYear

_MOST = 20

_FEN = 100


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show a year's care away, which the worker computes; what was not loaded is said."""
    entered = enter(request, "care_away")
    context: dict[str, Any] = {
        "entered": entered, "care": None, "flow": None, "mix": None, "why_not": "",
        "no_mix": "", "drawn": [], "used": [], "most": _MOST, "job": None,
    }  # fmt: skip
    try:
        context |= _year(user_of(request), entered)
    except JixiaoError as error:
        context["why_not"] = str(error)
    response = render(request, "care_away.html", context)
    if context["care"] and "HX-Request" in request.headers:
        # Somebody else's job was waited for: the page shows by itself what it made.
        response.headers["HX-Refresh"] = "true"
    return response


def _year(user: User, entered: Entered) -> dict[str, Any]:
    from jixiao.fund.payment.away.year import AwayYear  # noqa: PLC0415 — loads the engine

    folder, wanted = entered.place.folder, order_of(entered)
    year = kept(folder, wanted, AwayYear)
    if year is None:
        job = have_computed(user, entered, wanted)
        year = kept(folder, wanted, AwayYear)
        if year is None:
            return {"job": job}
    return _shown(year, entered)


def _shown(year: "AwayYear", entered: Entered) -> dict[str, Any]:
    from jixiao.fund.payment.away.case_mix import KEYS as OF_MIX  # noqa: PLC0415 — loads the engine
    from jixiao.fund.payment.away.shares import KEYS  # noqa: PLC0415

    return {
        "care": year.care,
        "flow": year.flow,
        "mix": year.mix,
        "no_mix": year.no_mix,
        "levels": sorted({cell.level for cell in year.flow.cells}),
        "drawn": [_months(year.care), _reasons(year.care), _net(year.flow)],
        "map": _map(year.flow),
        "used": entered.used([*KEYS, *OF_MIX]),
    }


def _months(care: "CareAway") -> dict[str, Any]:
    names = [f"{each.month:%Y-%m}" for each in care.months]
    return chart(
        "months",
        names,
        Series("直接结算（笔）", [each.direct for each in care.months]),
        Series("手工报销（笔）", [each.by_hand for each in care.months]),
    )


def _reasons(care: "CareAway") -> dict[str, Any]:
    names = [each.reason for each in care.reasons]
    return chart("reasons", names, Series("跨省手工（笔）", [each.visits for each in care.reasons]))  # fmt: skip


def _map(flow: "FlowMatrix") -> str:
    """Return the areas as tiles: the darker, the more goes out of them and in; each says its net."""
    from jixiao.publication.writers.tile_map import Tile, tile_map  # noqa: PLC0415 — loads the writers

    busiest = max((each.fund_out + each.fund_in for each in flow.sums), default=0)
    tiles = [
        Tile(
            each.area,
            spoken(f"净 {each.net_fund // _FEN:,} 元"),
            Decimal(each.fund_out + each.fund_in) / busiest if busiest else None,
        )
        for each in flow.sums
    ]
    title = spoken("各地的净额（基金流入减流出）；深浅是往来为最多一地的几成")
    return tile_map(title, tiles, spoken("没有报")) if tiles else ""


def _net(flow: "FlowMatrix") -> dict[str, Any]:
    sums = flow.sums
    return chart(
        "flows",
        [each.area for each in sums],
        Series("基金流出（元）", in_whole_yuan(each.fund_out for each in sums)),
        Series("基金流入（元）", in_whole_yuan(each.fund_in for each in sums)),
    )
