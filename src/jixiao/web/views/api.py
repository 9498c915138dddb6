"""The office for programs: JSON in the exchange format, one error shape, writes that may be sent again."""

import functools
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, TypeVar

import msgspec
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from msgspec import Meta, Struct

from jixiao import cycle
from jixiao.errors import JixiaoError
from jixiao.findings import Finding
from jixiao.money import SCALES
from jixiao.period import is_a_day
from jixiao.publication import for_the_public
from jixiao.quantity import TargetValue
from jixiao.targets import TargetTable
from jixiao.web import drafts, office
from jixiao.web.access import clerk_units, visible
from jixiao.web.judging import judge
from jixiao.web.models import Answered, Case, Token, User
from jixiao.web.pages import address_of
from jixiao.web.tokens import Refused, limit, token_of

PAGE = 100
_FIRST, _LAST = 2000, 2100
"""The years that forms are of."""
_KEPT = 100


class Told(Struct, frozen=True):
    """A case in a list."""

    key: uuid.UUID
    name: str
    year: int
    unit: str
    stages: dict[str, str]
    budget: Decimal | None
    errors: int
    warnings: int
    moved_at: datetime


class Page(Struct, frozen=True):
    """A page of cases; `next` is the number of the next page."""

    count: int
    next: int | None
    cases: tuple[Told, ...]


class Step(Struct, frozen=True):
    """An entry of a case's ledger."""

    number: int
    move: str
    actor: str
    role: str
    at: datetime
    reason: str
    seal: str


class Whole(Struct, frozen=True):
    """A case with its table and its ledger."""

    case: Told
    table: TargetTable | None
    ledger: tuple[Step, ...]


class Begun(Struct, frozen=True, forbid_unknown_fields=True):
    """A case to begin: a unit one is clerk of, a year, and a table in the exchange format."""

    unit: str
    year: Annotated[int, Meta(ge=_FIRST, le=_LAST)]
    table: TargetTable


class Checked(Struct, frozen=True):
    """What the checks find in a table."""

    findings: tuple[Finding, ...]


class Published(Struct, frozen=True):
    """A disclosed table."""

    key: uuid.UUID
    unit: str
    year: int
    table: TargetTable


class Fault(Struct, frozen=True):
    """What went wrong: a code for programs, and what to do in words."""

    code: str
    message: str


class Failure(Struct, frozen=True):
    """The one shape of errors."""

    error: Fault


_View = Callable[..., HttpResponse]
_Body = TypeVar("_Body")


def answers(
    *methods: str, scope: str | None = "read", keeps: bool = True
) -> Callable[[_View], _View]:
    """Answer some methods with JSON; whoever asks has a key of the scope, or none is needed.

    A write is answered once for each Idempotency-Key, unless nothing is kept.
    """

    def wrap(view: _View) -> _View:
        @csrf_exempt
        @functools.wraps(view)
        def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            try:
                if request.method not in methods:
                    raise Refused(405, "method", f"这里只能 {'、'.join(methods)}。")  # noqa: TRY301
                token = None
                if scope:
                    needed = "read" if request.method in ("GET", "HEAD") else "write"
                    token = token_of(request, needed if scope == "either" else scope)
                limit(f"token {token.digest}" if token else f"address {address_of(request)}")
                asked = functools.partial(view, request, token, *args, **kwargs)
                writes = keeps and token and request.method not in ("GET", "HEAD")
                return _once(request, token, asked) if writes and token else asked()
            except Refused as error:
                return _fault(error.status, error.code, str(error))
            except Http404:
                return _fault(404, "not_found", "没有这个项目，或者它不归你查看。")
            except msgspec.MsgspecError as error:
                return _fault(400, "bad_body", f"内容不合交换格式：{error}")
            except drafts.NotYours as error:
                return _fault(403, "not_yours", str(error))
            except office.Taken as error:
                return _fault(409, "taken", str(error))
            except JixiaoError as error:
                return _fault(400, "refused", str(error))

        return wrapped

    return wrap


