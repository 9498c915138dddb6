"""What is done to cases: opened, typed, judged, moved; each whole or not at all."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import msgspec
from django.db import IntegrityError, transaction
from django.utils import timezone

from jixiao import cycle
from jixiao.checks import Dossier, library, run
from jixiao.checks.declaration import Scope
from jixiao.errors import JixiaoError
from jixiao.findings import Finding, Severity
from jixiao.money import SCALES, convert
from jixiao.targets import TargetTable
from jixiao.targets.editing import CannotEdit
from jixiao.web.access import held, holds
from jixiao.web.models import (
    Case,
    Draft,
    DraftStep,
    Entry,
    FindingReason,
    Organisation,
    Table,
    User,
)
from jixiao.web.points import FORMS, score

_UNDONE = 50
_TYPED = {
    "target": ("draft", "mending"), "monitoring": ("filling",), "evaluation": ("filling",),
}  # fmt: skip
"""On which stages of its track a form is typed."""
_FAMILIES = {"monitoring": "monitoring", "evaluation": "evaluation"}


class Taken(JixiaoError):
    """Somebody else was faster; nothing was done."""


class NotYours(JixiaoError, PermissionError):
    """It is not this person's to do; nothing was done."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the checks find in a table: each finding, and the reason given for it if any."""

    findings: Sequence[tuple[Finding, FindingReason | None]]

    @property
    def open_errors(self) -> int:
        """How many errors have no reason."""
        return sum(f.severity is Severity.ERROR and r is None for f, r in self.findings)

    @property
    def warnings(self) -> int:
        """How many warnings have no reason."""
        return sum(f.severity is Severity.WARNING and r is None for f, r in self.findings)


def open_case(
    user: User, unit: Organisation, department: Organisation, finance: Organisation, year: int,
    table: TargetTable, procedure: str = "base",
) -> Case:  # fmt: skip
    """Begin a case of a unit with a table to type on."""
    with transaction.atomic():
        case = Case.objects.create(
            name=(table.project_name or "未命名项目")[:300], year=year, unit=unit,
            department=department, finance=finance, procedure=procedure,
        )  # fmt: skip
        event = cycle.begin(str(case.key), case.rules(), user.username, "clerk", timezone.now())
        _write(case, event)
        Draft.objects.create(case=case, body=_encode(table), by=user)
        _keep_counts(case, table)
    return case


def may_type(user: User, case: Case, kind: str) -> bool:
    """Say whether somebody may type a case's form now: the unit's clerk, where it is to be typed."""
    return getattr(case, kind) in _TYPED[kind] and holds(held(user, case), "clerk")


def type_into(
    case: Case, kind: str, user: User, token: str, title: str,
    change: Callable[[TargetTable], TargetTable],
) -> Draft:  # fmt: skip
    """Change a draft; a change that is sent again under the same token is taken once.

    Raises:
        NotYours: this person may not type it now.
        CannotEdit: what was typed cannot stand there.
    """
    with transaction.atomic():
        draft = Draft.objects.select_for_update().get(case=case, kind=kind)
        if not may_type(user, case, kind):
            message = "现在不能修改这张表：它已经提交，或不由你填写。请刷新页面。"
            raise NotYours(message)
        if draft.steps.filter(token=token).exists():
            return draft
        before = draft.body
        table = change(draft.table)
        if kind == "evaluation" and case.in_force:
            table = score(case.in_force.content, table)
        draft.body, draft.revision, draft.by = _encode(table), draft.revision + 1, user
        draft.save()
        DraftStep.objects.create(
            draft=draft, token=token, revision=draft.revision, title=title[:100], before=before,
            by=user,
        )  # fmt: skip
        old = draft.steps.filter(revision__lte=draft.revision - _UNDONE)
        old.delete()
        if kind == "target":
            _keep_counts(case, table)
    return draft


