"""The page of a case: its table, what differs, what may be done, and how it came here."""

import uuid
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jixiao import cycle
from jixiao.cell_path import CellPath
from jixiao.publication import for_the_public
from jixiao.publication.forms import lay_out
from jixiao.targets import TargetTable
from jixiao.web.language import in_language
from jixiao.web.models import UNNAMED, Case, Draft, Table, User
from jixiao.web.people.access import REVIEWERS, held, holds, not_aside, sees, user_of
from jixiao.web.running.verification import check_whole
from jixiao.web.sealing import Tampered
from jixiao.web.work import drafts
from jixiao.web.work.changes import NamedChange, changed_cells, named_changes
from jixiao.web.work.findings import TableFindings, judge
from jixiao.web.work.first_points import first_points
from jixiao.web.work.marks import marks_of

KINDS = dict(Draft.KINDS)
REFUSED = "refused"
"""Where a session keeps what somebody typed into a form that was refused."""


def case_of(request: HttpRequest, key: uuid.UUID) -> Case:
    """A case the person may see; another is as if it were not there."""
    places = Case.objects.select_related("unit", "department", "finance")
    case = get_object_or_404(places, key=key)
    if not sees(user_of(request), case):
        raise Http404
    return case


@login_required
@require_safe
def show(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show a case: the table, what the checks find, what may be done, and how it came here."""
    user, case = user_of(request), case_of(request, key)
    ledger = case.ledger()
    state, rules = cycle.replay(ledger), case.rules()
    table = drafts.current_table(case, state)
    sheet = lay_out(table) if table else None
    differences = _differences(state, table)
    standings = held(user, case)
    now = timezone.now()
    choices = cycle.choices(state, user.actor, standings, rules, now, case.year)
    # The step that is next stands open before those that are made for once.
    choices = sorted(choices, key=lambda choice: choice.move.optional)
    remarks = list(case.remarks.select_related("by", "answered_by"))
    may_remark = holds(standings, *REVIEWERS)
    judged = judge(case, table) if table else TableFindings(())
    if drafts.may_type(user, case, "target"):
        drafts.keep_counts(case, judged)
    context: dict[str, Any] = {
        "case": case,
        "state": state,
        "rules": rules,
        "dues": cycle.dues(state, rules, case.year),
        "today": timezone.localdate(),
        "twins": twins(case) if choices else (),
        "table": table,
        "sheet": sheet,
        "judged": judged,
        "all": request.GET.get("findings") == "all",
        "marks": marks_of(case, judged),
        "may_mark": may_remark,
        "judged_forms": _judged_forms(case, state),
        "differs": _differs(case, state, table),
        "differences": differences,
        "changed": changed_cells(sheet, differences) if sheet else frozenset(),
        "last_year": _last_year(case, table),
        "typed": [
            kind for kind in KINDS.items() if drafts.may_type(user, case, kind[0])
        ],
        "open_errors": _open_errors(user, case),
        "measured": sorted(
            case.drafts.exclude(kind="target").values_list("kind", flat=True)
        ),
        "handed_in": _handed_in(case, state),
        "choices": choices,
        "handing_in": _handing_in(case, choices),
        "first_points": first_points(judged, rules),
        "held_up": cycle.held_up(state, user.actor, standings, rules, now, case.year),
        "held_back": _held_back(state, choices),
        "refused": _refused(request, case),
        "remarks": remarks,
        "unanswered": sum(not remark.answered for remark in remarks),
        "may_remark": may_remark,
        "cells_of_rows": _cells_of_rows(case, table) if may_remark else [],
        "may_answer": holds(standings, "clerk"),
        "may_reason": drafts.may_type(user, case, "target"),
        "ledger": list(reversed(ledger)),
        "names": _names(ledger),
        "came_back": _came_back(ledger, state, choices),
        "facts": lambda event: list(_facts_of(event, rules)),
    }
    return render(request, "case.html", context)


def _differs(
    case: Case, state: cycle.Case, shown: TargetTable | None
) -> tuple[Decimal, Decimal] | None:
    """The approved budget and what the approved table states, in yuan, where they differ.

    `shown` is the table of the page: the approved one, unless another version is under way.
    """
    approved = state.in_force
    if approved is None or approved.budget is None:
        return None
    being_typed = case.target in drafts.TYPED["target"]
    handed_in = state.version.digest if state.version and not being_typed else None
    table = shown if handed_in == approved.digest else None
    table = table or Table.objects.get(digest=approved.digest).content
    stated = table.in_yuan(table.funding.annual.total)
    return (
        None
        if stated is None or stated == approved.budget
        else (approved.budget, stated)
    )


def _came_back(
    ledger: list[cycle.Event], state: cycle.Case, choices: Sequence[cycle.Choice]
) -> list[cycle.Event]:
    """The events by which somebody sent back, with a reason, what may be handed in now."""
    tracks = {choice.move.track for choice in choices if choice.move.hands_in}
    last = {event.track: event for event in ledger if event.track in tracks}
    return [
        last[track]
        for track in sorted(last)
        if last[track].reason and last[track].end == state.stages[track]
    ]


def _open_errors(user: User, case: Case) -> dict[str, int]:
    """How many errors stand in each of the year's forms that somebody is filling in."""
    kinds = [
        kind for kind in KINDS if kind != "target" and drafts.may_type(user, case, kind)
    ]
    return {
        draft.kind: judge(case, draft.table, draft.kind).open_errors
        for draft in case.drafts.filter(kind__in=kinds)
    }


def _facts_of(event: cycle.Event, rules: cycle.Procedure) -> Iterator[tuple[str, str]]:
    """What a move brought with it, as people read it."""
    facts = event.facts
    if facts.sheet:
        total = cycle.total_of(facts.sheet)
        yield "评分合计", f"{total:f}（{in_language(rules.rating(total).name)}）"
    if facts.budget is not None:
        yield "预算（元）", f"{facts.budget:,.2f}"
    if facts.document:
        yield "批复文号", facts.document
    if facts.embargo:
        yield "不早于这天公开", facts.embargo.isoformat()
    if facts.until:
        yield "期限", facts.until.isoformat()
    if facts.months:
        yield "监控到几月", str(facts.months)
    if facts.total is not None:
        yield "自评总分", f"{facts.total:f}"
    if facts.points is not None:
        yield "复核后的得分", f"{facts.points:f}"
    if facts.use:
        yield "结果怎样应用", rules.uses.get(facts.use, facts.use)


def _judged_forms(case: Case, state: cycle.Case) -> list[tuple[str, TableFindings]]:
    """What the checks find in the forms of the year that somebody is looking at now, with their titles."""
    looked_at = []
    for kind, digest in state.forms.items():
        stage, track = state.stages[kind], case.rules().tracks[kind]
        if stage not in (*drafts.TYPED[kind], *track.final):
            form = Table.objects.get(digest=digest).content
            looked_at.append((KINDS[kind], judge(case, form, kind)))
    return looked_at


def _handing_in(case: Case, choices: Sequence[cycle.Choice]) -> dict[str, Draft]:
    """For each move that hands in a form, the form as the page shows it."""
    by_kind = {draft.kind: draft for draft in case.drafts.all()} if choices else {}
    forms = {choice.name: drafts.form_of(choice.move) for choice in choices}
    return {name: by_kind[kind] for name, kind in forms.items() if kind in by_kind}


def _handed_in(case: Case, state: cycle.Case) -> list[dict[str, Any]]:
    """The forms that were handed in, with the files that prove them, for who confirms them."""
    files = list(case.evidence.all()) if state.forms else []
    typed = {
        draft.kind: draft.typed for draft in case.drafts.filter(kind__in=state.forms)
    }
    return [
        {
            "kind": kind,
            "title": KINDS[kind],
            "sheet": lay_out(Table.objects.get(digest=digest).content),
            "files": [
                (file, file.title(typed[kind])) for file in files if file.kind == kind
            ],
        }
        for kind, digest in state.forms.items()
    ]


def _refused(request: HttpRequest, case: Case) -> dict[str, str]:
    """What somebody had typed into a form of the case that was refused, once."""
    answers: dict[str, str] = request.session.get(REFUSED, {})
    if answers.get("case") != str(case.key):
        return {}
    del request.session[REFUSED]
    return answers


def _held_back(
    state: cycle.Case, choices: Sequence[cycle.Choice]
) -> dict[str, list[str]]:
    """For each move that publishes a table, what of it the public will not see."""
    held_back: dict[str, list[str]] = {}
    for choice in choices:
        for effect in map(cycle.EFFECTS.__getitem__, choice.move.does):
            digest = effect.publishes(state) if effect.publishes else None
            if digest:
                table = Table.objects.get(digest=digest).content
                held_back.setdefault(choice.name, []).extend(
                    for_the_public(table).held_back
                )
    return held_back


def _names(ledger: list[cycle.Event]) -> dict[str, str]:
    """The full names of the people of a ledger, by what it calls them."""
    people = {event.actor for event in ledger} | {
        event.on_behalf_of for event in ledger
    }
    return dict(User.objects.filter(actor__in=people).values_list("actor", "full_name"))


def _differences(state: cycle.Case, table: TargetTable | None) -> list[NamedChange]:
    """Compare with the approved version, else with the version submitted before."""
    if table is None:
        return []
    digest = cycle.digest_of(table)
    before = state.in_force.digest if state.in_force else digest
    if before == digest:
        earlier = [
            version.digest for version in state.versions if version.digest != digest
        ]
        if not earlier:
            return []
        before = earlier[-1]
    return named_changes(Table.objects.get(digest=before).content, table)


def twins(case: Case) -> QuerySet[Case]:
    """Other cases of the same unit, year and name: somebody may have begun one twice."""
    same = Case.objects.filter(unit=case.unit, year=case.year, name=case.name)
    return not_aside(same).exclude(pk=case.pk).exclude(name=UNNAMED)


def _last_year(case: Case, table: TargetTable | None) -> list[NamedChange]:
    """Compare with the same project's of the year before."""
    before = Case.objects.filter(
        unit=case.unit, year=case.year - 1, name=case.name, in_force__isnull=False
    ).first()
    if before is None or before.in_force is None or table is None:
        return []
    return named_changes(before.in_force.content, table)


def _cells_of_rows(case: Case, table: TargetTable | None) -> list[tuple[str, str]]:
    """The values of a table's rows that one may remark on: the address of each, and its row's name."""
    draft = case.drafts.filter(kind="target").first()
    if draft is None or table is None:
        return []
    ids = draft.typed.ids_in(table)
    return [
        (str(CellPath.in_row(row_id, "target")), f"{place}. {row.name}")
        for place, (row_id, row) in enumerate(
            zip(ids, table.indicators, strict=True), 1
        )
        if row_id is not None
    ]


@login_required
@require_safe
def verify(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Check a case's ledger from its beginning, and say what came of it."""
    case = case_of(request, key)
    try:
        check_whole(case)
        messages.success(request, "记录逐条核对无误，没有被改动。")
    except (cycle.BrokenLedger, Tampered) as error:
        messages.error(request, str(error))
    return redirect("case", key=key)
