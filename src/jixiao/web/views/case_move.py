"""A move made at a case's page, with what its form brings."""

import uuid
from datetime import date
from decimal import Decimal

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from jixiao import cycle
from jixiao.money import typed_number
from jixiao.targets.editing import CannotEdit
from jixiao.web.people.access import user_of
from jixiao.web.request_values import whole_number
from jixiao.web.trail import note
from jixiao.web.views.cases import REFUSED, case_of
from jixiao.web.work import case_moves

_LONGEST_ANSWER = 2000


@login_required
@require_POST
def do_move(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Make a move; what was typed into one that is refused stands in its form again."""
    user, case = user_of(request), case_of(request, key)
    form = request.POST
    name, reason = form.get("move", ""), form.get("reason", "")
    seen = whole_number(form.get("seen")) or 0
    try:
        facts = _facts(request, case.rules())
        event = case_moves.move(
            case,
            user,
            name,
            reason,
            facts,
            seen,
            whole_number(form.get("revision")) or 0,
        )
    except (cycle.NotAllowed, case_moves.Taken, CannotEdit) as error:
        messages.error(request, str(error))
        answers = {field: str(value)[:_LONGEST_ANSWER] for field, value in form.items()}
        request.session[REFUSED] = {**answers, "case": str(key)}
        return redirect("case", key=key)
    note(request, "办理", f"{case}：{case.rules().move[name].title}")
    title = case.rules().stage_title(event.track, event.end)
    messages.success(
        request, gettext("已办理，现在是“%(stage)s”。") % {"stage": gettext(title)}
    )
    return redirect("case", key=key)


def _facts(request: HttpRequest, rules: cycle.Procedure) -> cycle.Facts:
    """Read what a move brings with it from the form."""
    form = request.POST
    return cycle.Facts(
        sheet=_sheet(request, rules) or None,
        budget=_number(form.get("budget")),
        document=form.get("document", "")[:100],
        embargo=_day(form.get("embargo")),
        months=whole_number(form.get("months")),
        until=_day(form.get("until")),
        points=_number(form.get("points")),
        use=form.get("use", ""),
    )


def _sheet(request: HttpRequest, rules: cycle.Procedure) -> dict[str, Decimal]:
    """The points of the score sheet, by the names of its items; items left empty are not in it."""
    sheet = {}
    for head in rules.review:
        for item in head.items:
            points = _number(request.POST.get(f"sheet.{item.name}"))
            if points is not None:
                sheet[item.name] = points
    return sheet


def _number(text: str | None) -> Decimal | None:
    plain = (text or "").strip()
    number = typed_number(plain)
    if plain and number is None:
        message = (
            f"“{plain[:20]}”不是一个数，没有办理。请改正（是不是把 0 写成了字母 O？）。"
        )
        raise CannotEdit(message)
    return number


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        message = f"“{(text or '')[:20]}”不是日历上的日子，没有办理。请改正。"
        raise CannotEdit(message) from error
