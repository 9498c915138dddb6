"""The office's own forms of a case as files."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jixiao import cycle
from jixiao.targets import TargetTable
from jixiao.web.models import Case, Draft, Table
from jixiao.web.trail import note
from jixiao.web.views.cases import KINDS, case_of
from jixiao.web.views.public import attachment
from jixiao.web.work import drafts


@login_required
@require_safe
def form(request: HttpRequest, key: uuid.UUID, kind: str, suffix: str) -> HttpResponse:
    """A case's table as a form: what was handed in last, else what is typed."""
    case = case_of(request, key)
    table = _table(case, kind)
    if table is None:
        raise Http404
    note(request, "导出", f"{case} {kind}.{suffix}")
    return attachment([table], suffix, f"{case.year}-{case.name}-{KINDS[kind]}")


def _table(case: Case, kind: str) -> TargetTable | None:
    state = cycle.replay(case.ledger())
    if kind == "target":
        return drafts.current_table(case, state)
    digest = state.forms.get(kind)
    handed_in = Table.objects.filter(digest=digest).first() if digest else None
    if handed_in is not None:
        return handed_in.content
    draft = Draft.objects.filter(case=case, kind=kind).first()
    return draft.table if draft else None
