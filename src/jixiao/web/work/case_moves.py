"""What is done to cases: begun and moved; each whole or not at all."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

import msgspec
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from jixiao import cycle
from jixiao.cell_path import CellPath
from jixiao.cycle import effects
from jixiao.errors import JixiaoError
from jixiao.publication import for_the_public
from jixiao.targets import BudgetExecution, Execution, TargetTable
from jixiao.targets.draft_table import DraftTable, with_first_ids
from jixiao.targets.editing import CannotEdit, clean, filled_in, unsure_cells
from jixiao.web import jobs
from jixiao.web.models import (
    UNNAMED,
    Case,
    Entry,
    Organisation,
    Table,
    User,
    as_kept,
)
from jixiao.web.people.access import (
    check_standing,
    finance_of,
    held,
    lender_of_clerk,
)
from jixiao.web.work import drafts
from jixiao.web.work.completeness import blank_in, missing_in
from jixiao.web.work.drafts import (
    carry_over,
    current_table,
    promises,
    renew,
    rescored,
)
from jixiao.web.work.findings import judge
from jixiao.web.work.proofs import beside, proofs_of
from jixiao.web.work.rescoring import FORMS, score


class Taken(JixiaoError):
    """Somebody else was faster; nothing was done."""


def open_case(
    user: User,
    unit: Organisation,
    department: Organisation,
    finance: Organisation,
    year: int,
    table: TargetTable,
) -> Case:
    """Begin a case of a unit with a table to type on; it goes by the office's procedure.

    Raises:
        Tampered: the person's account or role is not as the office gave it.
    """
    check_standing(user)
    with transaction.atomic():
        case = Case.objects.create(
            name=(table.project_name or UNNAMED)[:300],
            year=year,
            unit=unit,
            department=department,
            finance=finance,
            procedure=settings.OFFICE.procedure,
        )
        event = cycle.begin(
            str(case.key),
            case.rules(),
            user.actor,
            "clerk",
            timezone.now(),
            lender_of_clerk(user, unit),
        )
        _write(case, event)
        renew(case, "target", table, user)
    return case


def begin_case(user: User, unit: Organisation, year: int, table: TargetTable) -> Case:
    """Begin a case of a unit before the body above it and the finance bureau of its level."""
    return open_case(user, unit, unit.parent or unit, finance_of(unit), year, table)


def move(
    case: Case,
    user: User,
    name: str,
    reason: str = "",
    facts: cycle.Facts | None = None,
    seen: int | None = None,
    revision: int | None = None,
) -> cycle.Event:
    """Make a move: the version that is submitted, and what the checks say of it, come from here.

    `seen` is the number of the last entry that the person's page showed, `revision` that of the form
    that is handed in.

    Raises:
        NotAllowed: it may not be made; the message says why.
        CannotEdit: the reason is too long.
        Taken: somebody else moved the case or typed into the form in the meantime, or the same form
            was sent twice.
        Tampered: the case's past, or the person's account or role, was changed in the database.
    """
    check_standing(user)
    rules, reason = case.rules(), clean(reason)
    if len(reason) > _LONGEST:
        message = f"理由太长，最多 {_LONGEST} 字（现在 {len(reason)} 字），没有办理。"
        raise CannotEdit(message)
    try:
        with transaction.atomic():
            case = Case.objects.select_for_update().get(pk=case.pk)
            ledger = case.ledger()
            if seen is not None and seen != len(ledger):
                raise Taken(_SOMEBODY)
            state = cycle.replay(ledger)
            _refuse_unseen(case, rules.move.get(name), revision)
            facts = _with_tables(case, state, name, facts or cycle.Facts(), rules)
            wish = _wish(case, user, name, reason, facts, rules)
            event = cycle.make(ledger, wish, rules)
            _write(case, event)
            _take_along(case, event, cycle.apply(state, event))
            _have_done(case, user, event)
    except IntegrityError as error:
        raise Taken(_SOMEBODY) from error
    return event


def _refuse_unseen(case: Case, move: cycle.Move | None, revision: int | None) -> None:
    """Refuse to hand in a form that is not as the person's page showed it.

    Raises:
        Taken: it was typed into since.
    """
    kind = drafts.form_of(move) if move and revision is not None else None
    draft = case.drafts.filter(kind=kind).select_related("by").first() if kind else None
    if draft is None or draft.revision == revision:
        return
    who = draft.by.full_name if draft.by else "系统"
    when = f"{timezone.localtime(draft.at):%m-%d %H:%M}"
    message = (
        f"没有提交：这一页打开以后，表又改过（{who} {when}）。请看了现在的表再提交。"
    )
    raise Taken(message)


_LONGEST = 2000
_SOMEBODY = (
    "这个项目刚刚有人办理过，或者同一张表单交了两次。请刷新页面，看了现在的状态再办。"
)


def _wish(
    case: Case,
    user: User,
    name: str,
    reason: str,
    facts: cycle.Facts,
    rules: cycle.Procedure,
) -> cycle.Wish:
    by = rules.move[name].by if name in rules.move else ()
    standings = (standing for standing in held(user, case) if standing.role in by)
    standing = next(standings, cycle.Standing("nobody"))
    return cycle.Wish(
        name,
        user.actor,
        standing.role,
        timezone.now(),
        case.year,
        reason,
        standing.on_behalf_of,
        facts,
    )


def _with_tables(
    case: Case, state: cycle.Case, name: str, facts: cycle.Facts, rules: cycle.Procedure
) -> cycle.Facts:
    """Add what the office knows itself: the table that is handed in, and what it counts of it."""
    known = rules.move.get(name)
    if known is None:
        return facts
    asked = [fact for need in known.needs for fact in cycle.CONDITIONS[need].facts]
    kind = drafts.form_of(known)
    if kind is None:
        table = current_table(case, state) if asked else None
        typed = with_first_ids(table) if table else None
        return _counted(case, "target", typed, asked, facts) if typed else facts
    draft = case.drafts.filter(kind=kind).first()
    if draft is None:
        return facts
    content = filled_in(draft.table)[0] if kind == "target" else draft.table
    handed_in = "version" if "version" in known.brings else "form"
    digest = {handed_in: Table.keep(content)}
    counted = _counted(case, kind, draft.typed, asked, facts)
    return msgspec.structs.replace(counted, **digest)


def _counted(
    case: Case, kind: str, typed: DraftTable, asked: Iterable[str], facts: cycle.Facts
) -> cycle.Facts:
    """The facts that conditions ask for, counted of a table."""
    counted = {fact: _COUNTS[fact](case, kind, typed) for fact in asked}
    return msgspec.structs.replace(facts, **counted)


def _unproven(case: Case, _kind: str, typed: DraftTable) -> tuple[str, ...]:
    rows = typed.table.indicators
    return tuple(rows[place].name for place in unproven_rows(case, typed))


_COUNTS: Mapping[str, Callable[[Case, str, DraftTable], object]] = {
    "open_errors": lambda case, kind, typed: judge(case, typed.table, kind).open_errors,
    "unsure": lambda _case, _kind, typed: len(unsure_cells(typed.table)) or None,
    "total": lambda _case, _kind, typed: typed.table.total_score,
    "unproven": _unproven,
    "missing": lambda _case, _kind, typed: missing_in(typed.table),
    "blank": lambda _case, _kind, typed: blank_in(typed.table),
    "stated": lambda _case, _kind, typed: _stated(typed.table),
}
"""How the office counts what a condition asks for."""


def _stated(table: TargetTable) -> Decimal | None:
    return as_kept(table.in_yuan(table.funding.annual.total))


def unproven_rows(case: Case, form: DraftTable) -> list[int]:
    """The places of rows whose value was typed and that no file proves.

    A file for the whole table may, unless the records say otherwise than what was typed.
    """
    proven = set(
        case.evidence.filter(kind="evaluation").values_list("place", flat=True)
    )
    proofs = beside(proofs_of(case, "evaluation"), form.table)
    unproven = []
    for place, row in enumerate(form.table.indicators):
        recorded = proofs[place].shown if place in proofs else ""
        if row.actual is None or (recorded and row.actual.text.startswith(recorded)):
            continue
        cell = str(form.by_id(CellPath.in_row(place, "actual")))
        enough = {cell} if recorded else {"", cell}
        if not proven & enough:
            unproven.append(place)
    return unproven


def _write(case: Case, event: cycle.Event) -> None:
    Entry.objects.create(
        case=case, number=event.number, body=msgspec.json.encode(event).decode()
    )


def _take_along(case: Case, event: cycle.Event, state: cycle.Case) -> None:
    """Let the case's row, and the drafts, say what the ledger says now."""
    for track, stage in state.stages.items():
        setattr(case, track, stage)
    case.in_force_id = state.in_force.digest if state.in_force else None
    if state.in_force and state.published != case.published_id:
        table = Table.objects.get(digest=state.in_force.digest).content
        case.public_name = (for_the_public(table).table.project_name or "未印名称")[
            :300
        ]
        case.public_budget = state.in_force.budget
    case.published_id, case.result_id = state.published, state.result
    if state.in_force:
        case.budget = state.in_force.budget
    dues = cycle.dues(state, case.rules(), case.year)
    case.due = dues[0].on if dues else None
    case.moved_at = event.at
    if event.facts.version:
        table = Table.objects.get(digest=event.facts.version).content
        case.name = (table.project_name or case.name)[:300]
        drafts.keep_counts(case, judge(case, table))
    case.save()
    if case.in_force:
        _renew_forms(case, event, state, case.in_force.content)


