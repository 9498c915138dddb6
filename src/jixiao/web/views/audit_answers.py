"""A hospital's own room: what it was told, and its answers, one or many at once."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from jixiao.errors import JixiaoError
from jixiao.web.people.access import user_of
from jixiao.web.trail import note
from jixiao.web.work.fund_cases import (
    has_ledger,
    kept_file,
    ledger_of,
    moment,
    name_of,
    own_institutions,
    steps_for,
)
from jixiao.web.work.fund_pages import Entered, enter, reading

_UNTOLD = ("待核实", "核实中")
"""The states of which a hospital was told nothing yet."""
_MOST_BYTES = 10_000_000
_LONGEST = 2000


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """List the cases that a hospital was told of, with what it may still answer."""
    entered = enter(request, "audit_answers")
    codes = _institutions_of(request, entered)
    cases: list[Any] = []
    if codes and has_ledger(entered.place):
        with ledger_of(entered.place) as ledger:
            notified = [
                case
                for code in codes
                for case in ledger.cases(subject=code)
                if case.state not in _UNTOLD
            ]
            cases = [
                (case, [s.name for s in steps_for(entered.place, ledger, case)])
                for case in notified
            ]
    context = {
        "entered": entered,
        "institutions": codes,
        "cases": cases,
        "today": moment().date(),
    }
    return render(request, "audit_answers.html", context)


@login_required
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Answer some cases with one text and perhaps a file; each is answered or none is."""
    entered = enter(request, "audit_answers")
    back = redirect(f"{reverse('audit_answers')}?{urlencode(entered.query)}")
    chosen = request.POST.getlist("code")
    text = request.POST.get("text", "").strip()[:_LONGEST]
    try:
        count = _answered(request, entered, chosen, text)
    except JixiaoError as error:
        messages.error(request, str(error))
        return back
    note(request, "机构答复", "、".join(chosen))
    messages.success(request, gettext("已答复 %(count)s 案。") % {"count": count})
    return back


def _answered(
    request: HttpRequest, entered: Entered, chosen: list[str], text: str
) -> int:
    if not chosen or not text:
        raise JixiaoError("请勾选要答复的案件，并写明答复。")
    institutions = _institutions_of(request, entered)
    text += _attached(request, entered)
    with ledger_of(entered.place) as ledger:
        cases = [ledger.case(code) for code in chosen]
        steps = []
        for case in cases:
            possible = [each.name for each in steps_for(entered.place, ledger, case)]
            if case.subject not in institutions or not possible:
                message = f"{case.code} 现在不能由您答复。请去掉它再送。"
                raise JixiaoError(message)
            steps.append(possible[0])
        by, at = name_of(user_of(request)), moment()
        for case, step in zip(cases, steps, strict=True):
            ledger.move(case.code, step, by=by, at=at, text=text)
    return len(cases)


def _attached(request: HttpRequest, entered: Entered) -> str:
    file = request.FILES.get("file")
    if file is None:
        return ""
    if file.size is None or file.size > _MOST_BYTES:
        raise JixiaoError("附件最大 10 兆。请压缩或分开送。")
    return "　" + kept_file(entered.place.folder, file.name or "", file.read())


def _institutions_of(request: HttpRequest, entered: Entered) -> list[str]:
    with reading(entered.place.folder) as engine:
        return [*own_institutions(user_of(request), engine)]
