"""A signal's page: what it looks at, its limits, where it stands, whence, its cases and its record."""

import json
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jixiao.web.work.fund_cases import has_ledger, ledger_of, moment
from jixiao.web.work.fund_charts import Series, chart
from jixiao.web.work.fund_pages import enter
from jixiao.web.work.outlook_pages import month_page


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show a signal in a month, or the list of them."""
    from jixiao.fund.outlook.declaration import library  # noqa: PLC0415 — loads the engine
    from jixiao.fund.outlook.set_limits import key_of  # noqa: PLC0415
    from jixiao.fund.outlook.warning_cases import signal_records  # noqa: PLC0415

    entered = enter(request, "outlook_signal")
    page = month_page(request, entered)
    code = request.GET.get("code", "")
    if code and code not in library():
        raise Http404
    records, cases = [], []
    if has_ledger(entered.place):
        with ledger_of(entered.place) as ledger:
            records = signal_records(ledger, moment().date())
            cases = [case for case in ledger.cases() if case.rule == code]
    signals = page.seen.signals if page.seen else ()
    standing = [
        {**row, "groups": json.loads(row["groups"])}
        for row in signals
        if row["code"] == code
    ]
    key = key_of(code)
    context: dict[str, Any] = {
        "entered": entered,
        "page": page,
        "query": {**entered.query, "month": f"{page.month:%Y-%m}"},
        "entries": library(),
        "entry": library().get(code),
        "about": _about(code),
        "limit": entered.terms.row(key) if key in entered.terms else None,
        "standing": standing,
        "counts": {c: sum(row["code"] == c for row in signals) for c in library()},
        "records": {record.code: record for record in records},
        "cases": cases,
        "drawn": [_groups(standing[0])] if standing and standing[0]["groups"] else [],
    }
    return render(request, "outlook_signal.html", context)


def _about(code: str) -> str:
    """Return a signal's page up to its examples, without its head."""
    from jixiao.fund.outlook.declaration import library  # noqa: PLC0415 — loads the engine

    entry = library().get(code)
    if entry is None:
        return ""
    return entry.prose.partition("\n## ")[0].partition("\n")[2].strip()


def _groups(row: dict[str, Any]) -> dict[str, Any]:
    yuan = [float(group["yuan"].replace(",", "")) for group in row["groups"]]
    names = [group["group"] for group in row["groups"]]
    return chart("groups", names, Series("增减（元）", yuan))
