"""A leader's picture of supervision: cases, money, what is late, and how the rules did."""

from collections import Counter
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jixiao.web.work.fund_cases import (
    has_ledger,
    ledger_of,
    moment,
    of_supervision,
)
from jixiao.web.work.fund_pages import enter

_MOST_PLACES = 10


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show how the cases of a place stand; an empty picture where there are none."""
    entered = enter(request, "supervision_picture")
    today = moment().date()
    cases: list[Any] = []
    records: list[Any] = []
    faults: list[str] = []
    if has_ledger(entered.place):
        with ledger_of(entered.place) as ledger:
            cases = of_supervision(ledger.cases())
            records = sorted(ledger.rule_records().values(), key=lambda each: each.rule)
            faults = ledger.verify()
    of_year = [case for case in cases if case.code.startswith(f"{entered.year}-")]
    money: Counter[str] = Counter()
    for case in of_year:
        money[case.subject] += case.counted
    late = [case for case in cases if any(due.last_day < today for due in case.due)]
    context = {
        "entered": entered,
        "cases": of_year,
        "states": Counter(case.state for case in of_year).most_common(),
        "counted": sum(case.counted for case in of_year),
        "recovered": sum(case.recovered for case in of_year),
        "late": late,
        "places": money.most_common(_MOST_PLACES),
        "records": records,
        "faults": faults,
    }
    return render(request, "supervision_picture.html", context)
