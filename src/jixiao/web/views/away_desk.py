"""The desk of care away: a month cleared line by line, advances, claims by hand, cases of all three."""

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
from jixiao.web.views.desk import PAGE, query_without_page
from jixiao.web.work.fund_cases import ledger_of, moment, name_of
from jixiao.web.work.fund_charts import Series, chart, in_whole_yuan
from jixiao.web.work.fund_pages import Entered, enter, reading
from jixiao.web.work.month_desk import at_work, desk_context, opened, order_month
from jixiao.web.work.month_orders import CLEAR

if TYPE_CHECKING:
    from jixiao.fund.payment.away import Desk
    from jixiao.fund.store.engine import Engine


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the month cleared last, the advances, and the claims by hand of the year."""
    entered = enter(request, "away_desk")
    context = desk_context(request, entered) | {
        "states": {}, "page": None, "month": None, "sums": {}, "advances": [],
        "desk": None, "query": query_without_page(request), "used": [],
    }  # fmt: skip
    with_gaps = []
    try:
        with reading(entered.place.folder) as engine:
            for part in (_cleared, _advances, _by_hand):
                try:
                    context |= part(engine, request, entered)
                except JixiaoError as error:
                    with_gaps.append(str(error))
    except JixiaoError as error:
        with_gaps.append(str(error))
    return render(request, "away_desk.html", context | {"gaps": with_gaps})


def _today(entered: Entered) -> date:
    """Return today, or the last day of a year that is over."""
    return min(timezone.localdate(), date(entered.year, 12, 31))


def _cleared(
    engine: "Engine", request: HttpRequest, entered: Entered
) -> dict[str, Any]:
    from jixiao.fund.payment.kept import AWAY_CLEARED, CLEARED  # noqa: PLC0415 — loads the engine

    del entered
    rows = engine.fetch(AWAY_CLEARED.read(engine)).to_pylist()
    wanted = request.GET.get("state", "")
    listed = [row for row in rows if row["state"] == wanted or (not wanted and row["state"] != "1")]  # fmt: skip
    listed.sort(key=lambda row: row["pair"])
    month = rows[0]["month"] if rows else None
    sums = {
        side: sum(row[f"{side}_fund"] or 0 for row in rows if row[f"{side}_month"] == month)
        for side in ("own", "other")
    }  # fmt: skip
    states = {c: [word, sum(r["state"] == c for r in rows)] for c, word in CLEARED.items()}  # fmt: skip
    page = Paginator([AWAY_CLEARED.masked(row) for row in listed], PAGE)
    return {
        "states": states,
        "words": CLEARED,
        "month": month,
        "sums": sums,
        "page": page.get_page(request.GET.get("page")),
    }


def _advances(
    engine: "Engine", request: HttpRequest, entered: Entered
) -> dict[str, Any]:
    from jixiao.fund.payment.away.advances import KEYS, advance_ledgers  # noqa: PLC0415 — loads the engine

    del request
    ledgers = advance_ledgers(engine, _today(entered), entered.terms)
    drawn = chart(
        "advances",
        [each.area for each in ledgers],
        Series("余额（元）", in_whole_yuan(each.balance for each in ledgers)),
        Series("应有（元）", in_whole_yuan(each.needed for each in ledgers)),
    )
    return {"advances": ledgers, "drawn": [drawn], "used": entered.used(KEYS)}


def _by_hand(
    engine: "Engine", request: HttpRequest, entered: Entered
) -> dict[str, Any]:
    del request
    desk = _desk(engine, entered)
    troubled = [claim for claim in desk.claims if claim.whys]
    counts = [(claim.state, 1) for claim in desk.claims]
    states = {state.value: sum(n for each, n in counts if each is state) for state, _ in counts}  # fmt: skip
    return {"desk": desk, "troubled": troubled[:PAGE], "claim_states": states}


def _desk(engine: "Engine", entered: Entered) -> "Desk":
    from jixiao.fund.payment.away import manual_desk  # noqa: PLC0415 — loads the engine
    from jixiao.period import Period  # noqa: PLC0415

    year = Period(date(entered.year, 1, 1), date(entered.year, 12, 31))
    return manual_desk(engine, year, _today(entered), entered.terms)


@login_required
@require_POST
def clear(request: HttpRequest) -> HttpResponse:
    """Have a month cleared by the worker."""
    return order_month(request, "away_desk", CLEAR)


@login_required
@require_POST
def open_found(request: HttpRequest) -> HttpResponse:
    """Open cases: of each other side whose lines do not agree, or of each claim made twice."""
    from jixiao.fund.payment.away import disputes  # noqa: PLC0415 — loads the engine

    entered = at_work(request, "away_desk")
    by = name_of(user_of(request))
    with reading(entered.place.folder) as engine, ledger_of(entered.place) as ledger:
        if request.POST.get("what") == "twice":
            desk = _desk(engine, entered)
            codes = disputes.open_twice(ledger, desk, by=by, at=moment())
        else:
            codes = disputes.open_disputes(ledger, engine, by=by, at=moment())
    return opened(request, entered, codes, "audit_queue")


@login_required
@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Open a case to have a settlement verified where it was given."""
    from jixiao.fund.payment.away.disputes import open_verification  # noqa: PLC0415 — loads the engine

    entered = at_work(request, "away_desk")
    setl_id = request.POST.get("setl_id", "").strip()[:60]
    why = request.POST.get("why", "").strip()[:200]
    by = name_of(user_of(request))
    with reading(entered.place.folder) as engine, ledger_of(entered.place) as ledger:
        code = open_verification(ledger, engine, setl_id, why, by=by, at=moment())
    return opened(request, entered, [code], "audit_queue")
