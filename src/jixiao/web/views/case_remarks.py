"""What people say of a case: remarks of reviewers, answers of clerks, why a finding stays."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from jixiao.cell_path import CellPath
from jixiao.targets.draft_table import RowGone
from jixiao.targets.editing import CannotEdit, clean
from jixiao.web.models import Case, FindingReason, Remark, User
from jixiao.web.people.access import REVIEWERS, held, holds, user_of
from jixiao.web.request_values import whole_number
from jixiao.web.sealing import seal_row
from jixiao.web.views.cases import REFUSED, case_of
from jixiao.web.work import drafts
from jixiao.web.work.findings import judge

_LONGEST_REASON = 1000
_LONGEST_REMARK = 2000


@login_required
@require_POST
def give_reason(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Take the reason why a finding stays."""
    user, case = user_of(request), case_of(request, key)
    reason = clean(request.POST.get("reason", ""))
    _refuse_long("理由", reason, _LONGEST_REASON)
    with drafts.held_open(case, "target", user) as draft:
        judged = judge(case, draft.table).by_id(draft.typed)
        findings = {
            (finding.code, finding.message): finding for finding, _ in judged.findings
        }
        asked = request.POST.get("code", ""), request.POST.get("message", "")
        finding = findings.get(asked)
        if not reason:
            messages.error(request, "请写明理由。")
        elif finding is None:
            messages.error(request, "这条发现已经不在了，不用写理由。")
        else:
            FindingReason.objects.update_or_create(
                case=case,
                code=finding.code,
                message=finding.message,
                defaults={"reason": reason, "by": user, "place": finding.place[:200]},
            )
            drafts.recount(case)
    return redirect("write", key=key, kind="target")


@login_required
@require_POST
def remark(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Take a reviewer's remark on a cell, or a clerk's answer to one."""
    user, case = user_of(request), case_of(request, key)
    standings = held(user, case)
    text = clean(request.POST.get("text", ""))
    _refuse_long("意见", text, _LONGEST_REMARK)
    answered = request.POST.get("answers", "")
    if answered and holds(standings, "clerk") and text:
        _answer(request, case, answered, text, user)
    elif text and holds(standings, *REVIEWERS):
        _remark_on(request, case, text, user)
    elif not text:
        messages.error(request, "请写意见。")
    else:
        message = "只有审核的人可以写意见，填报的人可以答复。"
        raise drafts.NotYours(message)
    return redirect("case", key=key)


def _refuse_long(field: str, text: str, longest: int) -> None:
    """Refuse what is longer than is kept: nothing that was written is cut.

    Raises:
        CannotEdit: it is.
    """
    if len(text) > longest:
        message = f"{field}太长，最多 {longest} 字（现在 {len(text)} 字），没有写下。"
        raise CannotEdit(message)


def _answer(
    request: HttpRequest, case: Case, answered: str, text: str, user: User
) -> None:
    """Answer a remark that nobody has answered."""
    remark = get_object_or_404(case.remarks, pk=whole_number(answered))
    with transaction.atomic():
        unanswered = case.remarks.filter(pk=remark.pk, answered="")
        if not unanswered.update(answered=text, answered_by=user):
            messages.error(request, "这条意见已经有人答复过。")
            return
        remark.refresh_from_db()
        seal_row(remark)


def _remark_on(request: HttpRequest, case: Case, text: str, user: User) -> None:
    """Keep a remark on a cell; one on a row that is gone stands in the page's form again."""
    cell = CellPath.parse(request.POST.get("place", "")[:200])
    about = _named(case, cell)
    if about is None:
        message = "这条意见说的那一条指标已经不在表上，没有写下。请看了现在的表再写。"
        messages.error(request, message)
        request.session[REFUSED] = {"case": str(case.key), "remark": text}
        return
    Remark.objects.create(
        case=case, place=str(cell), about=about[:300], text=text, by=user
    )


def _named(case: Case, cell: CellPath) -> str | None:
    """A cell by its row's name: where it stands changes. None where there is no such row."""
    draft = case.drafts.filter(kind="target").first()
    if cell.row is None or draft is None:
        return cell.title
    try:
        return None if isinstance(cell.row, int) else draft.typed.named(cell)
    except RowGone:
        return None