def undo(case: Case, kind: str, user: User) -> tuple[Draft, str]:
    """Take back the last change; gives what it was.

    Raises:
        NotYours: this person may not type it now.
        CannotEdit: nothing is left to take back.
    """
    with transaction.atomic():
        draft = Draft.objects.select_for_update().get(case=case, kind=kind)
        if not may_type(user, case, kind):
            message = "现在不能修改这张表。请刷新页面。"
            raise NotYours(message)
        step = draft.steps.first()
        if step is None:
            message = "没有可以撤销的修改了。"
            raise CannotEdit(message)
        title = step.title
        draft.body, draft.revision, draft.by = step.before, draft.revision + 1, user
        draft.save()
        step.delete()
        if kind == "target":
            _keep_counts(case, draft.table)
    return draft, title


def judge(case: Case, table: TargetTable, kind: str = "target") -> Judged:
    """Ask the checks of a case's table, and lay the reasons beside what they find."""
    given = {(r.code, r.message): r for r in case.reasons.all()} if case.pk else {}
    found = _findings(_encode(table), kind)
    return Judged([(finding, given.get((finding.code, finding.message))) for finding in found])


@lru_cache(maxsize=256)
def _findings(body: str, kind: str) -> tuple[Finding, ...]:
    table = msgspec.json.decode(body, type=TargetTable)
    family = _FAMILIES.get(kind)
    checks = [
        entry
        for entry in library().values()
        if entry.scope is Scope.TABLE
        and (entry.family == family if family else entry.family not in _FAMILIES)
    ]
    return run(Dossier.of([table]), checks).findings


def move(
    case: Case, user: User, name: str, reason: str = "", facts: cycle.Facts | None = None,
    seen: int | None = None,
) -> cycle.Event:  # fmt: skip
    """Make a move: the version that is submitted, and what the checks say of it, come from here.

    `seen` is the number of the last entry that the person's page showed.

    Raises:
        NotAllowed: it may not be made; the message says why.
        Taken: somebody else moved the case in the meantime, or the same form was sent twice.
    """
    rules = case.rules()
    try:
        with transaction.atomic():
            case = Case.objects.select_for_update().get(pk=case.pk)
            ledger = case.ledger()
            if seen is not None and seen != len(ledger):
                raise Taken(_SOMEBODY)
            told = _with_tables(case, name, facts or cycle.Facts(), rules)
            wish = _wish(case, user, name, reason, told, rules)
            event = cycle.make(ledger, wish, rules)
            _write(case, event)
            _take_along(case, event, ledger)
    except IntegrityError as error:
        raise Taken(_SOMEBODY) from error
    return event


_SOMEBODY = "这个项目刚刚有人办理过，或者同一张表单交了两次。请刷新页面，看了现在的状态再办。"


def _wish(
    case: Case, user: User, name: str, reason: str, facts: cycle.Facts, rules: cycle.Procedure
) -> cycle.Wish:
    by = rules.move[name].by if name in rules.move else ()
    own = [standing for standing in held(user, case) if standing.role in by]
    standing = own[0] if own else cycle.Standing("nobody")
    return cycle.Wish(
        name, user.username, standing.role, timezone.now(), case.year, reason,
        standing.on_behalf_of, facts,
    )  # fmt: skip


def _with_tables(case: Case, name: str, facts: cycle.Facts, rules: cycle.Procedure) -> cycle.Facts:
    """Add what the office knows itself: the table that is handed in, and its open errors."""
    known = rules.move.get(name)
    if known is None:
        return facts
    kind = known.track if known.track in _TYPED else "target"
    if known.hands_in and ("version" in known.needs or "form" in known.needs):
        draft = case.drafts.filter(kind=kind).first()
        if draft is None:
            return facts
        digest = Table.keep(draft.table)
        field = "version" if "version" in known.needs else "form"
        errors = judge(case, draft.table, kind).open_errors
        facts = msgspec.structs.replace(facts, **{field: digest}, open_errors=errors)
        if kind == "evaluation":
            total, unproven = draft.table.total_score, len(unproven_rows(case, draft.table))
            facts = msgspec.structs.replace(facts, total=total, unproven=unproven)
        return facts
    if "no_open_errors" in known.needs:
        table = current_table(case)
        found = judge(case, table).open_errors if table else None
        return msgspec.structs.replace(facts, open_errors=found)
    return facts


