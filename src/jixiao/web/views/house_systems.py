"""A month of the bureau's systems: how they ran, how events were answered; on a desk or on a wall."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jixiao.errors import JixiaoError
from jixiao.web.work.fund_cases import moment
from jixiao.web.work.fund_pages import enter
from jixiao.web.work.month_orders import month_typed
from jixiao.web.work.system_pages import system_month

if TYPE_CHECKING:
    from jixiao.service.systems.answering import Promptness
    from jixiao.service.systems.month import Month, SystemMonth

_MOST = 30


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show a month; with `wall`, large and by itself."""
    from jixiao.service.systems.month import KEYS  # noqa: PLC0415 — loads the engine

    entered = enter(request, "house_systems")
    context: dict[str, Any] = {
        "entered": entered, "seen": None, "why_not": "", "used": [], "month": None, "query": {},
    }  # fmt: skip
    try:
        month = month_typed(request.GET.get("month") or f"{moment():%Y-%m}")
        context |= {
            "month": month,
            "query": {**entered.query, "month": f"{month:%Y-%m}"},
        }
        seen = system_month(entered, month)
    except JixiaoError as error:
        context["why_not"] = str(error)
    else:
        context |= {
            "seen": seen,
            "systems": [
                _printed_system(each, seen.least_share) for each in seen.systems
            ],
            "answers": [
                ("响应", seen.response, _rate(seen.response)),
                ("恢复", seen.restoring, _rate(seen.restoring)),
            ],
            "grades": [
                (grade, *map(_rate, both), sum(both[0].outcomes.values()))
                for grade, both in seen.by_grade.items()
            ],
            "late": _late(seen),
            "doubts_of": seen.doubts,
            "used": entered.used(KEYS),
        }
    wall = request.GET.get("wall") == "1"
    return render(
        request, "house_systems_wall.html" if wall else "house_systems.html", context
    )


def _printed_system(each: "SystemMonth", least: Fraction) -> dict[str, Any]:
    """Return a system as the page prints it: shares in per cent, times in minutes."""
    runs = {"log": each.by_log, "probes": each.with_probes}
    shares = {name: run.share if run else None for name, run in runs.items()}
    run = each.by_log
    return {
        "system": each,
        "share": _percent(shares["log"]),
        "with_probes": _percent(shares["probes"]),
        "is_low": any(share is not None and share < least for share in shares.values()),
        "down": run.down // 60 if run else None,
        "planned": run.planned // 60 if run else None,
        "unreported": each.unreported[:_MOST],
    }


def _rate(came: "Promptness") -> str:
    return _percent(came.rate) or "无样本"


def _percent(share: Fraction | None) -> str:
    return "" if share is None else f"{float(share * 100):.3f}%"


def _late(seen: "Month") -> list[tuple[str, Any]]:
    """Return the events that were not answered or mended in time, with what was not."""
    from jixiao.service.systems.answering import Outcome  # noqa: PLC0415 — as above

    good = (Outcome.IN_TIME, Outcome.WAITING)
    sides = (("响应", seen.responses), ("恢复", seen.restorings))
    late = [
        (what, each)
        for what, side in sides
        for each in side
        if each.outcome not in good
    ]
    return late[:_MOST]
