"""The addresses of the API."""

import uuid

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from jixiao import cycle
from jixiao.publication import for_the_public
from jixiao.targets import TargetTable
from jixiao.web.api.answering import answers, as_json, body_of
from jixiao.web.api.describing import description
from jixiao.web.api.shapes import (
    Begun,
    Checked,
    Listed,
    Moving,
    Page,
    Proved,
    Published,
    Step,
    Told,
    Whole,
)
from jixiao.web.models import FIRST, LAST, Case, Token, User
from jixiao.web.people.access import clerk_units, visible
from jixiao.web.people.tokens import Refused
from jixiao.web.request_values import whole_number
from jixiao.web.work import case_moves, drafts
from jixiao.web.work.findings import judge
from jixiao.web.work.proofs import read

PAGE = 100


@answers("GET", "POST", scope="either")
def cases(request: HttpRequest, token: Token) -> HttpResponse:
    """List the cases one may see, or begin one."""
    if request.method == "POST":
        return _begin(request, token.user)
    found = visible(token.user).select_related("unit").order_by("-moved_at", "pk")
    year = request.GET.get("year", "")
    if year and not FIRST <= (whole_number(year) or 0) <= LAST:
        raise Refused(400, "bad_year", "year 应是四位的年份，如 2026。")
    if year:
        found = found.filter(year=int(year))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    following = page.next_page_number() if page.has_next() else None
    return as_json(Page(page.paginator.count, following, tuple(map(_told, page))))


def _begin(request: HttpRequest, user: User) -> HttpResponse:
    told = body_of(request, Begun)
    unit = next((place for place in clerk_units(user) if place.name == told.unit), None)
    if unit is None:
        message = f"你不是“{told.unit}”的单位经办。"
        raise drafts.NotYours(message)
    case = case_moves.begin_case(user, unit, told.year, told.table)
    return as_json(_told(case), 201)


@answers("GET")
def case(_request: HttpRequest, token: Token, key: uuid.UUID) -> HttpResponse:
    """Give a case with its table and its ledger."""
    found = get_object_or_404(visible(token.user).select_related("unit"), key=key)
    ledger = found.ledger()
    steps = tuple(Step(e.number, e.move, e.actor, e.role, e.at, e.reason, e.seal) for e in ledger)
    table = drafts.current_table(found, cycle.replay(ledger))
    return as_json(Whole(_told(found), table, steps))


@answers("PUT", scope="write")
def draft(request: HttpRequest, token: Token, key: uuid.UUID) -> HttpResponse:
    """Put a whole table in place of what is typed."""
    found = get_object_or_404(visible(token.user).select_related("unit"), key=key)
    table = body_of(request, TargetTable)
    sent = cycle.digest(f"{token.pk} {request.headers['Idempotency-Key']}".encode())[:40]
    drafts.type_into(
        found, "target", token.user, sent, "接口写入",
        lambda typed: typed.followed_by(table, drafts.new_row_id, by_name=True),
    )  # fmt: skip
    found.refresh_from_db()
    return as_json(_told(found))


@answers("POST", scope="write")
def move(request: HttpRequest, token: Token, key: uuid.UUID) -> HttpResponse:
    """Make a move of the procedure, as the one whose key it is."""
    found = get_object_or_404(visible(token.user).select_related("unit"), key=key)
    told = body_of(request, Moving)
    facts = cycle.Facts(
        sheet=told.sheet, budget=told.budget, document=told.document, embargo=told.embargo,
        months=told.months, until=told.until, points=told.points, use=told.use,
    )  # fmt: skip
    case_moves.move(found, token.user, told.move, told.reason, facts, told.seen)
    found.refresh_from_db()
    return as_json(_told(found))


@answers("GET")
def proofs(_request: HttpRequest, token: Token, key: uuid.UUID, kind: str) -> HttpResponse:
    """Give what the records say of a case's rows, as it was measured last for a form."""
    found = get_object_or_404(visible(token.user), key=key)
    kept = found.measurements.filter(kind=kind).first()
    if kept is None:
        raise Http404
    return as_json(Proved(kept.until, kept.at, tuple(read(kept))))


@answers("POST", keeps=False)
def check(request: HttpRequest, _token: Token) -> HttpResponse:
    """Ask the checks of a table; nothing is kept."""
    table = body_of(request, TargetTable)
    judged = judge(Case(), table)
    return as_json(Checked(tuple(finding for finding, _ in judged.findings)))


@answers("GET", scope=None)
def published(request: HttpRequest, _token: None) -> HttpResponse:
    """Give what was disclosed, for everybody."""
    found = Case.objects.filter(published__isnull=False).select_related("unit", "published")
    page = Paginator(found.order_by("-year", "public_name", "pk"), PAGE).get_page(
        request.GET.get("page")
    )
    tables = tuple(
        Published(one.key, one.unit.name, one.year, for_the_public(one.published.content).table)
        for one in page if one.published
    )  # fmt: skip
    return as_json(Listed(page.paginator.count, tables))


@answers("GET", scope=None)
def described(_request: HttpRequest, _token: None) -> HttpResponse:
    """Describe all of this, as OpenAPI."""
    return as_json(description())


def _told(case: Case) -> Told:
    return Told(
        case.key, case.name, case.year, case.unit.name,
        {name: getattr(case, name) for name in ("target", "publication", "monitoring", "evaluation")},
        case.budget, case.errors, case.warnings, case.moved_at,
    )  # fmt: skip
