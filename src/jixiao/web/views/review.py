"""Many tables to review: by risk, with the keyboard, and those that need no sheet passed together."""

import uuid
from datetime import date
from functools import lru_cache

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from jixiao import cycle
from jixiao.errors import JixiaoError
from jixiao.web.language import SPOKEN
from jixiao.web.models import Case, User
from jixiao.web.people.access import REVIEWERS, held, holds, user_of, visible
from jixiao.web.request_values import whole_number
from jixiao.web.trail import note
from jixiao.web.views.cases import case_of
from jixiao.web.work import case_moves, drafts
from jixiao.web.work.findings import judge
from jixiao.web.work.marks import marks_of
from jixiao.web.work.review_queue import (
    MOST,
    ReviewLine,
    Risk,
    Waiting,
    lines_of,
    queue_of,
)

LISTED = 80
"""On one page: more would be long to fetch and nobody reads them at once."""


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """List what waits for one's review, by risk."""
    queue = queue_of(user_of(request))
    risks = [each.risk for each in queue.first]
    language, today = SPOKEN.get(), timezone.localdate()
    context = {
        "count": queue.count,
        "listed": min(LISTED, queue.count),
        "ranked": len(queue.first),
        "counts": {risk.word: risks.count(risk) for risk in reversed(Risk)},
        "lines": [
            _line(each, line, language, today)
            for each, line in lines_of(queue.first[:LISTED])
        ],
    }
    return render(request, "review.html", context)


@lru_cache(maxsize=5_000)
def _line(waiting: Waiting, line: ReviewLine, _language: str, today: date) -> str:
    """A line of the page, painted; it is the same until something it shows changes."""
    context = {"waiting": waiting, "line": line, "today": today}
    return mark_safe(render_to_string("review_line.html", context))  # noqa: S308 — our own template


@login_required
@require_safe
def following(request: HttpRequest, key: str) -> HttpResponse:
    """Go on to the table that follows one in the order of risk; back to the list after the last."""
    numbers = [waiting.pk for waiting in queue_of(user_of(request)).first]
    shown = Case.objects.filter(key=key).values_list("pk", flat=True).first()
    after = numbers[numbers.index(shown) + 1 :] if shown in numbers else numbers
    following_case = Case.objects.filter(pk__in=after[:1]).first()
    return (
        redirect("case", key=following_case.key)
        if following_case
        else redirect("review")
    )


@login_required
@require_safe
def findings(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What the checks find in a table, and its objective, for a row that is unfolded."""
    case = case_of(request, key)
    table = drafts.current_table(case, cycle.replay(case.ledger()))
    judged = judge(case, table) if table else None
    context = {
        "case": case,
        "judged": judged,
        "table": table,
        "may_reason": False,
        "marks": marks_of(case, judged) if judged else None,
        "may_mark": holds(held(user_of(request), case), *REVIEWERS),
    }
    return render(request, "review_row.html", context)


@login_required
@require_POST
def pass_together(request: HttpRequest) -> HttpResponse:
    """Pass the chosen tables, each for itself: what may not pass is told with its reason."""
    user = user_of(request)
    chosen = request.POST.getlist("key")[:MOST]
    parted = (key_and_number.partition(" ") for key_and_number in chosen)
    seen = {key: number for key, _, number in parted}
    cases = visible(user).filter(key__in=[key for key in seen if _is_key(key)])
    passed, refused = 0, []
    for case in cases.select_related("unit", "department", "finance"):
        try:
            name = passing(case, user)
            number = whole_number(seen[str(case.key)]) or 0
            case_moves.move(
                case, user, name, request.POST.get("reason", ""), seen=number
            )
        except JixiaoError as error:
            refused.append(f"{case.name}：{error}")
        else:
            passed += 1
            note(request, "办理", f"{case}：{case.rules().move[name].title}")
    if passed:
        messages.success(request, gettext("通过 %(count)s 个。") % {"count": passed})
    for message in refused:
        messages.error(request, message)
    if not chosen:
        messages.error(request, "没有选中要通过的项目。")
    return redirect("review")


def passing(case: Case, user: User) -> str:
    """The name of the move that passes a table on and asks for nothing but a look.

    Raises:
        NotYours: there is none for this person: a score sheet or a budget has to be filled in.
    """
    rules, state = case.rules(), cycle.replay(case.ledger())
    offered = cycle.choices(
        state, user.actor, held(user, case), rules, timezone.now(), case.year
    )
    for choice in offered:
        if choice.move.track == "target" and _only_looks(choice.move):
            return choice.name
    message = "要填评分表或金额，请打开逐个办理"
    raise drafts.NotYours(message)


def _only_looks(move: cycle.Move) -> bool:
    """Whether a move is a review of the table as it is: nothing is brought, nothing else is done."""
    reads = [cycle.CONDITIONS[need].reads for need in move.needs]
    looks = "not_ones_own" in move.needs and not any(reads)
    return looks and not move.brings and not move.does


def _is_key(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
