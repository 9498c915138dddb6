"""What is being typed: a cell, a row, undone again; each change is taken once."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import msgspec
from django.db import transaction
from django.utils import timezone

from jixiao import cycle
from jixiao.cell_path import CellPath, RowId
from jixiao.errors import JixiaoError
from jixiao.quantity import TargetValue
from jixiao.targets import BudgetExecution, Execution, Indicator, TargetTable
from jixiao.targets.draft_table import DraftTable, RowGone, with_first_ids
from jixiao.targets.editing import CannotEdit
from jixiao.web.models import (
    UNNAMED,
    Case,
    Draft,
    DraftStep,
    Evidence,
    Table,
    User,
    as_kept,
)
from jixiao.web.people.access import held, holds
from jixiao.web.work.clashes import refuse_if_changed
from jixiao.web.work.differences import KIND, recorded_instead
from jixiao.web.work.findings import TableFindings, judge
from jixiao.web.work.rescoring import score, with_rate

_UNDONE = 50
"""How many changes can be taken back."""
TYPED = {
    "target": ("draft", "mending"),
    "monitoring": ("filling",),
    "evaluation": ("filling",),
}
"""On which stages of its track a form is typed."""


class NotYours(JixiaoError, PermissionError):
    """It is not this person's to do; nothing was done."""


class TypedSince(CannotEdit):
    """The form is another than the one that was to be replaced; nothing was changed."""


def may_type(user: User, case: Case, kind: str) -> bool:
    """Whether somebody may type a case's form now: the unit's clerk, where it is to be typed."""
    return getattr(case, kind) in TYPED[kind] and holds(held(user, case), "clerk")


def form_of(move: cycle.Move) -> str | None:
    """Which form a move hands in; None where it hands in none."""
    if not {"version", "form"} & set(move.brings):
        return None
    return move.track if move.track in TYPED else "target"


def may_drop(case: Case) -> Callable[[Evidence], bool]:
    """Which files of a case may be taken back: those nobody was shown since they were attached."""
    last = max((event.at for event in case.ledger() if event.hands_in), default=None)
    return lambda file: last is None or last <= file.at


def new_row_id() -> RowId:
    """An id for a row that is added: no row had it before."""
    return RowId(secrets.token_hex(4))


def type_into(
    case: Case,
    kind: str,
    user: User,
    token: str,
    title: str,
    change: Callable[[DraftTable], DraftTable],
    path: CellPath | None = None,
    was: Mapping[CellPath, str] | None = None,
    seen: int | None = None,
) -> Draft:
    """Change a draft; a change that is sent again under the same token is taken once.

    `title` is what the change is called when it is undone; the word for the cell at `path` follows.
    `was` is what stood in the cells that it replaces, for whoever made the change; a change of all
    of it says in `seen` which revision it replaces.

    Raises:
        ChangedSince, TypedSince: something else stands there now.
        NotYours: this person may not type it now.
        RowGone: the row that it speaks of is not there any more.
        CannotEdit: what was typed cannot stand there.
    """
    with transaction.atomic():
        draft = _lock(case, kind, user)
        if draft.steps.filter(token=token).exists():
            return draft
        _refuse_unseen(draft, seen)
        before = draft.typed
        try:
            cell = before.place_of(path).title if path else ""
            after = change(before)
        except RowGone as error:
            raise _gone_since(draft, error) from error
        if draft.case.in_force:
            approved = draft.case.in_force.content
            instead = recorded_instead(draft.case, after) if kind == KIND else None
            scored = rescored(kind, approved, after.table, instead)
            after = replace(after, table=scored)
        if after == before:
            return draft
        for replaced, text in (was or {}).items():
            refuse_if_changed(draft, before, replaced, text)
        body_before = draft.body
        _keep(draft, after, user)
        DraftStep.objects.create(
            draft=draft,
            token=token,
            revision=draft.revision,
            title=f"{title} {cell}".strip()[:100],
            before=body_before,
            row_ids=list(before.row_ids),
            by=user,
        )
        draft.steps.filter(revision__lte=draft.revision - _UNDONE).delete()
    return draft


