"""What if: a year settled again by other numbers, with who gains, who loses and what drives it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jixiao.errors import JixiaoError
from jixiao.fund.parameters.assumed import ASSUMED
from jixiao.web.work.fund_charts import Series, chart, in_whole_yuan
from jixiao.web.work.fund_pages import Entered, enter, reading

if TYPE_CHECKING:
    from jixiao.fund.payment.what_if import Comparison, Difference

_LARGEST = 15
_LONGEST = 2_000


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Compare a year as it is with what was typed; without anything typed show what may be."""
    from jixiao.fund.payment.changes import WORDS  # noqa: PLC0415 — loads the engine

    entered = enter(request, "dip_what_if")
    typed = request.GET.get("changes", "")[:_LONGEST]
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    context: dict[str, Any] = {
        "entered": entered, "changes": typed, "words": WORDS, "compared": None, "why_not": "",
        "drawn": [], "used": [],
    }  # fmt: skip
    if lines:
        try:
            context |= _compared(entered, lines)
        except JixiaoError as error:
            context["why_not"] = str(error)
    return render(request, "dip_what_if.html", context)


def _compared(entered: Entered, lines: list[str]) -> dict[str, Any]:
    from jixiao.fund.payment.changes import change_of  # noqa: PLC0415 — loads the engine
    from jixiao.fund.payment.county import keys_of, priceable  # noqa: PLC0415
    from jixiao.fund.payment.kept_year import as_cleared  # noqa: PLC0415
    from jixiao.fund.payment.what_if import compare, fit_of  # noqa: PLC0415

    with reading(entered.place.folder) as engine:
        fund, value = as_cleared(engine, entered.year)
        start = priceable(engine, entered.year, entered.terms, fund, value)
    change = change_of(lines, entered.terms, entered.terms_of)
    compared = compare(start.cases, start.rules, change)
    moved = sorted(compared.groups, key=lambda each: -abs(each.change))[:_LARGEST]
    return {
        "compared": compared,
        "groups": [each for each in moved if each.change],
        "drawn": [_chart(compared.hospitals)],
        "doubts": start.doubts,
        "values": _values(compared),
        "fits": (fit_of(compared.before), fit_of(compared.after)),
        "assumed": [
            r.line
            for r in (change.terms or entered.terms).rows.values()
            if r.basis == ASSUMED
        ],
        "used": entered.used(keys_of(entered.terms)),
    }


def _values(compared: "Comparison") -> tuple[float, float]:
    before, after = compared.before.clearing, compared.after.clearing
    return float(before.point_value), float(after.point_value)


def _chart(hospitals: "Sequence[Difference]") -> dict[str, Any]:
    return chart(
        "hospitals",
        [each.code for each in hospitals],
        Series("改以前（元）", in_whole_yuan(each.before for each in hospitals)),
        Series("改以后（元）", in_whole_yuan(each.after for each in hospitals)),
    )
