"""The addresses of the API."""

import uuid

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from jixiao import cycle
from jixiao.publication import for_the_public
from jixiao.targets import TargetTable
from jixiao.web.api.answering import (
    answers,
    as_json,
    body_of,
    check_asked,
    page_asked,
)
from jixiao.web.api.describing import description
from jixiao.web.api.shapes import (
    CasePage,
    CaseProofs,
    CaseRecord,
    CaseSummary,
    Checked,
    DraftKept,
    NewCase,
    NewMove,
    Published,
    PublishedPage,
    Step,
)
from jixiao.web.models import FIRST, LAST, Case, Token, User
from jixiao.web.people.access import clerk_units, visible
from jixiao.web.people.tokens import Refused
from jixiao.web.request_values import whole_number
from jixiao.web.work import case_moves, drafts
from jixiao.web.work.findings import judge
from jixiao.web.work.proofs import read

PAGE = 100
_TABLES = 25
"""Whole tables in a page."""


@answers("GET", "POST", scope="either")
def cases(request: HttpRequest, token: Token) -> HttpResponse:
    """List the cases one may see, or begin one."""
    if request.method == "POST":
        return _begin(request, token.user)
    check_asked(request, "year", "page")
    seen = visible(token.user).select_related("unit").order_by("-moved_at", "pk")
    year = request.GET.get("year", "")
    if year and not FIRST <= (whole_number(year) or 0) <= LAST:
        raise Refused(400, "bad_year", "year 应是四位的年份，如 2026。")
    if year:
        seen = seen.filter(year=int(year))
    paginator = Paginator(seen, PAGE)
    page = paginator.page(page_asked(request, paginator.num_pages))
    following = page.next_page_number() if page.has_next() else None
    return as_json(
        CasePage(page.paginator.count, following, tuple(map(_summary, page)))
    )


def _begin(request: HttpRequest, user: User) -> HttpResponse:
    wanted = body_of(request, NewCase)
    unit = next(
        (place for place in clerk_units(user) if place.name == wanted.unit), None
    )
    if unit is None:
        message = f"你不是“{wanted.unit}”的单位经办。"
        raise drafts.NotYours(message)
    case = case_moves.begin_case(user, unit, wanted.year, wanted.table)
    return as_json(_summary(case), 201)


def _case_of(token: Token, key: uuid.UUID) -> Case:
    """Return a case that the key's owner may see; another is as if it were not there."""
    return get_object_or_404(visible(token.user).select_related("unit"), key=key)


@answers("GET")
def case(_request: HttpRequest, token: Token, key: uuid.UUID) -> HttpResponse:
    """Return a case with its table and its ledger."""
    asked = _case_of(token, key)
    ledger = asked.ledger()
    names = dict(
        User.objects.values_list("actor", "username").filter(
            actor__in={e.actor for e in ledger}
        )
    )
    steps = tuple(
        Step(
            e.number,
            e.move,
            names.get(e.actor, e.actor),
            e.role,
            e.at,
            e.reason,
            e.seal,
        )
        for e in ledger
    )
    table = drafts.current_table(asked, cycle.replay(ledger))
    typed = asked.drafts.filter(kind="target").first()
    revision = typed.revision if typed else None
    return as_json(CaseRecord(_summary(asked), table, revision, steps))


@answers("PUT", scope="write")
def draft(request: HttpRequest, token: Token, key: uuid.UUID) -> HttpResponse:
    """Put a whole table in place of what is typed, as the caller knows it by its revision."""
    case = _case_of(token, key)
    seen = whole_number(request.GET.get("revision"))
    if seen is None:
        message = "请在地址后写 ?revision=N：N 是读到的 revision，免得盖掉别人刚填的。"
        raise Refused(409, "no_revision", message)
    table = body_of(request, TargetTable)
    sent = cycle.digest(f"{token.pk} {request.headers['Idempotency-Key']}".encode())[
        :40
    ]
    kept = drafts.type_into(
        case,
        "target",
        token.user,
        sent,
        "接口写入",
        lambda typed: typed.followed_by(table, drafts.new_row_id, by_name=True),
        seen=seen,
    )
    case.refresh_from_db()
    drafts.recount(case)
    return as_json(DraftKept(_summary(case), kept.revision))


@answers("POST", scope="write")
def move(request: HttpRequest, token: Token, key: uuid.UUID) -> HttpResponse:
    """Make a move of the procedure, as the one whose key it is."""
    moved = _case_of(token, key)
    wanted = body_of(request, NewMove)
    facts = cycle.Facts(
        sheet=wanted.sheet,
        budget=wanted.budget,
        document=wanted.document,
        embargo=wanted.embargo,
        months=wanted.months,
        until=wanted.until,
        points=wanted.points,
        use=wanted.use,
    )
    case_moves.move(moved, token.user, wanted.move, wanted.reason, facts, wanted.seen)
    moved.refresh_from_db()
    return as_json(_summary(moved))


@answers("GET")
def proofs(
    _request: HttpRequest, token: Token, key: uuid.UUID, kind: str
) -> HttpResponse:
    """Return what the records say of a case's rows, as it was measured last for a form."""
    measurement = _case_of(token, key).measurements.filter(kind=kind).first()
    if measurement is None:
        raise Http404
    return as_json(
        CaseProofs(measurement.until, measurement.at, tuple(read(measurement)))
    )


@answers("POST", keeps=False)
def check(request: HttpRequest, _token: Token) -> HttpResponse:
    """Ask the checks of a table; nothing is kept."""
    table = body_of(request, TargetTable)
    judged = judge(Case(), table)
    return as_json(Checked(tuple(finding for finding, _ in judged.findings)))


@answers("GET", scope=None)
def published(request: HttpRequest, _token: None) -> HttpResponse:
    """Return what was disclosed, for everybody."""
    check_asked(request, "page")
    disclosed = Case.objects.filter(published__isnull=False).select_related(
        "unit", "published"
    )
    paginator = Paginator(disclosed.order_by("-year", "public_name", "pk"), _TABLES)
    page = paginator.page(page_asked(request, paginator.num_pages))
    following = page.next_page_number() if page.has_next() else None
    tables = tuple(
        Published(
            case.key,
            case.unit.name,
            case.year,
            for_the_public(case.published.content).table,
        )
        for case in page
        if case.published
    )
    return as_json(PublishedPage(paginator.count, following, tables))


@answers("GET", scope=None)
def described(_request: HttpRequest, _token: None) -> HttpResponse:
    """Describe all of this, as OpenAPI."""
    return as_json(description())


def _summary(case: Case) -> CaseSummary:
    tracks = ("target", "publication", "monitoring", "evaluation")
    return CaseSummary(
        key=case.key,
        name=case.name,
        year=case.year,
        unit=case.unit.name,
        stages={track: getattr(case, track) for track in tracks},
        budget=case.budget,
        errors=case.errors,
        warnings=case.warnings,
        moved_at=case.moved_at,
    )