def _refuse_unseen(draft: Draft, seen: int | None) -> None:
    """Refuse to replace a form that was typed into since it was seen.

    Raises:
        TypedSince: it was.
    """
    if seen is None or seen == draft.revision:
        return
    who = draft.by.full_name if draft.by else "系统"
    when = f"{timezone.localtime(draft.at):%m-%d %H:%M}"
    message = (
        f"没有写入：这张表后来改过（{who} {when}），现在的 revision 是 {draft.revision}。"
        "请重新读取，合并以后再写。"
    )
    raise TypedSince(message)


def _gone_since(draft: Draft, error: RowGone) -> RowGone:
    """Say which row it was, and who took it away when, as far as that can still be undone."""
    for step in draft.steps.select_related("by"):
        before = step.typed_before
        if error.path.row in before.row_ids and (row := before.row(error.path)):
            when = f"{timezone.localtime(step.at):%m-%d %H:%M}"
            who = f"{step.by.full_name} {when} {step.title}"
            message = f"“{row.name}”这一条已经不在表上（{who}），没有存下。"
            return RowGone(error.path, message, before.named(error.path))
    return error


def undo(case: Case, kind: str, user: User, seen: int) -> str:
    """Take back the last change; returns what it was called.

    `seen` is the revision that the person's page showed: what others did since is not taken back
    unseen.

    Raises:
        NotYours: this person may not type it now.
        CannotEdit: nothing is left to take back, or it is another change than the person saw.
    """
    with transaction.atomic():
        draft = _lock(case, kind, user)
        step = draft.steps.select_related("by").first()
        if step is None:
            message = "没有可以撤销的修改了。"
            raise CannotEdit(message)
        if seen != draft.revision:
            when = f"{timezone.localtime(step.at):%m-%d %H:%M}"
            message = (
                f"没有撤销：这张表后来又改过（{step.by.full_name} {when} {step.title}）。"
                "请看了现在的表再撤销。"
            )
            raise CannotEdit(message)
        _keep(draft, step.typed_before, user)
        step.delete()
    return step.title


def renew(case: Case, kind: str, table: TargetTable, by: User | None = None) -> None:
    """Let a form be typed from another beginning; what was typed before cannot be undone into it.

    Rows that promise what rows before promised keep their ids.
    """
    draft, _ = Draft.objects.get_or_create(case=case, kind=kind)
    draft.case = case
    if draft.body:
        typed = draft.typed.followed_by(table, new_row_id, by_name=kind == "target")
    else:
        typed = with_first_ids(table)
    _keep(draft, typed, by or draft.by)
    draft.steps.all().delete()
    if kind == "target":
        recount(case)


_TYPED = ("actual", "expected", "reason", "causes", "likelihood", "remark")


Promise = tuple[str | None, str, str]
"""The aspect, the name and the value of a row: by that rows are known, not by where they stand."""


def promises(table: TargetTable) -> list[Promise]:
    """What each row of a form promises."""
    return [(row.aspect, row.name, row.target.text) for row in table.indicators]


def carry_over(
    form: TargetTable, typed: TargetTable, filled: TargetTable | None = None
) -> TargetTable:
    """Lay what people typed over a form; they have seen what records have not.

    What stands in `typed` as the machine had `filled` it was not typed, and gives way.
    """
    typed_rows, filled_rows = _rows_of(typed), _rows_of(filled) if filled else {}
    rows = []
    for promise, row in zip(promises(form), form.indicators, strict=True):
        typed_row, filled_row = _next(typed_rows, promise), _next(filled_rows, promise)
        rows.append(
            msgspec.structs.replace(row, **_typed_in(_TYPED, typed_row, filled_row))
        )
    return msgspec.structs.replace(
        form,
        indicators=tuple(rows),
        budget_execution=_carry_over_spending(
            form.budget_execution,
            typed.budget_execution,
            filled.budget_execution if filled else None,
        ),
        **_typed_in(("objective_achieved",), typed, filled),
    )


