"""Open stays discharged together: previewed by class, opened as a batch, done and taken back."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from jixiao.errors import JixiaoError
from jixiao.fund.benefits.policy import Policy
from jixiao.fund.parameters import Terms
from jixiao.web.models import Job
from jixiao.web.people.access import user_of
from jixiao.web.rooms import FUND_WORK
from jixiao.web.trail import note
from jixiao.web.views.desk import PAGE, query_without_page
from jixiao.web.work.discharge_orders import (
    COMMIT,
    KIND,
    REVERSE,
    DischargeOrder,
    order,
    policies_at,
    policy_at,
)
from jixiao.web.work.fund_cases import (
    has_ledger,
    ledger_of,
    moment,
    name_of,
    possible_steps,
)
from jixiao.web.work.fund_charts import Series, chart, in_whole_yuan
from jixiao.web.work.fund_pages import Entered, enter, reading

if TYPE_CHECKING:
    from jixiao.fund.payment.batch_discharge.preview import Preview
    from jixiao.fund.store.engine import Engine

_ROOM = "batch_discharge"
_LONGEST = 200
_KINDS = ("离院未结", "已转他院", "已死亡", "登记错误")
"""The classes that are closed, as the page lists them."""


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the batches, and the open stays of a day by class where a day is asked for."""
    entered = enter(request, _ROOM)
    jobs = Job.objects.filter(kind=KIND, title__startswith=f"{entered.place.organisation} ")  # fmt: skip
    day, policy = request.GET.get("day", ""), request.GET.get("policy", "")
    context: dict[str, Any] = {
        "entered": entered, "may_work": entered.place.allows(FUND_WORK), "why_not": "", "day": day,
        "policy": policy, "policies": policies_at(entered.place.folder), "batches": _batches(entered),
        "mine": jobs.filter(by=user_of(request)).order_by("-at").first(), "commit": COMMIT,
        "undo": REVERSE, "asked": {**entered.query, "day": day, "policy": policy},
        "query": query_without_page(request), "came": None, "used": [],
    }  # fmt: skip
    if day:
        try:
            with reading(entered.place.folder) as engine:
                context |= _previewed(engine, request, entered)
        except JixiaoError as error:
            context["why_not"] = str(error)
    return render(request, "batch_discharge.html", context)


def _batches(entered: Entered) -> list[dict[str, Any]]:
    """Return the batches, the last first, each with the steps that one may do on this page."""
    if not has_ledger(entered.place):
        return []
    with ledger_of(entered.place) as ledger:
        cases = [case for case in ledger.cases() if case.engine == KIND]
        return [
            {
                "case": case,
                "steps": [
                    step.name
                    for step in possible_steps(entered.place, ledger, case)
                    if step.name in (COMMIT, REVERSE)
                ],
            }
            for case in reversed(cases)
        ]


def _previewed(
    engine: "Engine", request: HttpRequest, entered: Entered
) -> dict[str, Any]:
    from jixiao.fund.parameters.parameter_sets import lines_of  # noqa: PLC0415
    from jixiao.fund.payment.batch_discharge.batch import advances  # noqa: PLC0415 — loads the engine
    from jixiao.fund.payment.batch_discharge.sorting import KEYS  # noqa: PLC0415

    cutoff, policy, terms = _asked(request, entered)
    came = _preview(engine, cutoff, policy, terms)
    kinds = {kind: [0, 0, 0] for kind in _KINDS}
    for closing in came.closings:
        sums = kinds.setdefault(str(closing.stay.kind), [0, 0, 0])
        for nth, more in enumerate((1, closing.fund, closing.person)):
            sums[nth] += more
    page = Paginator(came.closings, PAGE).get_page(request.GET.get("page"))
    carried = advances(engine, came)
    drawn = chart(
        "carried",
        [each.institution for each in carried],
        Series("办理前（元）", in_whole_yuan(each.before for each in carried)),
        Series("现在（元）", in_whole_yuan(each.after for each in carried)),
    )
    return {
        "drawn": [drawn],
        "came": came,
        "kinds": kinds,
        "page": page,
        "carried": carried,
        "chosen": policy,
        "used": list(lines_of(terms, KEYS)),
    }


def _preview(engine: "Engine", cutoff: date, policy: Policy, terms: Terms) -> "Preview":
    from jixiao.fund.payment.batch_discharge.preview import preview  # noqa: PLC0415 — loads the engine

    return preview(engine, cutoff, [policy], terms)


def _asked(request: HttpRequest, entered: Entered) -> tuple[date, Policy, Terms]:
    """Return the day, the policy and the parameters of that day that a request names."""
    form = request.POST if request.method == "POST" else request.GET
    try:
        cutoff = date.fromisoformat(form.get("day", ""))
    except ValueError:
        message = "请写明截止哪一天，如 2026-06-30。"
        raise JixiaoError(message) from None
    policy = policy_at(entered.place.folder, form.get("policy", ""))
    return cutoff, policy, entered.sets[entered.code].on(cutoff)


@login_required
@require_POST
def open_previewed(request: HttpRequest) -> HttpResponse:
    """Open the stays of a preview as a batch, to be signed by two others."""
    from jixiao.fund.payment.batch_discharge.batch import open_batch  # noqa: PLC0415 — loads the engine

    entered = enter(request, _ROOM)
    if not entered.place.allows(FUND_WORK):
        message = "集中办理出院由基金业务立批。"
        raise JixiaoError(message)
    cutoff, policy, terms = _asked(request, entered)
    by = name_of(user_of(request))
    with reading(entered.place.folder) as engine, ledger_of(entered.place) as ledger:
        came = _preview(engine, cutoff, policy, terms)
        code = open_batch(ledger, came, by=by, at=moment())
    note(request, "集中办理出院立批", f"{entered.place.organisation} {code}")
    messages.success(request, gettext("已立批次，请另外两人初核、复核。"))
    return redirect(f"{reverse('audit_case')}?{urlencode({**entered.query, 'code': code})}")  # fmt: skip


@login_required
@require_POST
def do(request: HttpRequest) -> HttpResponse:
    """Have a signed batch done, or one that was done taken back."""
    entered, form = enter(request, _ROOM), request.POST
    code, step = form.get("code", ""), form.get("step", "")
    _check_step(entered, code, step)
    place = entered.place.organisation
    if step == COMMIT:
        cutoff, policy, _ = _asked(request, entered)
        wanted = DischargeOrder(place.pk, step, code, entered.code, policy.code, cutoff)
    else:
        why = form.get("why", "").strip()[:_LONGEST]
        if not why:
            message = "请写明为什么撤销。"
            raise JixiaoError(message)
        wanted = DischargeOrder(place.pk, step, code, entered.code, why=why)
    job = order(user_of(request), place, wanted)
    note(request, "集中办理出院", job.title)
    messages.success(request, gettext("已排队，办好后自动显示。"))
    return redirect(f"{reverse(_ROOM)}?{urlencode(entered.query)}")


def _check_step(entered: Entered, code: str, step: str) -> None:
    allowed = {each["case"].code: each["steps"] for each in _batches(entered)}
    if step not in allowed.get(code, ()):
        message = (
            "这一批您现在不能这样办：执行要两人签过，撤销由复审的人办。请刷新页面再看。"
        )
        raise JixiaoError(message)
