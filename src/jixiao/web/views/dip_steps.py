"""From cases to a clearing, step by step: each is done by the worker, and stays with the records."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from jixiao.errors import JixiaoError
from jixiao.fund.parameters.typed import scaled
from jixiao.web.models import Job
from jixiao.web.people.access import user_of
from jixiao.web.trail import note
from jixiao.web.work.fund_pages import Entered, enter
from jixiao.web.work.paying_orders import STEPS, PayingOrder, order, title_of

_SHOWN = 12
_LONGEST_NAME = 50


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the steps of a year, and how the last ones went."""
    entered = enter(request, "dip_steps")
    jobs = Job.objects.filter(
        kind="pay", title__startswith=f"{entered.place.organisation} "
    ).select_related("by")[:_SHOWN]
    context: dict[str, Any] = {
        "entered": entered,
        "steps": STEPS,
        "done": _done(entered),
        "jobs": jobs,
        "mine": next((j for j in jobs if j.by == user_of(request)), None),
        "schemes": _schemes(entered),
    }
    return render(request, "dip_steps.html", context)


def _done(entered: Entered) -> dict[str, Job]:
    """Return the last job of each step of the year: how far the way to its clearing is."""
    jobs = {
        title_of(entered.place.organisation, entered.year, title): step
        for step, title in STEPS.items()
    }
    step_jobs = Job.objects.filter(kind="pay", title__in=jobs).order_by("at")
    return {jobs[job.title]: job for job in step_jobs}


def _schemes(entered: Entered) -> list[str]:
    folder = entered.place.folder / "schemes"
    schemes = [each.name for each in folder.iterdir()] if folder.is_dir() else []
    return sorted(schemes) or ["sample"]


@login_required
@require_POST
def do(request: HttpRequest) -> HttpResponse:
    """Have a step done."""
    entered, form = enter(request, "dip_steps"), request.POST
    step = form.get("step", "")
    if step not in STEPS:
        message = "没有这一步。请从页面上选。"
        raise JixiaoError(message)
    fund = form.get("fund", "").strip()
    wanted = PayingOrder(
        entered.place.organisation.pk,
        step,
        entered.year,
        entered.code,
        scaled("可用基金", fund, 2) if fund and step == "settle" else None,
        form.get("scheme", "sample")[:_LONGEST_NAME] if step == "drg" else "sample",
    )
    if wanted.scheme not in _schemes(entered):
        message = "没有这个分组方案。请从页面上选。"
        raise JixiaoError(message)
    order(user_of(request), entered.place.organisation, wanted, STEPS[step])
    note(request, "办病种付费", f"{entered.place.organisation} {entered.year} {step}")
    messages.success(request, "已排队，算好后自动显示。")
    return redirect(f"/fund/steps?{urlencode(entered.query)}")
