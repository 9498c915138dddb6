"""The audit's rules: what the last audit marked by each, what it could not ask, how its cases came out."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jixiao.errors import JixiaoError
from jixiao.web.work.fund_cases import has_ledger, ledger_of
from jixiao.web.work.fund_pages import Entered, enter, reading


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """List the rules; of the one that is asked for show its limits and how sure it has been."""
    from jixiao.fund.audit import library  # noqa: PLC0415 — loads the engine

    entered = enter(request, "audit_rules")
    marked, unasked, audited = _last_audit(entered)
    records: dict[str, Any] = {}
    if has_ledger(entered.place):
        with ledger_of(entered.place) as ledger:
            records = dict(ledger.rule_records())
    context = {
        "entered": entered,
        "rules": list(library().values()),
        "chosen": library().get(request.GET.get("rule", "")),
        "marked": marked,
        "unasked": unasked,
        "audited": audited,
        "records": records,
    }
    return render(request, "audit_rules.html", context)


def _last_audit(
    entered: Entered,
) -> tuple[dict[str, tuple[int, int]], dict[str, list[str]], str]:
    """Return what the last audit marked by each rule and the fund concerned, what it could not ask, and of when.

    Nothing where there was none.
    """
    from jixiao.fund.audit.kept import AUDIT_FINDINGS, AUDIT_UNASKED  # noqa: PLC0415 — loads the engine

    try:
        with reading(entered.place.folder) as engine:
            findings = AUDIT_FINDINGS.read(engine)
            summed = findings.group_by("rule").aggregate(
                rows=findings.count(), fund=findings.counted.sum()
            )
            marks = engine.fetch(summed).to_pylist()
            reasons = engine.fetch(AUDIT_UNASKED.read(engine)).to_pylist()
    except JixiaoError:
        return {}, {}, ""
    unasked: dict[str, list[str]] = {}
    for row in reasons:
        unasked.setdefault(row["rule"], []).append(row["why"])
    marked = {row["rule"]: (row["rows"], int(row["fund"] or 0)) for row in marks}
    return marked, unasked, reasons[0]["audited"] if reasons else ""
