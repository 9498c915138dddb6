"""A year's inspections: everybody once, the riskiest again, some by a lot that anyone can redo."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jixiao.errors import JixiaoError
from jixiao.fund.records import NotLoaded
from jixiao.web.request_values import whole_number
from jixiao.web.trail import note
from jixiao.web.work.fund_pages import Entered, enter, reading

if TYPE_CHECKING:
    from jixiao.fund.store.engine import Engine

_MOST_TEAMS = 50


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Plan a year by a published seed; without one ask for it."""
    from jixiao.fund.supervision.plan import plan_year  # noqa: PLC0415 — loads the engine

    entered = enter(request, "inspection_plan")
    asked = request.GET
    seed = asked.get("seed", "").strip()[:100]
    context: dict[str, Any] = {
        "entered": entered, "seed": seed, "plan": None, "risks": {}, "why_not": "",
        "teams": asked.get("teams", ""), "by_risk": asked.get("by_risk") or "1",
        "at_random": asked.get("at_random") or "1",
    }  # fmt: skip
    if seed:
        try:
            with reading(entered.place.folder) as engine:
                risks, context["doubt"] = _risks(engine, entered)
            context |= {
                "risks": risks,
                "plan": plan_year(
                    risks,
                    _teams(context["teams"]),
                    seed=seed,
                    by_risk=whole_number(context["by_risk"]) or 0,
                    at_random=whole_number(context["at_random"]) or 0,
                ),
            }
            note(
                request,
                "排检查计划",
                f"{entered.place.organisation} {entered.year} {seed}",
            )
        except JixiaoError as error:
            context["why_not"] = str(error)
    return render(request, "inspection_plan.html", context)


def _risks(engine: "Engine", entered: Entered) -> tuple[dict[str, int], str]:
    """Return what the audit counts of the fund at each institution, in fen, and what is in doubt."""
    from datetime import date  # noqa: PLC0415

    from jixiao.fund.audit.kept import AUDIT_FINDINGS  # noqa: PLC0415 — loads the engine
    from jixiao.fund.records import Records  # noqa: PLC0415
    from jixiao.period import Period  # noqa: PLC0415

    year = Period(date(entered.year, 1, 1), date(entered.year, 12, 31))
    places = Records(engine, year).record("institutions").select("fixmedins_code")
    risks = {row["fixmedins_code"]: 0 for row in engine.fetch(places).to_pylist()}
    try:
        found = AUDIT_FINDINGS.read(engine, year)
    except NotLoaded as missing:
        return risks, missing.why
    summed = found.group_by("place").aggregate(counted=found.counted.sum())
    for row in engine.fetch(summed).to_pylist():
        if row["place"] in risks:
            risks[row["place"]] = int(row["counted"] or 0)
    return risks, ""


def _teams(text: str) -> list[Any]:
    """Read teams, one a line: 一组：H1、H2 (whom it keeps away from)."""
    from jixiao.fund.supervision.plan import Team  # noqa: PLC0415 — loads the engine

    teams = []
    for line in text.splitlines()[:_MOST_TEAMS]:
        name, _, avoided = line.replace(":", "：").partition("：")
        if name.strip():
            codes = avoided.replace("，", "、").replace(",", "、").split("、")
            teams.append(
                Team(name.strip(), [code.strip() for code in codes if code.strip()])
            )
    return teams
