"""A year's inspections: everybody once, the riskiest again, some by a lot that anyone can redo."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from jixiao.errors import JixiaoError
from jixiao.fund.records import NotLoaded
from jixiao.web.people.access import user_of
from jixiao.web.request_values import whole_number
from jixiao.web.rooms import FUND_WORK
from jixiao.web.trail import note
from jixiao.web.work.fund_cases import has_ledger, ledger_of, moment, name_of
from jixiao.web.work.fund_pages import Entered, enter, reading

if TYPE_CHECKING:
    from jixiao.fund.store.engine import Engine

_MOST_TEAMS = 50


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Plan a year by a published seed; without one ask for it."""
    entered = enter(request, "inspection_plan")
    asked = _asked(request.GET)
    context: dict[str, Any] = {
        "entered": entered, "plan": None, "risks": {}, "why_not": "", **asked,
        "may_open": entered.place.allows(FUND_WORK),
    }  # fmt: skip
    if asked["seed"]:
        try:
            context |= _planned(entered, asked)
            note(
                request,
                "排检查计划",
                f"{entered.place.organisation} {entered.year} {asked['seed']}",
            )
        except JixiaoError as error:
            context["why_not"] = str(error)
    return render(request, "inspection_plan.html", context)


@login_required
@require_POST
def open_planned(request: HttpRequest) -> HttpResponse:
    """Open a case for each visit of a plan that has none yet."""
    from jixiao.fund.supervision.visits import open_visits  # noqa: PLC0415 — loads the ledger

    entered = enter(request, "inspection_plan")
    asked = _asked(request.POST)
    query = urlencode({**entered.query, **asked})
    back = redirect(f"{reverse('inspection_plan')}?{query}")
    if not entered.place.allows(FUND_WORK):
        messages.error(request, gettext("立案由基金业务办理。"))
        return back
    try:
        plan = _planned(entered, asked)["plan"]
        by = name_of(user_of(request))
        with ledger_of(entered.place) as ledger:
            codes = open_visits(
                ledger,
                plan.visits,
                entered.year,
                seed=plan.drawn.seed,
                by=by,
                at=moment(),
            )
    except JixiaoError as error:
        messages.error(request, str(error))
        return back
    note(request, "按计划立案", f"{entered.place.organisation} {len(codes)}")
    messages.success(request, gettext("新立 %(count)s 案。") % {"count": len(codes)})
    return back


def _asked(form: QueryDict) -> dict[str, str]:
    return {
        "seed": form.get("seed", "").strip()[:100],
        "teams": form.get("teams", ""),
        "by_risk": form.get("by_risk") or "1",
        "at_random": form.get("at_random") or "1",
    }


def _planned(entered: Entered, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return the plan that is asked for, the risks behind it, and what is in doubt.

    Raises:
        JixiaoError: it cannot be planned so.
    """
    from jixiao.fund.supervision.plan import plan_year  # noqa: PLC0415 — loads the engine
    from jixiao.fund.supervision.visits import last_teams  # noqa: PLC0415

    with reading(entered.place.folder) as engine:
        risks, doubt = _risks(engine, entered)
    before = {}
    if has_ledger(entered.place):
        with ledger_of(entered.place) as ledger:
            before = last_teams(ledger, entered.year)
    plan = plan_year(
        risks,
        _teams(asked["teams"]),
        seed=asked["seed"],
        by_risk=whole_number(asked["by_risk"]) or 0,
        at_random=whole_number(asked["at_random"]) or 0,
        last_teams=before,
    )
    return {"risks": risks, "doubt": doubt, "plan": plan}


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
        findings = AUDIT_FINDINGS.read(engine, year)
    except NotLoaded as missing:
        return risks, missing.why
    summed = findings.group_by("place").aggregate(counted=findings.counted.sum())
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
