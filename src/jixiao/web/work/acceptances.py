"""A second person accepts a typed value that differs from the records: it is scored from then on."""

from dataclasses import replace

import msgspec
from django.db import transaction

from jixiao.web.models import Acceptance, Case, Draft, User
from jixiao.web.people.access import held, holds
from jixiao.web.work.differences import KIND, Difference, differences, recorded_instead
from jixiao.web.work.drafts import NotYours, rescored

_ROLES = ("fund", "department", "finance_reviewer")


def may_accept(user: User, case: Case) -> bool:
    """Whether somebody may accept typed values of a case: not who fills the form in."""
    is_open = getattr(case, KIND) == "filling"
    return is_open and holds(held(user, case), *_ROLES)


def accept(case: Case, user: User, cell: str, typed: str) -> Acceptance:
    """Take a typed value for the year's, and score it.

    Raises:
        NotYours: it is not this person's to accept, or there is nothing to accept as it was shown.
    """
    if not may_accept(user, case):
        message = "认可填写的值，由基金业务、主管部门或财政审核办理，填表期间才能认可。"
        raise NotYours(message)
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(case=case, kind=KIND).first()
        rows = differences(case, draft.typed) if draft else []
        wanted = next((r for r in rows if (r.cell, r.typed) == (cell, typed)), None)
        if draft is None or wanted is None:
            message = "填写的值已经改过，或与记录不再不同。请刷新页面看了再认可。"
            raise NotYours(message)
        _refuse(draft, user, wanted)
        accepted = Acceptance.objects.create(
            case=case,
            place=cell,
            about=wanted.name[:600],
            typed=typed[:600],
            recorded=wanted.recorded[:600],
            by=user,
        )
        _score(case, draft)
    return accepted


def _refuse(draft: Draft, user: User, row: Difference) -> None:
    """Refuse who typed it or attached its proof, and what has neither reason nor file.

    Raises:
        NotYours: so it is.
    """
    files = draft.case.evidence.filter(kind=KIND, place=row.cell)
    has_typed = draft.by_id == user.pk or draft.steps.filter(by=user).exists()
    if has_typed or files.filter(by=user).exists():
        message = "填写的人不能自己认可，请由另一人认可。"
        raise NotYours(message)
    if not draft.table.indicators[row.place].reason or not files.exists():
        message = f"“{row.name}”还没有写明原因或附上这一条的证明，不能认可。"
        raise NotYours(message)


def _score(case: Case, draft: Draft) -> None:
    """Score the form as it stands now; what was typed is not touched, and can be undone as before."""
    if case.in_force is None:
        return
    typed = draft.typed
    instead = recorded_instead(case, typed)
    table = rescored(KIND, case.in_force.content, typed.table, instead)
    draft.body = msgspec.json.encode(replace(typed, table=table).table).decode()
    draft.revision += 1
    draft.save()
