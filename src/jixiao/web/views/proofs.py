"""Promise against proof: what the records say, its charts and rows, and who decides what answers."""

import uuid
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from jixiao.evaluation.midyear import standards
from jixiao.targets import Indicator
from jixiao.web import jobs
from jixiao.web.models import Case, Job, User
from jixiao.web.people.access import held, holds, user_of
from jixiao.web.template_environment import in_script
from jixiao.web.trail import note
from jixiao.web.views.cases import case_of
from jixiao.web.work import acceptances
from jixiao.web.work.acceptances import may_accept
from jixiao.web.work.differences import KIND, differences
from jixiao.web.work.drafts import NotYours
from jixiao.web.work.proofs import Proof, beside, counts, read

_MAY_PROVE = ("clerk", "fund", "department", "finance_reviewer")


@login_required
@require_safe
def show(request: HttpRequest, key: uuid.UUID, kind: str) -> HttpResponse:
    """Show what was measured of a case."""
    user, case = user_of(request), case_of(request, key)
    measurement = case.measurements.filter(kind=kind).first()
    proofs = [proof for proof in read(measurement) if proof.applies]
    standings = held(user, case)
    context = {
        "case": case,
        "kind": kind,
        "proofs": proofs,
        "measurement": measurement,
        "charts": in_script(
            [_chart(proof) for proof in proofs if len(proof.months) > 1]
        ),
        **_causes(case, kind, proofs),
        "dimensions": _dimensions(case) if kind == "evaluation" else [],
        **_accepting(user, case, kind, proofs),
        "counts": counts(proofs),
        "outlooks": standards()["outlook"],
        "opened": case.drafts.filter(kind=kind).exists(),
        "may_bind": holds(standings, "fund"),
        "may_prove": holds(standings, *_MAY_PROVE),
        "job": Job.objects.filter(kind="prove", about=f"{case.key} {kind}").first(),
    }
    return render(request, "proof.html", context)


@login_required
@require_safe
def rows(request: HttpRequest, key: uuid.UUID, kind: str, place: str) -> HttpResponse:
    """Show the rows behind a measured value and its query, for who opens it."""
    case = case_of(request, key)
    measured = read(case.measurements.filter(kind=kind).first())
    proof = next((proof for proof in measured if proof.place == int(place)), None)
    if proof is None or not proof.rows:
        raise Http404
    return render(request, "proof_rows.html", {"proof": proof})


def _accepting(
    user: User, case: Case, kind: str, proofs: list[Proof]
) -> dict[str, Any]:
    """Which rows are typed otherwise than the records say, by the proof's place, and who may accept."""
    draft = case.drafts.filter(kind=kind).first() if kind == KIND else None
    if draft is None:
        return {"differs": {}, "may_accept": False}
    of_rows = {row.place: row for row in differences(case, draft.typed)}
    differs = {
        proof.place: of_rows[row]
        for row, proof in beside(proofs, draft.table).items()
        if row in of_rows
    }
    return {"differs": differs, "may_accept": may_accept(user, case)}


@login_required
@require_POST
def accept(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Accept a typed value that differs from the records."""
    user, case = user_of(request), case_of(request, key)
    cell, typed = request.POST.get("cell", "")[:200], request.POST.get("typed", "")
    accepted = acceptances.accept(case, user, cell, typed)
    note(request, "认可填写的值", f"{case}：{accepted}（记录 {accepted.recorded}）")
    messages.success(request, "已认可，按填写的值计分。")
    return redirect("proof", key=key, kind=KIND)


def _chart(proof: Proof) -> dict[str, Any]:
    """The months of a measured value, as `proof.js` draws them."""
    return {
        "place": proof.place,
        "name": proof.name,
        "goal": proof.goal,
        "months": proof.months,
        "forecast": proof.forecast,
        "unit": proof.unit,
        "cumulative": proof.cumulative,
    }


def _dimensions(case: Case) -> list[tuple[str, Decimal, Decimal]]:
    """The points of each dimension of the self-evaluation: its name, those it can give, those won."""
    draft = case.drafts.filter(kind="evaluation").first()
    rows = [row for row in draft.table.indicators if row.weight] if draft else []
    names = dict.fromkeys(row.dimension or "其他" for row in rows)
    return [
        (name, _sum_of(rows, name, "weight"), _sum_of(rows, name, "score"))
        for name in names
    ]


def _sum_of(rows: list[Indicator], dimension: str, column: str) -> Decimal:
    of_dimension = [row for row in rows if (row.dimension or "其他") == dimension]
    values = (getattr(row, column) or Decimal(0) for row in of_dimension)
    return sum(values, Decimal(0))


def _causes(case: Case, kind: str, proofs: list[Proof]) -> dict[str, Any]:
    """What people say of each row, by the proof's place, and how often each cause is named."""
    draft = case.drafts.filter(kind=kind).first()
    if draft is None:
        return {"why": {}, "causes": {}}
    indicators = draft.table.indicators
    why = {}
    for row, proof in beside(proofs, draft.table).items():
        indicator = indicators[row]
        parts = ("、".join(indicator.causes), indicator.reason)
        why[proof.place] = "；".join(part for part in parts if part)
    causes = [cause for indicator in indicators for cause in indicator.causes]
    return {
        "why": why,
        "causes": {cause: causes.count(cause) for cause in dict.fromkeys(causes)},
    }


@login_required
@require_POST
def prove(request: HttpRequest, key: uuid.UUID, kind: str) -> HttpResponse:
    """Have a case measured anew."""
    user, case = user_of(request), case_of(request, key)
    if not holds(held(user, case), *_MAY_PROVE):
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
    form = request.POST
    decision = Decision(
        form.get("indicator", "")[:300],
        form.get("measure", ""),
        user.full_name,
        timezone.localdate(),
        case.name,
        {},
        form.get("note", "")[:300],
        form.get("level", "")[:100],
        form.get("target", "")[:300],
    )
    keep_decision(folder_of(case) / BINDINGS, decision)
    note(request, "定口径", f"{case}：{decision.indicator} → {decision.measure}")
    jobs.begin(user, "prove", f"从记录里算 {case.name}", f"{case.key} {kind}")
    messages.success(request, "已记下，正在重新算。")
    return redirect("proof", key=key, kind=kind)
