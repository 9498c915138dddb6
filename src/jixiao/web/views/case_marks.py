"""A reviewer's marks on findings, and the letter of what was marked as true."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jixiao import cycle
from jixiao.findings import Finding
from jixiao.publication import cause_of, letter_docx
from jixiao.publication.reviews import Mark, Verdict
from jixiao.targets.editing import clean
from jixiao.web.models import Case, FindingMark, User
from jixiao.web.people.access import REVIEWERS, held, holds, user_of
from jixiao.web.trail import note
from jixiao.web.views.cases import case_of
from jixiao.web.views.public import as_file
from jixiao.web.work import drafts
from jixiao.web.work.findings import TableFindings, judge
from jixiao.web.work.marks import finding_of, true_findings
from jixiao.web.work.review_queue import queue_of

_LONGEST_NOTE = 1000
_TAKE_BACK = "none"


@login_required
@require_POST
def mark(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Take a reviewer's verdict on a finding, or take it back."""
    user, case = user_of(request), case_of(request, key)
    if not may_mark(user, case):
        message = "只有审核的人可以标发现属实不属实。"
        raise drafts.NotYours(message)
    asked = request.POST.get("code", ""), request.POST.get("message", "")
    finding = finding_of(_judged(case), asked)
    verdict = request.POST.get("verdict", "")
    if finding is None:
        messages.error(request, "这条发现已经不在了，表改过了，请看现在的发现。")
    elif verdict == _TAKE_BACK:
        _take_back(case, cause_of(case.unit.name, finding))
    elif verdict not in list(Verdict):
        messages.error(request, "请选属实、不是问题或已改。")
    else:
        FindingMark.objects.update_or_create(
            case=case,
            cause=cause_of(case.unit.name, finding),
            defaults={
                "code": finding.code,
                "message": finding.message,
                "verdict": verdict,
                "note": clean(request.POST.get("note", ""))[:_LONGEST_NOTE],
                "by": user,
            },
        )
    return redirect("case", key=case.key)


def _take_back(case: Case, cause: str) -> None:
    for each in FindingMark.objects.filter(case=case, cause=cause):
        each.delete()


@login_required
@require_safe
def letter(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The letter to a unit: what was marked as true in a case."""
    user, case = user_of(request), case_of(request, key)
    if not may_mark(user, case):
        message = "只有审核的人可以出具审核意见。"
        raise drafts.NotYours(message)
    return _letter(request, [case], f"{case.year}-{case.name}-审核意见")


@login_required
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """The letters of all that waits for one's review, a sheet a unit."""
    riskiest = queue_of(user_of(request)).first
    cases = Case.objects.select_related("unit").in_bulk([each.pk for each in riskiest])
    in_order = [cases[each.pk] for each in riskiest if each.pk in cases]
    return _letter(request, in_order, "审核意见")


def may_mark(user: User, case: Case) -> bool:
    """Whether somebody judges what this case's clerks hand in."""
    return holds(held(user, case), *REVIEWERS)


def _letter(request: HttpRequest, cases: list[Case], name: str) -> HttpResponse:
    by_unit: dict[str, list[tuple[Finding, Mark]]] = {}
    for case in cases:
        if pairs := true_findings(case, _judged(case)):
            by_unit.setdefault(case.unit.name, []).extend(pairs)
    if not by_unit:
        messages.error(
            request, "没有标为“属实”的发现，没有可写的意见。请先在发现旁边标。"
        )
        if len(cases) == 1:
            return redirect("case", key=cases[0].key)
        return redirect("review")
    note(request, "导出", name)
    return as_file(letter_docx(by_unit), "docx", name)


def _judged(case: Case) -> TableFindings:
    table = drafts.current_table(case, cycle.replay(case.ledger()))
    return judge(case, table) if table else TableFindings(())
