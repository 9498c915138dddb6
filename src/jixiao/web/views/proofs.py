"""Promise against proof: what the records say, its charts and rows, and who decides what answers."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from jixiao.web import jobs
from jixiao.web.models import Case, Job, Measurement
from jixiao.web.people.access import held, holds, not_aside, user_of, visible
from jixiao.web.template_environment import in_script, whole_number
from jixiao.web.trail import note
from jixiao.web.views.cases import case_of
from jixiao.web.work.drafts import NotYours
from jixiao.web.work.proofs import Proof, beside, counts, read

_MAY = ("clerk", "fund", "department", "finance_reviewer")


@login_required
@require_safe
def show(request: HttpRequest, key: uuid.UUID, kind: str) -> HttpResponse:
    """Show what was measured of a case."""
    user, case = user_of(request), case_of(request, key)
    kept = case.measurements.filter(kind=kind).first()
    proofs = [proof for proof in read(kept) if proof.applies]
    own = held(user, case)
    charts = [
        {"place": p.place, "name": p.name, "goal": p.goal, "months": p.months, "forecast": p.forecast}
        for p in proofs if len(p.months) > 1
    ]  # fmt: skip
    context = {
        "case": case, "kind": kind, "proofs": proofs, "kept": kept,
        "charts": in_script(charts), **_causes(case, kind, proofs),
        "counts": counts(proofs), "opened": case.drafts.filter(kind=kind).exists(),
        "may_bind": holds(own, "fund"), "may_prove": holds(own, *_MAY),
        "job": Job.objects.filter(kind="prove", about=f"{case.key} {kind}").first(),
    }  # fmt: skip
    return render(request, "proof.html", context)


def _causes(case: Case, kind: str, proofs: list[Proof]) -> dict[str, Any]:
    """Give what people say of each row, by the proof's place, and how often each cause is named."""
    draft = case.drafts.filter(kind=kind).first()
    if draft is None:
        return {"why": {}, "causes": {}}
    table = draft.table
    rows = {one.place: table.indicators[at] for at, one in beside(proofs, table).items()}
    why = {
        place: "；".join(filter(None, ("、".join(row.causes), row.reason)))
        for place, row in rows.items()
    }
    named = [cause for row in table.indicators for cause in row.causes]
    return {"why": why, "causes": {cause: named.count(cause) for cause in dict.fromkeys(named)}}


@login_required
@require_POST
def prove(request: HttpRequest, key: uuid.UUID, kind: str) -> HttpResponse:
    """Have a case measured anew."""
    user, case = user_of(request), case_of(request, key)
    if not holds(held(user, case), *_MAY):
        message = "这一步由单位经办、基金业务、主管部门或财政审核办理。"
        raise NotYours(message)
    jobs.begin(user, "prove", f"从记录里算 {case.name}", f"{case.key} {kind}")
    messages.success(request, "已排队，算好后自动显示。")
    return redirect("proof", key=key, kind=kind)


@login_required
@require_POST
def bind(request: HttpRequest, key: uuid.UUID, kind: str) -> HttpResponse:
    """Decide what answers an indicator; the fund's staff do."""
    from jixiao.measures.bindings import BINDINGS, Decision, keep_decision  # noqa: PLC0415 — the engine
    from jixiao.web.background.measurement import folder_of  # noqa: PLC0415

    user, case = user_of(request), case_of(request, key)
    if not holds(held(user, case), "fund"):
        message = "口径由基金业务人员确认。"
        raise NotYours(message)
    told = request.POST
    decision = Decision(
        told.get("indicator", "")[:300], told.get("measure", ""), user.full_name,
        timezone.localdate(), case.name, {}, told.get("note", "")[:300],
    )  # fmt: skip
    keep_decision(folder_of(case) / BINDINGS, decision)
    note(request, "定口径", f"{case}：{decision.indicator} → {decision.measure}")
    jobs.begin(user, "prove", f"从记录里算 {case.name}", f"{case.key} {kind}")
    messages.success(request, "已记下，正在重新算。")
    return redirect("proof", key=key, kind=kind)


@login_required
@require_safe
def job(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show how far a job is."""
    found = get_object_or_404(user_of(request).jobs, key=key)
    response = render(request, "job.html", {"job": found})
    if found.state == "done":
        # What was waited for is shown by the page itself.
        response.headers["HX-Refresh"] = "true"
    return response


@login_required
@require_safe
def jobs_of(request: HttpRequest) -> HttpResponse:
    """List one's jobs."""
    return render(request, "jobs.html", {"jobs": user_of(request).jobs.all()[:50]})


@login_required
@require_POST
def cancel(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Stop a job: one that waits at once, one that runs at its next word."""
    own = user_of(request).jobs.filter(key=key)
    get_object_or_404(own)
    own.filter(state="waiting").update(state="cancelled", message="已取消")
    own.filter(state="running").update(cancel=True)
    return redirect("jobs")


@login_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Give a leader one page: the year's projects, how they stand, and what is amiss."""
    cases = not_aside(visible(user_of(request))).select_related("unit")
    years = list(cases.order_by("-year").values_list("year", flat=True).distinct()[:8])
    wanted, now = whole_number(request.GET.get("year")), timezone.localdate().year
    year = next((one for one in (wanted, now, *years) if one in years), now)
    own = list(cases.filter(year=year).order_by("unit__path", "name")[:1000])
    today = timezone.localdate()
    context = {
        "year": year, "years": years, "cases": own, "today": today,
        "money": sum((c.budget or 0 for c in own), 0),
        "late": [c for c in own if c.due and c.due < today],
        "amiss": [c for c in own if c.errors],
        "counts": {track: _count(own, track) for track in ("target", "monitoring", "evaluation")},
        "approved": sum(c.in_force_id is not None for c in own),
        "published": sum(c.published_id is not None for c in own),
        "proved": _marks(own),
    }  # fmt: skip
    return render(request, "overview.html", context)


def _count(cases: list[Case], track: str) -> list[tuple[str, int]]:
    titles = [case.stage_title(track) for case in cases]
    return [(title, titles.count(title)) for title in dict.fromkeys(titles)]


def _marks(cases: list[Case]) -> dict[int, dict[str, int]]:
    """Count how the promises of cases stand, by what was measured last of each."""
    kept = Measurement.objects.filter(case__in=cases, kind__in=("monitoring", "evaluation"))
    found = {}
    for one in kept.order_by("until"):
        found[one.case_id] = counts(read(one))
    return found
