"""Many tables to review: by risk, with the keyboard, and those that need no sheet passed together."""

import uuid
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import F, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from jixiao import cycle
from jixiao.errors import JixiaoError
from jixiao.web.models import Case, Entry, User
from jixiao.web.people.access import REVIEWERS, held, holds, user_of, visible
from jixiao.web.request_values import whole_number
from jixiao.web.trail import note
from jixiao.web.views.cases import case_of
from jixiao.web.work import case_moves, drafts
from jixiao.web.work.findings import judge
from jixiao.web.work.marks import marks_of
from jixiao.web.work.waiting import waiting_for

MOST = 300
LISTED = 80
"""On one page: more would be long to fetch and nobody reads them at once."""
_TYPED = drafts.TYPED["target"]


class Risk(IntEnum):
    """How closely a table should be looked at; a suggestion, nobody is bound by it."""

    LOW = 0
    MIDDLE = 1
    HIGH = 2

    @property
    def word(self) -> str:
        """The words that officials read."""
        return ("低风险", "中风险", "高风险")[self]


_MANY_WARNINGS = 3
_CHANGED, _CHANGED_MUCH = Decimal(30), Decimal(50)
"""Percent by which the money differs from last year's."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A table that waits for a review, and how it compares with the year before.

    `number` is that of its ledger's last entry: what is passed is what was seen.
    """

    case: Case
    before: Decimal | None
    number: int

    @property
    def change(self) -> Decimal | None:
        """By how many percent the money differs from last year's."""
        now = self.case.budget
        if not self.before or now is None:
            return None
        return ((now - self.before) / self.before * 100).quantize(Decimal("0.1"))

    @property
    def risk(self) -> Risk:
        """Errors or half the money more or less: high; many warnings or a third: middle."""
        moved = abs(self.change or Decimal(0))
        if self.case.errors or moved > _CHANGED_MUCH:
            return Risk.HIGH
        many = self.case.warnings >= _MANY_WARNINGS
        return Risk.MIDDLE if many or moved > _CHANGED else Risk.LOW


def queue(user: User) -> list[Waiting]:
    """The tables that wait for somebody's review, the riskiest first."""
    before = Case.objects.filter(
        unit=OuterRef("unit"),
        name=OuterRef("name"),
        year=OuterRef("year") - 1,
        in_force__isnull=False,
    )
    last = (
        Entry.objects.filter(case=OuterRef("pk"))
        .order_by("-number")
        .values("number")[:1]
    )
    riskiest = (
        visible(user)
        .filter(waiting_for(user))
        .exclude(target__in=(*_TYPED, "approved"))
        .order_by(F("errors").desc(), F("warnings").desc(), "pk")
    )
    # What stands beside a table is asked for these only, not for thousands that wait.
    cases = (
        Case.objects.filter(pk__in=list(riskiest.values_list("pk", flat=True)[:MOST]))
        .select_related("unit")
        .annotate(before=Subquery(before.values("budget")[:1]), number=Subquery(last))
    )
    waiting = [Waiting(case, case.before, case.number) for case in cases]
    return sorted(waiting, key=_order)


def _order(waiting: Waiting) -> tuple[object, ...]:
    case = waiting.case
    return -waiting.risk, -case.errors, -case.warnings, -(case.budget or 0), case.pk


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """List what waits for one's review, by risk."""
    waiting = queue(user_of(request))
    risks = [each.risk for each in waiting]
    counts = {risk.word: risks.count(risk) for risk in reversed(Risk)}
    context = {
        "waiting": waiting[:LISTED],
        "counts": counts,
        "today": timezone.localdate(),
        "most": LISTED,
    }
    return render(request, "review.html", context)


@login_required
@require_safe
def following(request: HttpRequest, key: str) -> HttpResponse:
    """Go on to the table that follows one in the order of risk; back to the list after the last."""
    keys = [str(waiting.case.key) for waiting in queue(user_of(request))]
    after = keys[keys.index(key) + 1 :] if key in keys else keys
    return redirect("case", key=after[0]) if after else redirect("review")


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
    seen = dict(key_and_number.partition(" ")[::2] for key_and_number in chosen)
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
