"""What may be promised: asked of the records, taken or left by who types."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from jixiao.web import jobs
from jixiao.web.people.access import user_of
from jixiao.web.views.cases import case_of
from jixiao.web.work import drafts


@login_required
@require_POST
def ask(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Have values suggested for what is being typed."""
    user, case = user_of(request), case_of(request, key)
    if not drafts.may_type(user, case, "target"):
        message = "现在不能填这张表，不需要建议。"
        raise drafts.NotYours(message)
    jobs.begin(user, "advise", f"给 {case.name} 提建议", str(case.key))
    return redirect("write", key=key, kind="target")
