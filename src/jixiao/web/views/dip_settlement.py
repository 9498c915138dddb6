"""A year's settlement by disease points: point values, hospitals, months, what deviates."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jixiao.web.work.fund_charts import Series, by_month, chart, in_whole_yuan
from jixiao.web.work.fund_pages import enter, reading

if TYPE_CHECKING:
    from jixiao.fund.store.engine import Engine


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show a settled year, hospital by hospital."""
    from jixiao.fund.payment.kept_year import terms_used  # noqa: PLC0415 — loads the engine

    entered = enter(request, "dip_settlement")
    with reading(entered.place.folder) as engine:
        cleared, months, deviations = _settled(engine, entered.year)
        used = terms_used(engine, entered.year)
    first = cleared[0] if cleared else {}
    context = {
        "entered": entered,
        "cleared": cleared,
        "deviations": deviations,
        "total": {name: sum(row[name] for row in cleared) for name in _SUMS},
        "value": float(Fraction(first["point_value"])) if first else None,
        "budget_value": first.get("budget_point_value", 0) / 10**6,
        "ratio": float(Fraction(first["ratio"])) if first else None,
        "drawn": [_shares(cleared), by_month(months)],
        "used": used,
    }
    return render(request, "dip_settlement.html", context)


_SUMS = (
    "cases",
    "points",
    "cost",
    "booked",
    "share",
    "assessed",
    "deducted",
    "paid",
    "due",
)


def _settled(
    engine: "Engine", year: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    from jixiao.fund.payment.case_points import Deviation  # noqa: PLC0415 — loads the engine
    from jixiao.fund.payment.county_records import records_of  # noqa: PLC0415

    records = records_of(engine)
    cleared, months = records.record("dip_cleared"), records.record("dip_months")
    priced = records.record("dip_priced")
    of_year = priced.filter(priced.year == year)
    counted = of_year.group_by("deviation").aggregate(
        cases=of_year.count(),
        cost=of_year.medfee_sumamt.sum().cast("int64"),
        points=of_year.case_points.sum().cast("int64"),
    )
    months = months.filter(months.year == year)
    by_month = months.group_by("month").aggregate(
        value=months.value.sum().cast("int64"),
        prepaid=months.prepaid.sum().cast("int64"),
    )
    deviations = [
        {**row, "word": Deviation(int(row["deviation"])).word}
        for row in engine.fetch(counted.order_by("deviation")).to_pylist()
    ]
    hospitals = cleared.filter(cleared.year == year).order_by("fixmedins_code")
    return (
        engine.fetch(hospitals).to_pylist(),
        engine.fetch(by_month.order_by("month")).to_pylist(),
        deviations,
    )


def _shares(cleared: list[dict[str, Any]]) -> dict[str, Any]:
    return chart(
        "shares",
        [row["fixmedins_code"] for row in cleared],
        Series("记账的基金（元）", in_whole_yuan(row["booked"] for row in cleared)),
        Series("按分值应得（元）", in_whole_yuan(row["share"] for row in cleared)),
    )