def unproven_rows(case: Case, table: TargetTable) -> list[int]:
    """Give the rows whose value was typed and that no file proves; one for the whole table may."""
    proven = set(case.evidence.values_list("place", flat=True))
    kept = case.measurements.filter(kind="evaluation").first()
    measured = (
        {one["place"]: one.get("shown") for one in msgspec.json.decode(kept.body)} if kept else {}
    )
    return [
        place
        for place, row in enumerate(table.indicators)
        if row.actual is not None and not proven & {"", f"indicators[{place}].actual"}
        and not (measured.get(place) and row.actual.text.startswith(measured[place]))
    ]  # fmt: skip


def current_table(case: Case) -> TargetTable | None:
    """Give the version of the target under way: what was submitted last, else what is typed."""
    state = cycle.replay(case.ledger())
    if case.target in _TYPED["target"] or state.version is None:
        draft = case.drafts.filter(kind="target").first()
        return draft.table if draft else None
    return Table.objects.get(digest=state.version.digest).content


def _write(case: Case, event: cycle.Event) -> None:
    Entry.objects.create(case=case, number=event.number, body=msgspec.json.encode(event).decode())


def _take_along(case: Case, event: cycle.Event, ledger: Iterable[cycle.Event]) -> None:
    """Let the case's row, and the drafts, say what the ledger says now."""
    state = cycle.replay([*ledger, event])
    for track, stage in state.stages.items():
        setattr(case, track, stage)
    case.in_force_id = state.in_force.digest if state.in_force else None
    case.published_id = state.published
    if state.in_force:
        case.budget = state.in_force.budget
    dues = cycle.dues(state, case.rules(), case.year)
    case.due = dues[0].on if dues else None
    case.moved_at = event.at
    if event.facts.version:
        table = Table.objects.get(digest=event.facts.version).content
        case.name = (table.project_name or case.name)[:300]
    case.save()
    if event.move in ("open_monitoring", "open_evaluation") and state.in_force:
        kind = event.track
        table = Table.objects.get(digest=state.in_force.digest).content
        table = msgspec.structs.replace(table, dialect=FORMS[kind], other_fields={})
        if kind == "monitoring":
            table = msgspec.structs.replace(table, monitored_months=event.facts.months)
        else:
            table = score(table, table)
        Draft.objects.update_or_create(case=case, kind=kind, defaults={"body": _encode(table)})
    if event.move == "abandon_change" and state.in_force:
        body = Table.objects.get(digest=state.in_force.digest).body
        case.drafts.filter(kind="target").update(body=body)


def _keep_counts(case: Case, table: TargetTable) -> None:
    """Keep what lists show of what is typed: the name, the money, and how many findings."""
    judged = judge(case, table)
    case.errors, case.warnings = judged.open_errors, judged.warnings
    case.name = (table.project_name or "未命名项目")[:300]
    if case.in_force_id is None:
        case.budget = in_yuan(table)
    case.save(update_fields=["errors", "warnings", "name", "budget"])


def recount(case: Case) -> None:
    """Count the findings of a case anew, after a reason was given or taken back."""
    if table := current_table(case):
        judged = judge(case, table)
        case.errors, case.warnings = judged.open_errors, judged.warnings
        case.save(update_fields=["errors", "warnings"])


def in_yuan(table: TargetTable) -> Decimal | None:
    """Give the year's money of a table in yuan."""
    total, unit = table.funding.annual.total, table.money_unit or "元"
    return convert(total, unit, "元") if total is not None and unit in SCALES else None


def _encode(table: TargetTable) -> str:
    return msgspec.json.encode(table).decode()
