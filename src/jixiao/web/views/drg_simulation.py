"""A year as if it were paid by DRG, beside DIP and beside what was booked fee by fee."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jixiao.errors import JixiaoError
from jixiao.fund.parameters.typed import scaled
from jixiao.web.work.fund_charts import Series, chart, in_whole_yuan
from jixiao.web.work.fund_pages import Entered, enter, reading

if TYPE_CHECKING:
    from jixiao.fund.payment.drg_simulation import SimulatedHospital, Simulation

_LONGEST_AMOUNT = 20


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Simulate a year with the fund that is typed, or the one of the bureau's table."""
    from jixiao.fund.payment.drg_simulation import keys_of  # noqa: PLC0415 — loads the engine

    entered = enter(request, "drg_simulation")
    typed = request.GET.get("fund", "").strip()[:_LONGEST_AMOUNT]
    context: dict[str, Any] = {
        "entered": entered, "fund": typed, "simulated": None, "why_not": "", "drawn": [],
        "used": entered.used(keys_of(entered.terms)),
    }  # fmt: skip
    try:
        simulated = _simulated(entered, typed)
    except JixiaoError as error:
        context["why_not"] = str(error)
    else:
        context |= {"simulated": simulated, "drawn": _charts(simulated.hospitals)}
    return render(request, "drg_simulation.html", context)


def _simulated(entered: Entered, typed: str) -> "Simulation":
    from jixiao.fund.payment.drg_simulation import simulate  # noqa: PLC0415 — loads the engine

    fund = scaled("可用基金", typed, 2) if typed else None
    with reading(entered.place.folder) as engine:
        return simulate(engine, entered.year, fund, entered.terms)


def _charts(hospitals: "Sequence[SimulatedHospital]") -> list[dict[str, Any]]:
    names = [each.code for each in hospitals]
    money = [
        Series("记账（按项目，元）", in_whole_yuan(each.booked for each in hospitals)),
        Series("按 DRG（元）", in_whole_yuan(each.by_drg for each in hospitals)),
    ]
    if any(each.by_dip is not None for each in hospitals):
        by_dip = in_whole_yuan(each.by_dip for each in hospitals)
        money.append(Series("按 DIP（元）", by_dip))
    return [
        chart("money", names, *money),
        chart(
            "indices",
            names,
            Series("CMI", [round(each.cmi, 4) for each in hospitals]),
            Series("费用消耗指数", [round(each.cost_index, 4) for each in hospitals]),
            Series("时间消耗指数", [round(each.time_index, 4) for each in hospitals]),
        ),
    ]
