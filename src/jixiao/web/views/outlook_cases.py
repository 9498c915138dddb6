"""Warnings, lists of burdens and prepayments: what is whose to go on with, and what is late."""

from collections import Counter
from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jixiao.web.work.fund_cases import has_ledger, ledger_of, moment
from jixiao.web.work.fund_pages import enter, reading


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """List the cases of a fund's course, those not closed first, and the money that is out."""
    from jixiao.fund.cases.procedure import CLOSED, OUTLOOK_ENGINES  # noqa: PLC0415 — loads the ledger
    from jixiao.fund.outlook.prepayment_ledger import prepayment_rows  # noqa: PLC0415 — the engine

    entered = enter(request, "outlook_cases")
    by_engine: dict[str, list[Any]] = {engine: [] for engine in OUTLOOK_ENGINES}
    prepaid: list[Any] = []
    if has_ledger(entered.place):
        with ledger_of(entered.place) as ledger:
            for case in ledger.cases():
                if case.engine in by_engine:
                    by_engine[case.engine].append(case)
            prepaid = prepayment_rows(ledger)
    for cases in by_engine.values():
        cases.sort(key=lambda case: (case.state == CLOSED, case.code))
    context: dict[str, Any] = {
        "entered": entered,
        "by_engine": {_TITLES[name]: cases for name, cases in by_engine.items()},
        "prepaid": prepaid,
        "left": sum(row.left for row in prepaid),
        "lists": _lists(entered.place.folder),
        "today": moment().date(),
    }
    return render(request, "outlook_cases.html", context)


_TITLES = {"warning": "预警", "relief": "因病致贫风险名单", "prepayment": "预付金"}


def _lists(folder: Path) -> list[tuple[str, list[tuple[str, int]]]]:
    """Return how many persons and households of each list are in which state."""
    from jixiao.fund.outlook.relief_alerts import kept_alerts  # noqa: PLC0415 — loads the engine
    from jixiao.fund.outlook.rollcall import roll_calls  # noqa: PLC0415

    with reading(folder) as engine:
        alerts = kept_alerts(engine)
    counts: dict[str, Counter[str]] = {}
    for alert in alerts:
        counts.setdefault(alert.list, Counter())[alert.state] += 1
    return [
        (f"{code} {roll_calls()[code].title}", states.most_common())
        for code, states in sorted(counts.items())
    ]
