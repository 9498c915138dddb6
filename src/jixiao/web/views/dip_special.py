"""Special reviews: who may apply, each case from the application to the answer, and its votes."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from jixiao.errors import JixiaoError
from jixiao.web.people.access import user_of
from jixiao.web.request_values import whole_number
from jixiao.web.rooms import FUND_WORK
from jixiao.web.trail import note
from jixiao.web.work.fund_cases import has_ledger, ledger_of, moment, name_of
from jixiao.web.work.fund_pages import Entered, enter, reading
from jixiao.web.work.special_cases import (
    ballot_at,
    ballots_of,
    experts_of,
)

if TYPE_CHECKING:
    from jixiao.fund.cases import Case

_SHOWN = 50
_LONGEST, _LONGEST_LIST = 2_000, 5_000
_DECIDES = ("approver",)
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show a year's cases and those that may apply, with the pool's quota."""
    from jixiao.fund.payment import special_review  # noqa: PLC0415 — loads the engine

    entered = enter(request, "dip_special")
    context: dict[str, Any] = {
        "entered": entered,
        "reasons": special_review.REASONS,
        "cases": [],
        "counts": [],
        "eligible": None,
        "why_not": "",
        "drawn_of": special_review.drawn_of,
        "votes_of": special_review.votes_of,
        "may_work": entered.place.allows(FUND_WORK),
        "may_decide": entered.place.allows(_DECIDES),
        "shown": _SHOWN,
        "used": entered.used(special_review.KEYS),
    }
    try:
        with reading(entered.place.folder) as engine:
            context["eligible"] = special_review.eligible_cases(
                engine, entered.year, entered.terms
            )
    except JixiaoError as error:
        context["why_not"] = str(error)
    if has_ledger(entered.place):
        with ledger_of(entered.place) as ledger:
            context["cases"] = special_review.cases_of_year(ledger, entered.year)[::-1]
            context["counts"] = special_review.count_reviews(ledger, entered.year)
    return render(request, "dip_special.html", context)


@login_required
@require_POST
def apply(request: HttpRequest) -> HttpResponse:
    """Open a case for a discharge, as its hospital asks."""
    from jixiao.fund.payment.special_review import apply as open_case  # noqa: PLC0415

    entered, form = _working(request, FUND_WORK), request.POST
    asked = (form.get("setl_id", "").strip(), form.get("reason", ""))
    why = form.get("why", "")[:_LONGEST]
    by = name_of(user_of(request))
    with reading(entered.place.folder) as engine, ledger_of(entered.place) as ledger:
        code = open_case(ledger, engine, entered.year, *asked, why, by, moment())
    return _done(request, entered, f"已立 {code}。", code)


@login_required
@require_POST
def draw(request: HttpRequest) -> HttpResponse:
    """Draw experts for a case by lot."""
    from jixiao.fund.payment.special_review import draw as draw_experts  # noqa: PLC0415

    entered, form = _working(request, FUND_WORK), request.POST
    experts = experts_of(form.get("experts", "")[:_LONGEST_LIST].splitlines())
    count = whole_number(form.get("count")) or 0
    with ledger_of(_with_ledger(entered)) as ledger:
        code = _case(ledger, form.get("code"), entered).code
        by = name_of(user_of(request))
        drawn = draw_experts(ledger, code, experts, count, by, moment())
    names = "、".join(expert.name for expert in drawn)
    return _done(request, entered, f"{code} 抽到：{names}。", code)


@login_required
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Let the majority of the experts decide a case."""
    from jixiao.fund.payment.special_review import decide as decide_case  # noqa: PLC0415

    entered = _working(request, _DECIDES)
    with ledger_of(_with_ledger(entered)) as ledger:
        code = _case(ledger, request.POST.get("code"), entered).code
        passes = decide_case(ledger, code, name_of(user_of(request)), moment())
    answer = "通过" if passes else "不通过"
    return _done(request, entered, f"{code}：{answer}。", code)


@login_required
@require_safe
def answer(request: HttpRequest) -> HttpResponse:
    """Give the answer to an application as Word."""
    from jixiao.publication import write_special_answer  # noqa: PLC0415 — loads the engine

    entered = enter(request, "dip_special")
    with ledger_of(_with_ledger(entered)) as ledger:
        case = _case(ledger, request.GET.get("code"), entered)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "answer.docx"
        write_special_answer(case, path)
        content = path.read_bytes()
    note(request, "写特例单议答复", case.code)
    response = HttpResponse(content, content_type=_DOCX)
    response["Content-Disposition"] = f'attachment; filename="{case.code}-answer.docx"'
    return response


@login_required
@require_safe
def votes(request: HttpRequest) -> HttpResponse:
    """Show who was drawn which cases wait for their vote."""
    ballots = ballots_of(user_of(request))
    return render(request, "dip_special_votes.html", {"ballots": ballots})


@login_required
@require_POST
def vote(request: HttpRequest) -> HttpResponse:
    """Write down a vote of somebody who was drawn."""
    from jixiao.fund.payment.special_review import vote as write_vote  # noqa: PLC0415

    form, user = request.POST, user_of(request)
    place, code = whole_number(form.get("place")), form.get("code", "")
    ballot = ballot_at(user, place, code)
    if ballot is None:
        raise Http404
    opinion, why = form.get("opinion", ""), form.get("why", "")[:_LONGEST]
    with ledger_of(ballot.place) as ledger:
        write_vote(ledger, code, name_of(user), opinion, why, moment())
    note(request, "特例单议投票", code)
    messages.success(request, f"{code}：票已记下。")
    return redirect(reverse("dip_special_votes"))


def _working(request: HttpRequest, roles: tuple[str, ...]) -> Entered:
    entered = enter(request, "dip_special")
    if not entered.place.allows(roles):
        raise Http404
    return entered


def _with_ledger(entered: Entered) -> Any:  # noqa: ANN401 — the place, whose ledger is there
    if not has_ledger(entered.place):
        raise Http404
    return entered.place


def _case(ledger: Any, code: str | None, entered: Entered) -> "Case":  # noqa: ANN401 — the ledger
    """Return a case of the year's special reviews.

    Raises:
        Http404: it is none of them.
    """
    from jixiao.fund.payment.special_review import cases_of_year  # noqa: PLC0415 — loads the engine

    cases = {case.code: case for case in cases_of_year(ledger, entered.year)}
    if code not in cases:
        raise Http404
    return cases[code]


def _done(
    request: HttpRequest, entered: Entered, message: str, code: str
) -> HttpResponse:
    note(request, "办特例单议", f"{entered.place.organisation} {code}")
    messages.success(request, message)
    return redirect(f"{reverse('dip_special')}?{urlencode(entered.query)}")
