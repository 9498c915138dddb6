"""A case: its table, what is typed into it, its moves and its ledger."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from jixiao import cycle
from jixiao.cell_path import CellPath
from jixiao.publication import for_the_public
from jixiao.publication.forms import lay_out
from jixiao.targets import TargetTable, compare_cells
from jixiao.targets.draft_table import RowGone
from jixiao.targets.editing import CannotEdit, blank, clean
from jixiao.web.models import (
    FIRST,
    LAST,
    UNNAMED,
    Case,
    Draft,
    Entry,
    FindingReason,
    Organisation,
    Remark,
    Table,
    User,
)
from jixiao.web.people.access import REVIEWERS, clerk_units, held, holds, not_aside, sees, user_of
from jixiao.web.request_values import whole_number
from jixiao.web.trail import note
from jixiao.web.work import case_moves, drafts
from jixiao.web.work.findings import Judged, judge

KINDS = dict(Draft.KINDS)


def case_of(request: HttpRequest, key: uuid.UUID) -> Case:
    """Give a case the person may see; another is as if it were not there."""
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
    judged = judge(case, table) if table else Judged(())
    own = held(user, case)
    offered = cycle.choices(state, user.username, own, rules, timezone.now(), case.year)
    remarks = list(case.remarks.select_related("by", "answered_by"))
    context: dict[str, Any] = {
        "case": case, "state": state, "rules": rules, "table": table, "judged": judged,
        "sheet": lay_out(table) if table else None, "choices": offered, "ledger": list(reversed(ledger)),
        "names": _names(ledger), "remarks": remarks, "twins": twins(case) if offered else (),
        "unanswered": sum(not one.answered for one in remarks),
        "dues": cycle.dues(state, rules, case.year), "today": timezone.localdate(),
        "typed": [(kind, title) for kind, title in KINDS.items() if drafts.may_type(user, case, kind)],
        "faults": _faults(user, case),
        "differences": _differences(state, table), "last_year": _last_year(case, table),
        "may_remark": holds(own, *REVIEWERS),
        "cells_of_rows": _cells_of_rows(case, table) if holds(own, *REVIEWERS) else [],
        "may_answer": holds(own, "clerk"),
        "may_reason": drafts.may_type(user, case, "target"),
        "measured": sorted(case.drafts.exclude(kind="target").values_list("kind", flat=True)),
        "filled": _filled(case, state), "kept": _kept(request, case),
        "held_up": cycle.held_up(state, user.username, own, rules, timezone.now(), case.year),
        "differs": _differs(case, state, table), "told_back": _told_back(ledger, state, offered),
        "facts": lambda event: list(_facts_of(event, rules)),
        "held_back": _held_back(state, offered),
    }  # fmt: skip
    return render(request, "case.html", context)


def _differs(
    case: Case, state: cycle.Case, shown: TargetTable | None
) -> tuple[Decimal, Decimal] | None:
    """Give the approved budget and what the approved table states, in yuan, where they differ.

    `shown` is the table of the page: the approved one, unless another version is under way.
    """
    approved = state.in_force
    if approved is None or approved.budget is None:
        return None
    typed = case.target in drafts.TYPED["target"]
    same = not typed and state.version is not None and state.version.digest == approved.digest
    table = shown if same and shown else Table.objects.get(digest=approved.digest).content
    stated = table.in_yuan(table.funding.annual.total)
    return None if stated is None or stated == approved.budget else (approved.budget, stated)


def _told_back(
    ledger: list[cycle.Event], state: cycle.Case, offered: Sequence[cycle.Choice]
) -> list[cycle.Event]:
    """Give why somebody else sent on to who may act now: a return, a demand to put something right."""
    tracks = {choice.move.track for choice in offered if choice.move.hands_in}
    last = [
        next((e for e in reversed(ledger) if e.track == track), None) for track in sorted(tracks)
    ]
    return [
        event for event in last if event and event.reason and event.end == state.stages[event.track]
    ]


def _faults(user: User, case: Case) -> dict[str, int]:
    """Count the errors in the forms that somebody is filling in."""
    kinds = [kind for kind in KINDS if kind != "target" and drafts.may_type(user, case, kind)]
    return {one.kind: judge(case, one.table, one.kind).open_errors
            for one in case.drafts.filter(kind__in=kinds)}  # fmt: skip


def _facts_of(event: cycle.Event, rules: cycle.Procedure) -> Iterator[tuple[str, str]]:
    """Give what a move brought with it, as people read it."""
    facts = event.facts
    if facts.sheet:
        total = cycle.total_of(facts.sheet)
        yield "评分合计", f"{total:f}（{rules.rating(total).name}）"
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


def _filled(case: Case, state: cycle.Case) -> list[dict[str, Any]]:
    """Give the forms that were handed in, with the files that prove them, for who confirms them."""
    files = list(case.evidence.all()) if state.forms else []
    typed = {draft.kind: draft.typed for draft in case.drafts.filter(kind__in=state.forms)}
    return [
        {
            "kind": kind, "title": KINDS[kind],
            "sheet": lay_out(Table.objects.get(digest=digest).content),
            "files": [(file, file.title(typed[kind])) for file in files if file.kind == kind],
        }
        for kind, digest in state.forms.items()
    ]  # fmt: skip


def _kept(request: HttpRequest, case: Case) -> dict[str, str]:
    """Give what somebody had typed into a move that was refused, once."""
    kept: dict[str, str] = request.session.get("kept", {})
    if kept.get("case") != str(case.key):
        return {}
    del request.session["kept"]
    return kept


def _held_back(state: cycle.Case, offered: Sequence[cycle.Choice]) -> dict[str, list[str]]:
    """Return, for each move that publishes a table, what of it the public will not see."""
    held_back: dict[str, list[str]] = {}
    for choice in offered:
        for effect in map(cycle.EFFECTS.__getitem__, choice.move.does):
            digest = effect.publishes(state) if effect.publishes else None
            if digest:
                table = Table.objects.get(digest=digest).content
                held_back.setdefault(choice.name, []).extend(for_the_public(table).held_back)
    return held_back


def _names(ledger: list[cycle.Event]) -> dict[str, str]:
    people = {event.actor for event in ledger} | {event.on_behalf_of for event in ledger}
    return dict(User.objects.filter(username__in=people).values_list("username", "full_name"))


def _differences(state: cycle.Case, table: TargetTable | None) -> list[Any]:
    """Compare with the approved version, else with the version submitted before."""
    if table is None:
        return []
    own = cycle.digest_of(table)
    before = state.in_force.digest if state.in_force else None
    if before is None or before == own:
        earlier = [v.digest for v in state.versions if v.digest != own]
        before = earlier[-1] if earlier else None
    if before is None or before == own:
        return []
    return compare_cells(Table.objects.get(digest=before).content, table)


def twins(case: Case) -> QuerySet[Case]:
    """Give other cases of the same unit, year and name: somebody may have begun one twice."""
    same = Case.objects.filter(unit=case.unit, year=case.year, name=case.name)
    return not_aside(same).exclude(pk=case.pk).exclude(name=UNNAMED)


def _last_year(case: Case, table: TargetTable | None) -> list[Any]:
    """Compare with the same project's of the year before."""
    before = Case.objects.filter(
        unit=case.unit, year=case.year - 1, name=case.name, in_force__isnull=False
    ).first()
    if before is None or before.in_force is None or table is None:
        return []
    return compare_cells(before.in_force.content, table)


