"""What if: a year settled again by other numbers, with who gains, who loses and what drives it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jixiao.errors import JixiaoError
from jixiao.fund.parameters.assumed import ASSUMED
from jixiao.web.request_values import whole_number
from jixiao.web.work.fund_charts import Series, chart, in_whole_yuan
from jixiao.web.work.fund_pages import Entered, enter, reading

if TYPE_CHECKING:
    from jixiao.fund.payment.county import Priceable
    from jixiao.fund.payment.what_if import Comparison, Difference, Regrouped
    from jixiao.fund.store.engine import Engine
    from jixiao.web.people.fund_access import FundPlace

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
    others = [place for place in entered.places if place != entered.place]
    other = _other(others, request.GET.get("other"))
    context: dict[str, Any] = {
        "entered": entered, "changes": typed, "words": WORDS, "compared": None, "why_not": "",
        "drawn": [], "used": [], "others": others, "other": other,
    }  # fmt: skip
    if lines or other:
        try:
            context |= _compared(entered, lines, other)
        except JixiaoError as error:
            context["why_not"] = str(error)
    return render(request, "dip_what_if.html", context)


def _other(others: "Sequence[FundPlace]", asked: str | None) -> "FundPlace | None":
    """Return the place whose catalogue is asked for; none where nothing is.

    Raises:
        Http404: it is none that this person reaches.
    """
    if not asked:
        return None
    for place in others:
        if place.organisation.pk == whole_number(asked):
            return place
    raise Http404


def _compared(
    entered: Entered, lines: list[str], other: "FundPlace | None"
) -> dict[str, Any]:
    from jixiao.fund.payment.changes import change_of  # noqa: PLC0415 — loads the engine
    from jixiao.fund.payment.county import keys_of, priceable  # noqa: PLC0415
    from jixiao.fund.payment.kept_year import as_cleared  # noqa: PLC0415
    from jixiao.fund.payment.what_if import compare, fit_of  # noqa: PLC0415

    with reading(entered.place.folder) as engine:
        fund, value = as_cleared(engine, entered.year)
        start = priceable(engine, entered.year, entered.terms, fund, value)
        change = change_of(lines, entered.terms, entered.terms_of)
        if other is not None:
            change = replace(change, regrouped=_regrouped(engine, entered, start, other))  # fmt: skip
    compared = compare(start.cases, start.rules, change)
    moved = sorted(compared.groups, key=lambda each: -abs(each.change))[:_LARGEST]
    return {
        "compared": compared,
        "groups": [each for each in moved if each.change],
        "drawn": [_chart(compared.hospitals)],
        "doubts": (
            *start.doubts,
            *(change.regrouped.doubts if change.regrouped else ()),
        ),
        "values": _values(compared),
        "fits": (fit_of(compared.before), fit_of(compared.after)),
        "assumed": [
            r.line
            for r in (change.terms or entered.terms).rows.values()
            if r.basis == ASSUMED
        ],
        "used": entered.used(keys_of(entered.terms)),
    }


def _regrouped(
    engine: "Engine", entered: Entered, start: "Priceable", other: "FundPlace"
) -> "Regrouped":
    """Return the year's cases in the groups of another place's catalogue, and at what those are worth."""
    from jixiao.fund.grouping.steps import read_other, regroup_year  # noqa: PLC0415
    from jixiao.fund.payment.other_catalogue import read_worth, regrouped  # noqa: PLC0415

    with reading(other.folder) as there:
        catalogue = read_other(there)
        worth = read_worth(there, start, entered.terms)
    rules = other.folder / "rules"
    again = regroup_year(
        engine,
        entered.year,
        entered.terms,
        catalogue,
        rules if rules.is_dir() else None,
    )
    change = regrouped(engine, start, again.groups, worth, entered.terms)
    return replace(change, doubts=(*again.doubts, *change.doubts))


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