def _carry_over_spending(
    form: BudgetExecution | None,
    typed: BudgetExecution | None,
    filled: BudgetExecution | None,
) -> BudgetExecution | None:
    if typed is None:
        return form
    spent = form or BudgetExecution()
    lines = {}
    for source in BudgetExecution.__struct_fields__:
        before = getattr(filled, source) if filled else None
        amounts = _typed_in(Execution.__struct_fields__, getattr(typed, source), before)
        lines[source] = msgspec.structs.replace(getattr(spent, source), **amounts)
    return BudgetExecution(**lines)


def _rows_of(table: TargetTable) -> dict[Promise, list[Indicator]]:
    rows: dict[Promise, list[Indicator]] = {}
    for promise, row in zip(promises(table), table.indicators, strict=True):
        rows.setdefault(promise, []).append(row)
    return rows


def _next(rows: dict[Promise, list[Indicator]], promise: Promise) -> Indicator | None:
    return rows[promise].pop(0) if rows.get(promise) else None


def _typed_in(cells: Iterable[str], typed: object, filled: object) -> dict[str, Any]:
    """What a person put into cells: neither empty, nor as the machine had filled it."""
    values = {}
    for cell in cells:
        value = getattr(typed, cell, None)
        if value not in (None, "", ()) and value != getattr(filled, cell, None):
            values[cell] = value
    return values


def rescored(
    kind: str,
    approved: TargetTable,
    form: TargetTable,
    recorded: Mapping[int, TargetValue | None] | None = None,
) -> TargetTable:
    """A form with what is counted in it counted anew: the rate of execution, and points.

    `recorded` is scored in place of what was typed at its places.
    """
    if kind == "evaluation":
        return score(approved, form, recorded)
    return with_rate(form) if kind == "monitoring" else form


def current_table(case: Case, state: cycle.Case) -> TargetTable | None:
    """The version of the target under way: what was submitted last, else what is typed."""
    if case.target in TYPED["target"] or state.version is None:
        draft = case.drafts.filter(kind="target").first()
        return draft.table if draft else None
    return Table.objects.get(digest=state.version.digest).content


def recount(case: Case) -> None:
    """Count the findings of what is typed anew, as after a reason was given."""
    if draft := case.drafts.filter(kind="target").first():
        keep_counts(case, judge(case, draft.table))


def keep_counts(case: Case, judged: TableFindings) -> None:
    """Keep how many findings lists show, where they are others than before."""
    counts = (judged.open_errors, judged.warnings)
    if counts != (case.errors, case.warnings):
        case.errors, case.warnings = counts
        case.save(update_fields=["errors", "warnings"])


def _keep_name(case: Case, table: TargetTable) -> None:
    """Keep what lists show of what is typed: the name and the money."""
    case.name = (table.project_name or UNNAMED)[:300]
    if case.in_force_id is None:
        case.budget = as_kept(table.in_yuan(table.funding.annual.total))
    case.save(update_fields=["name", "budget"])


@contextmanager
def held_open(case: Case, kind: str, user: User) -> Iterator[Draft]:
    """Hold a form open for one change: nobody hands it in meanwhile, no other change comes between.

    Raises:
        NotYours: this person may not type it now.
    """
    with transaction.atomic():
        yield _lock(case, kind, user)


def _lock(case: Case, kind: str, user: User) -> Draft:
    now = (
        Case.objects.select_for_update(of=("self",))
        .select_related("unit")
        .get(pk=case.pk)
    )
    draft = Draft.objects.select_for_update().filter(case=now, kind=kind).first()
    if draft is None or not may_type(user, now, kind):
        message = "现在不能修改这张表：它已经提交，或不由你填写。请刷新页面。"
        raise NotYours(message)
    draft.case = now
    return draft


def _keep(draft: Draft, typed: DraftTable, user: User | None) -> None:
    draft.body = msgspec.json.encode(typed.table).decode()
    draft.row_ids = list(typed.row_ids)
    draft.revision += 1
    draft.by = user
    draft.save()
    if draft.kind == "target":
        _keep_name(draft.case, typed.table)