@login_required
@require_POST
def do_move(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Make a move."""
    user, case = user_of(request), case_of(request, key)
    name = request.POST.get("move", "")
    seen = request.POST.get("seen")
    try:
        facts = _facts(request, case.rules())
        event = case_moves.move(
            case, user, name, request.POST.get("reason", ""), facts,
            whole_number(seen) or 0,
        )  # fmt: skip
    except (cycle.NotAllowed, case_moves.Taken, CannotEdit) as error:
        messages.error(request, str(error))
        told = {name: str(value)[:2000] for name, value in request.POST.items()}
        request.session["kept"] = {**told, "case": str(key)}
        return redirect("case", key=key)
    note(request, "办理", f"{case}：{case.rules().move[name].title}")
    title = case.rules().stage_title(event.track, event.end)
    messages.success(request, gettext("已办理，现在是“%(stage)s”。") % {"stage": gettext(title)})
    return redirect("case", key=key)


def _facts(request: HttpRequest, rules: cycle.Procedure) -> cycle.Facts:
    """Read what a move brings with it from the form."""
    told = request.POST
    sheet = {
        item.name: points
        for head in rules.review for item in head.items
        if (points := _number(told.get(f"sheet.{item.name}"))) is not None
    }  # fmt: skip
    return cycle.Facts(
        sheet=sheet or None, budget=_number(told.get("budget")),
        document=told.get("document", "")[:100], embargo=_day(told.get("embargo")),
        months=whole_number(told.get("months")), until=_day(told.get("until")),
        points=_number(told.get("points")), use=told.get("use", ""),
    )  # fmt: skip


def _number(text: str | None) -> Decimal | None:
    plain = (text or "").replace(",", "").replace("，", "").strip()
    try:
        number = Decimal(plain) if plain else None
    except InvalidOperation:
        number = Decimal("NaN")
    if number is not None and not number.is_finite():
        message = f"“{plain[:20]}”不是一个数，没有办理。请改正（是不是把 0 写成了字母 O？）。"
        raise CannotEdit(message)
    return number


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        message = f"“{(text or '')[:20]}”不是日历上的日子，没有办理。请改正。"
        raise CannotEdit(message) from error


@login_required
@require_POST
def give_reason(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Say why a finding stays."""
    user, case = user_of(request), case_of(request, key)
    reason = clean(request.POST.get("reason", ""))[:1000]
    with drafts.held_open(case, "target", user) as draft:
        judged = judge(case, draft.table).by_id(draft.typed)
        findings = {(finding.code, finding.message): finding for finding, _ in judged.findings}
        asked = request.POST.get("code", ""), request.POST.get("message", "")
        finding = findings.get(asked)
        if not reason:
            messages.error(request, "请写明理由。")
        elif finding is None:
            messages.error(request, "这条发现已经不在了，不用写理由。")
        else:
            FindingReason.objects.update_or_create(
                case=case, code=finding.code, message=finding.message,
                defaults={"reason": reason, "by": user, "place": finding.place[:200]},
            )  # fmt: skip
            drafts.recount(case)
    return redirect("write", key=key, kind="target")


@login_required
@require_POST
def remark(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Say something of a cell, or answer it."""
    user, case = user_of(request), case_of(request, key)
    own, text = held(user, case), clean(request.POST.get("text", ""))[:2000]
    answered = request.POST.get("answers", "")
    if answered and holds(own, "clerk") and text:
        found = get_object_or_404(case.remarks, pk=whole_number(answered))
        if not case.remarks.filter(pk=found.pk, answered="").update(
            answered=text, answered_by=user
        ):
            messages.error(request, "这条意见已经有人答复过。")
    elif text and holds(own, *REVIEWERS):
        cell = CellPath.parse(request.POST.get("place", "")[:200])
        about = _named(case, cell)
        if about is None:
            messages.error(
                request, "这条意见说的那一条指标已经不在表上，没有写下。请看了现在的表再写。"
            )
            request.session["kept"] = {"case": str(key), "remark": text}
        else:
            place = str(cell)
            Remark.objects.create(case=case, place=place, about=about[:300], text=text, by=user)
    elif not text:
        messages.error(request, "请写意见。")
    else:
        message = "只有审核的人可以写意见，填报的人可以答复。"
        raise drafts.NotYours(message)
    return redirect("case", key=key)


def _named(case: Case, cell: CellPath) -> str | None:
    """A cell by its row's name: where it stands changes. None where there is no such row."""
    draft = case.drafts.filter(kind="target").first()
    if cell.row is None or draft is None:
        return cell.title
    try:
        return None if isinstance(cell.row, int) else draft.typed.named(cell)
    except RowGone:
        return None


def _cells_of_rows(case: Case, table: TargetTable | None) -> list[tuple[str, str]]:
    """The values of a table's rows that one may remark on: the address of each, and its row's name."""
    draft = case.drafts.filter(kind="target").first()
    if draft is None or table is None:
        return []
    ids = draft.typed.ids_in(table)
    return [
        (str(CellPath.in_row(row_id, "target")), f"{place}. {row.name}")
        for place, (row_id, row) in enumerate(zip(ids, table.indicators, strict=True), 1)
        if row_id is not None
    ]


@login_required
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a case: an empty table, or last year's."""
    user = user_of(request)
    units = clerk_units(user)
    if not units:
        message = "只有单位经办可以新建项目。"
        raise drafts.NotYours(message)
    year = timezone.localdate().year + 1
    before = Case.objects.filter(unit__in=units, in_force__isnull=False).order_by("-year", "name")
    if request.method != "POST":
        return render(
            request, "case_begin.html", {"units": units, "year": year, "before": before[:100]}
        )
    unit = get_object_or_404(Organisation, pk__in=[u.pk for u in units], pk=_int(request, "unit"))
    chosen = year_of_forms(_int(request, "year"))
    table = _first_table(request, before, unit, chosen)
    case = case_moves.begin_case(user, unit, chosen, table)
    note(request, "新建", str(case))
    return redirect("write", key=case.key, kind="target")


def year_of_forms(year: int | None) -> int:
    """Give a year that forms are of.

    Raises:
        CannotEdit: it is none.
    """
    if year is None or not FIRST <= year <= LAST:
        message = f"年度应在 {FIRST} 到 {LAST} 之间，请填四位的年份。"
        raise CannotEdit(message)
    return year


def _first_table(
    request: HttpRequest, before: QuerySet[Case], unit: Organisation, year: int
) -> TargetTable:
    copied = _int(request, "before")
    if copied:
        old = get_object_or_404(before, pk=copied).in_force
        assert old is not None  # noqa: S101 — asked for
        return msgspec.structs.replace(
            old.content, fiscal_year=year, term=f"{year}年-{year}年", evidence={}, notes=()
        )
    department = unit.parent.name if unit.parent else unit.name
    return blank(year, unit.name, department)


def _int(request: HttpRequest, name: str) -> int | None:
    return whole_number(request.POST.get(name))


@login_required
@require_safe
def verify(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Check a case's ledger from its beginning, and tell."""
    case = case_of(request, key)
    try:
        cycle.verify(entry.event for entry in Entry.objects.filter(case=case).order_by("number"))
        messages.success(request, "记录逐条核对无误，没有被改动。")
    except cycle.BrokenLedger as error:
        messages.error(request, str(error))
    return redirect("case", key=key)