def _once(request: HttpRequest, token: Token, view: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer a write once for each of the caller's keys; sent again it gets the same answer."""
    key = request.headers.get("Idempotency-Key", "")
    if not key or len(key) > _KEPT:
        raise Refused(
            400, "no_key", "写操作请带 Idempotency-Key（不超过 100 个字符），重发时用同一个。"
        )
    asked = cycle.digest(f"{request.method} {request.path} ".encode() + request.body)
    kept = Answered.objects.filter(token=token, key=key).first()
    if kept is None:
        try:
            with transaction.atomic():
                answer = view()
                Answered.objects.create(
                    token=token, key=key, digest=asked, status=answer.status_code,
                    body=answer.content.decode(),
                )  # fmt: skip
        except IntegrityError:
            kept = Answered.objects.get(token=token, key=key)
        else:
            return answer
    if kept.digest != asked:
        raise Refused(409, "key_used", "这个 Idempotency-Key 已用于另一个请求，请换一个。")
    return HttpResponse(kept.body, status=kept.status, content_type="application/json")


def _body(request: HttpRequest, kind: type[_Body]) -> _Body:
    """Read what was sent.

    Raises:
        MsgspecError: it is not of the kind.
        Refused: it holds a number that is none, NaN or Infinity.
    """
    found = msgspec.json.decode(request.body, type=kind)
    parts = list(_parts(found))
    if any(isinstance(one, Decimal) and not one.is_finite() for one in parts):
        raise Refused(400, "bad_body", "内容里有 NaN 或 Infinity，金额和数值应是有限的十进制数。")
    deadlines = [one.deadline for one in parts if isinstance(one, TargetValue) and one.deadline]
    if wrong := [text for text in deadlines if not is_a_day(text)]:
        raise Refused(400, "bad_body", f"deadline “{wrong[0]}”不是历书上有的日子。")
    table = getattr(found, "table", found)
    if isinstance(table, TargetTable) and table.money_unit not in SCALES:
        raise Refused(400, "bad_body", f"money_unit 应是 {'、'.join(SCALES)} 之一。")
    return found


def _parts(value: object) -> Iterator[object]:
    """Give everything that was sent, however deep."""
    yield value
    match value:
        case Struct():
            for name in value.__struct_fields__:
                yield from _parts(getattr(value, name))
        case tuple() | list():
            for one in value:
                yield from _parts(one)
        case dict():
            for one in value.values():
                yield from _parts(one)


def _json(value: object, status: int = 200) -> HttpResponse:
    return HttpResponse(msgspec.json.encode(value), status=status, content_type="application/json")


def _fault(status: int, code: str, message: str) -> HttpResponse:
    answer = _json(Failure(Fault(code, message)), status)
    if status == 429:  # noqa: PLR2004 — Too Many Requests
        answer.headers["Retry-After"] = "60"
    if status == 401:  # noqa: PLR2004 — Unauthorized
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


@answers("GET", "POST", scope="either")
def cases(request: HttpRequest, token: Token) -> HttpResponse:
    """List the cases one may see, or begin one."""
    if request.method == "POST":
        return _begin(request, token.user)
    found = visible(token.user).select_related("unit").order_by("-moved_at", "pk")
    year = request.GET.get("year", "")
    if year and not (year.isascii() and year.isdecimal() and _FIRST <= int(year[:9]) <= _LAST):
        raise Refused(400, "bad_year", "year 应是四位的年份，如 2026。")
    if year:
        found = found.filter(year=int(year))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    following = page.next_page_number() if page.has_next() else None
    return _json(Page(page.paginator.count, following, tuple(map(_told, page))))


def _begin(request: HttpRequest, user: User) -> HttpResponse:
    told = _body(request, Begun)
    unit = next((place for place in clerk_units(user) if place.name == told.unit), None)
    if unit is None:
        message = f"你不是“{told.unit}”的单位经办。"
        raise drafts.NotYours(message)
    case = office.begin_case(user, unit, told.year, told.table)
    return _json(_told(case), 201)


@answers("GET")
def case(_request: HttpRequest, token: Token, key: uuid.UUID) -> HttpResponse:
    """Give a case with its table and its ledger."""
    found = get_object_or_404(visible(token.user).select_related("unit"), key=key)
    ledger = found.ledger()
    steps = tuple(Step(e.number, e.move, e.actor, e.role, e.at, e.reason, e.seal) for e in ledger)
    table = drafts.current_table(found, cycle.replay(ledger))
    return _json(Whole(_told(found), table, steps))


@answers("PUT", scope="write")
def draft(request: HttpRequest, token: Token, key: uuid.UUID) -> HttpResponse:
    """Put a whole table in place of what is typed."""
    found = get_object_or_404(visible(token.user).select_related("unit"), key=key)
    table = _body(request, TargetTable)
    sent = f"api {request.headers.get('Idempotency-Key', '')}"[:40]
    drafts.type_into(found, "target", token.user, sent, "接口写入", lambda _old: table)
    found.refresh_from_db()
    return _json(_told(found))


@answers("POST", keeps=False)
def check(request: HttpRequest, _token: Token) -> HttpResponse:
    """Ask the checks of a table; nothing is kept."""
    table = _body(request, TargetTable)
    judged = judge(Case(), table)
    return _json(Checked(tuple(finding for finding, _ in judged.findings)))


@answers("GET", scope=None)
def published(request: HttpRequest, _token: None) -> HttpResponse:
    """Give what was disclosed, for everybody."""
    found = Case.objects.filter(published__isnull=False).select_related("unit", "published")
    page = Paginator(found.order_by("-year", "name", "pk"), PAGE).get_page(request.GET.get("page"))
    tables = [
        Published(
            one.key, one.unit.name, one.year, for_the_public(one.published.content).table,
        )
        for one in page if one.published
    ]  # fmt: skip
    return _json({"count": page.paginator.count, "tables": tables})


@answers("GET", scope=None)
def described(_request: HttpRequest, _token: None) -> HttpResponse:
    """Describe all of this, as OpenAPI."""
    return _json(description())


def _told(case: Case) -> Told:
    return Told(
        case.key, case.name, case.year, case.unit.name,
        {name: getattr(case, name) for name in ("target", "publication", "monitoring", "evaluation")},
        case.budget, case.errors, case.warnings, case.moved_at,
    )  # fmt: skip


def _with_decimals(schema: Any) -> Any:  # noqa: ANN401 — JSON
    """Say what a decimal looks like: programs do not know the format by its name."""
    if isinstance(schema, dict):
        told = {key: _with_decimals(value) for key, value in schema.items()}
        return told | {"pattern": _DECIMAL} if told.get("format") == "decimal" else told
    return [_with_decimals(one) for one in schema] if isinstance(schema, list) else schema


_DECIMAL = r"^-?[0-9]{1,12}(\.[0-9]{1,4})?$"
_QUERIES = {
    "year": {"minimum": _FIRST, "maximum": _LAST}, "page": {"minimum": 1, "maximum": 100_000},
}  # fmt: skip


@functools.cache
def description() -> dict[str, Any]:
    """Give the OpenAPI document, its schemas made from the models."""
    kinds = (Page, Whole, Told, Begun, Checked, Failure, TargetTable, Published)
    schemas, parts = msgspec.json.schema_components(
        kinds, ref_template="#/components/schemas/{name}"
    )
    parts = _with_decimals(parts)
    parts["TargetTable"]["properties"]["money_unit"] = {"enum": list(SCALES)}
    of: dict[type, dict[str, Any]] = dict(zip(kinds, schemas, strict=True))

    def body(kind: type) -> dict[str, Any]:
        return {"required": True, "content": {"application/json": {"schema": of[kind]}}}

    def operation(
        title: str, kind: type | None, *, status: str = "200", takes: type | None = None,
        write: bool = False, token: bool = True, query: tuple[str, ...] = (), keyed: bool = False,
    ) -> dict[str, Any]:  # fmt: skip
        schema = of[kind] if kind else {"type": "object"}
        told: dict[str, Any] = {
            "summary": title,
            "responses": {
                status: {"description": "好", "content": {"application/json": {"schema": schema}}},
                "default": {
                    "description": "没有办成",
                    "content": {"application/json": {"schema": of[Failure]}},
                },
            },
            "parameters": [
                {"name": name, "in": "query", "schema": {"type": "integer", **_QUERIES[name]}}
                for name in query
            ],
        }
        if keyed:
            told["parameters"].append(
                {
                    "name": "key",
                    "in": "path",
                    "required": True,
                    "schema": {"type": "string", "format": "uuid"},
                }
            )
        if write:
            told["parameters"].append(
                {"name": "Idempotency-Key", "in": "header", "required": True,
                 "schema": {"type": "string", "minLength": 1, "maxLength": _KEPT, "pattern": "^[A-Za-z0-9-]+$"}}
            )  # fmt: skip
        if takes:
            told["requestBody"] = body(takes)
        told["security"] = [{"token": []}] if token else []
        return told

    return {
        "openapi": "3.1.0",
        "info": {"title": "jixiao 绩效", "version": "1", "description": "交换格式见 reading.schema.json"},
        "paths": {
            "/api/v1/cases": {
                "get": operation("列出看得到的项目", Page, query=("year", "page")),
                "post": operation("新建项目", Told, status="201", takes=Begun, write=True),
            },
            "/api/v1/cases/{key}": {"get": operation("一个项目、它的表和办理记录", Whole, keyed=True)},
            "/api/v1/cases/{key}/draft": {
                "put": operation("写入整张目标表", Told, takes=TargetTable, write=True, keyed=True)
            },
            "/api/v1/check": {
                "post": operation("审核一张表，不保存", Checked, takes=TargetTable)
            },
            "/api/v1/published": {
                "get": operation("已公开的目标表", None, token=False, query=("page",))
            },
        },
        "components": {
            "schemas": parts,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }  # fmt: skip