def _renew_forms(
    case: Case, event: cycle.Event, state: cycle.Case, approved: TargetTable
) -> None:
    """Let forms be typed from what was approved; one that is open follows a change of the target."""
    if effects.drop_adjustment in cycle.effects_of(event):
        renew(case, "target", approved)
    for kind in FORMS:
        if _opens(event, kind):
            renew(case, kind, _form(kind, state, approved))
        elif state.stages.get(kind) == "filling" and (
            typed := case.drafts.filter(kind=kind).first()
        ):
            form = _form(kind, state, approved)
            if promises(form) != promises(typed.table):
                renew(
                    case, kind, rescored(kind, approved, carry_over(form, typed.table))
                )


def _opens(event: cycle.Event, kind: str) -> bool:
    return any(effect.opens == kind for effect in cycle.effects_of(event))


def _have_done(case: Case, user: User, event: cycle.Event) -> None:
    """Begin what a worker does after a move: ask the records, put figures before the public."""
    done = cycle.effects_of(event)
    for kind in FORMS:
        follows = effects.approve in done and getattr(case, kind) == "filling"
        if _opens(event, kind) or follows:
            jobs.begin(user, "prove", f"从记录里算 {case.name}", f"{case.key} {kind}")
    if any(effect.publishes for effect in done):
        jobs.begin(user, "disclose", f"整理公开数据 {case.name}", str(case.key))


def _form(kind: str, state: cycle.Case, approved: TargetTable) -> TargetTable:
    """The form that is filled in, with what was promised and nothing else yet.

    What only the declaration prints is left to it.
    """
    form = msgspec.structs.replace(
        approved,
        dialect=FORMS[kind],
        form_title=None,
        other_fields={},
        project_nature=None,
        term=None,
        finance_division=None,
    )
    if kind == "monitoring":
        initial = Execution(initial=approved.funding.annual.total)
        return msgspec.structs.replace(
            form,
            monitored_months=state.months,
            budget_execution=BudgetExecution(total=initial),
        )
    return score(form, form)
