"""What the checks find in a form that is being typed: asked for after a change was kept."""

import uuid
from hashlib import sha256

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from jixiao.web.models import Case
from jixiao.web.people.access import user_of
from jixiao.web.views.cases import case_of
from jixiao.web.work import drafts
from jixiao.web.work.findings import TableFindings, judge


@login_required
@require_POST
def show(request: HttpRequest, key: uuid.UUID, kind: str) -> HttpResponse:
    """Ask the checks of a form as it stands, and keep for lists how many findings there are.

    A page that says in `seen` which findings it shows gets them only if they are others; with
    `all` it gets every one of them, else the first.
    """
    user, case = user_of(request), case_of(request, key)
    draft = get_object_or_404(case.drafts, kind=kind)
    if not drafts.may_type(user, case, kind):
        return redirect("case", key=case.key)
    typed = draft.typed
    judged = judge(case, typed.table, kind)
    if kind == "target":
        drafts.keep_counts(case, judged)
    answer: dict[str, object] = {
        "revision": draft.revision,
        "errors": judged.open_errors,
    }
    judged = judged.by_id(typed)
    digest = _digest(judged, request)
    if digest != request.POST.get("seen"):
        panel = _panel(request, case, kind, judged)
        answer |= {"seen": digest, "findings": panel, "marked": marked_in(judged)}
    return JsonResponse(answer)


def _digest(judged: TableFindings, request: HttpRequest) -> str:
    """What tells findings apart as a page shows them: with their reasons, in its language."""
    shown = [
        (finding.code, finding.place, finding.message, reason and reason.reason)
        for finding, reason in judged.findings
    ]
    words = repr((shown, request.POST.get("all"), get_language()))
    return sha256(words.encode()).hexdigest()[:16]


def _panel(request: HttpRequest, case: Case, kind: str, judged: TableFindings) -> str:
    context = {
        "judged": judged,
        "case": case,
        "may_reason": kind == "target",
        "typing": kind == "target",
        "all": bool(request.POST.get("all")),
    }
    return render_to_string("findings.html", context, request)


def marked_in(judged: TableFindings) -> list[str]:
    """The cells on which a finding stands that has no reason."""
    open_findings = [finding for finding, reason in judged.findings if reason is None]
    return sorted({finding.place for finding in open_findings if finding.place})
