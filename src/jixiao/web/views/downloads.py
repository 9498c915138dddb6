"""The office's own forms of a case as files."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jixiao import cycle
from jixiao.web.models import Draft, Table
from jixiao.web.trail import note
from jixiao.web.views.cases import KINDS, case_of
from jixiao.web.views.public import attachment
from jixiao.web.work import drafts


@login_required
@require_safe
def form(request: HttpRequest, key: uuid.UUID, kind: str, suffix: str) -> HttpResponse:
    """Give a case's table as a form: what was handed in last, else what is typed."""
    case = case_of(request, key)
    state = cycle.replay(case.ledger())
    if kind == "target":
        table = drafts.current_table(case, state)
    else:
        digest = state.forms.get(kind)
        draft = Draft.objects.filter(case=case, kind=kind).first()
        kept = Table.objects.filter(digest=digest).first() if digest else None
        table = kept.content if kept else draft.table if draft else None
    if table is None:
        raise Http404
    note(request, "导出", f"{case} {kind}.{suffix}")
    return attachment([table], suffix, f"{case.year}-{case.name}-{KINDS[kind]}")
