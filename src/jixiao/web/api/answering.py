"""How the API answers: whoever asks has a key, errors have one shape, a write is done once."""

import functools
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import TypeVar

import msgspec
from django.core.exceptions import RequestDataTooBig
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from msgspec import Struct

from jixiao import cycle
from jixiao.errors import JixiaoError
from jixiao.money import SCALES
from jixiao.period import is_a_day
from jixiao.quantity import TargetValue
from jixiao.targets import TargetTable, dialects
from jixiao.targets.editing import clean
from jixiao.web.api.shapes import Failure, Fault
from jixiao.web.models import Answered, Token
from jixiao.web.people.tokens import Refused, limit, token_of
from jixiao.web.request_values import address_of, whole_number
from jixiao.web.work import case_moves, drafts

KEY = 100
"""How long an Idempotency-Key may be."""

View = Callable[..., HttpResponse]
_Body = TypeVar("_Body")


def answers(
    *methods: str, scope: str | None = "read", keeps: bool = True
) -> Callable[[View], View]:
    """Answer some methods with JSON; whoever asks has a key of the scope, or none is needed.

    A write is answered once for each Idempotency-Key, unless nothing is kept.
    """

    def wrap(view: View) -> View:
        @csrf_exempt
        @gzip_page
        @functools.wraps(view)
        def wrapped(
            request: HttpRequest, *args: object, **kwargs: object
        ) -> HttpResponse:
            try:
                _check_method(request, methods)
                token = _token_for(request, scope)
                limit(
                    f"token {token.digest}"
                    if token
                    else f"address {address_of(request)}"
                )
                asked = functools.partial(view, request, token, *args, **kwargs)
                once = token if keeps and not _only_reads(request) else None
                return _once(request, once, asked) if once else asked()
            except (JixiaoError, Http404, msgspec.MsgspecError) as error:
                return _refusal(error)
            except RequestDataTooBig:
                return _fault(413, "too_large", "一次发来的内容太大，请分开写。")
            except RecursionError:
                return _fault(400, "bad_body", "内容一层套一层太深，不合交换格式。")

        return wrapped

    return wrap


def _only_reads(request: HttpRequest) -> bool:
    return request.method in ("GET", "HEAD")


def _check_method(request: HttpRequest, methods: Sequence[str]) -> None:
    """Refuse a method that an address does not answer; HEAD goes where GET does."""
    method = "GET" if request.method == "HEAD" else request.method
    if method not in methods:
        raise Refused(405, "method", f"这里只能 {'、'.join(methods)}。")


def _token_for(request: HttpRequest, scope: str | None) -> Token | None:
    """Return the request's key, which has the scope; None where none is needed."""
    if scope is None:
        return None
    of_method = "read" if _only_reads(request) else "write"
    return token_of(request, of_method if scope == "either" else scope)


def _refusal(error: Exception) -> HttpResponse:
    """Answer what went wrong, with the status that programs know it by."""
    match error:
        case Refused():
            return _fault(error.status, error.code, str(error))
        case Http404():
            return _fault(404, "not_found", "没有这个项目，或者它不归你查看。")
        case msgspec.MsgspecError():
            return _fault(400, "bad_body", f"内容不合交换格式：{error}")
        case drafts.NotYours():
            return _fault(403, "not_yours", str(error))
        case case_moves.Taken():
            return _fault(409, "taken", str(error))
        case drafts.TypedSince():
            return _fault(409, "changed", str(error))
        case _:
            return _fault(400, "refused", str(error))


def _once(
    request: HttpRequest, token: Token, view: Callable[[], HttpResponse]
) -> HttpResponse:
    """Answer a write once for each of the caller's keys; sent again it gets the same answer."""
    key = request.headers.get("Idempotency-Key", "")
    if not key or len(key) > KEY:
        raise Refused(
            400,
            "no_key",
            "写操作请带 Idempotency-Key（不超过 100 个字符），重发时用同一个。",
        )
    asked = cycle.digest(
        f"{request.method} {request.get_full_path()} ".encode() + request.body
    )
    answered = Answered.objects.filter(token=token, key=key).first()
    if answered is None:
        try:
            with transaction.atomic():
                answer = view()
                Answered.objects.create(
                    token=token,
                    key=key,
                    digest=asked,
                    status=answer.status_code,
                    body=answer.content.decode(),
                )
        except IntegrityError:
            answered = Answered.objects.get(token=token, key=key)
        else:
            return answer
    if answered.digest != asked:
        raise Refused(
            409, "key_used", "这个 Idempotency-Key 已用于另一个请求，请换一个。"
        )
    return HttpResponse(
        answered.body, status=answered.status, content_type="application/json"
    )


def check_asked(request: HttpRequest, *known: str) -> None:
    """Refuse what an address does not ask for: passed over, it would answer of more than was meant.

    Raises:
        Refused: something behind the address is unknown, or said twice.
    """
    for name, values in request.GET.lists():
        if name not in known:
            may_be = f"可写 {'、'.join(known)}。" if known else "这里没有可写的。"
            raise Refused(
                400, "unknown_parameter", f"地址后不认识 {name[:40]}；{may_be}"
            )
        if len(values) > 1:
            raise Refused(
                400, "unknown_parameter", f"地址后的 {name} 写了两次，请只写一次。"
            )


def page_asked(request: HttpRequest, last: int) -> int:
    """Return the number of the page that is asked for, the first where none is.

    Raises:
        Refused: there is no such page; the last in its place would be taken for another.
    """
    number = whole_number(request.GET.get("page", "1"))
    if number is None or not 1 <= number <= last:
        message = f"没有这一页；page 从 1 到 {last}。"
        raise Refused(404, "no_page", message)
    return number


def body_of(request: HttpRequest, kind: type[_Body]) -> _Body:
    """Read what was sent.

    Raises:
        MsgspecError: it is not of the kind.
        Refused: it holds what no form prints: NaN, a day that is none, a text without end.
    """
    body = msgspec.json.decode(request.body, type=kind)
    for part in _parts(body):
        if fault := _fault_of(part):
            raise Refused(400, "bad_body", fault)
    table = getattr(body, "table", body)
    if isinstance(table, TargetTable):
        if table.money_unit not in SCALES:
            raise Refused(
                400, "bad_body", f"money_unit 应是 {'、'.join(SCALES)} 之一。"
            )
        if table.dialect not in dialects():
            raise Refused(
                400,
                "bad_body",
                f"没有“{table.dialect[:50]}”这种表式，可用 jixiao dialects 查。",
            )
    return body


def _fault_of(part: object) -> str | None:
    """Say why a part of what was sent cannot be taken; None where it can."""
    match part:
        case Decimal() if not part.is_finite():
            return "内容里有 NaN 或 Infinity，金额和数值应是有限的十进制数。"
        case Decimal() if not _is_sober(part):
            return "内容里有大得不像金额、或小数太多的数，请核对单位。"
        case TargetValue(deadline=str() as deadline) if deadline and not is_a_day(
            deadline
        ):
            return f"deadline “{deadline}”不是历书上有的日子。"
        case str() if len(part) > _LONGEST or clean(part) != part.strip():
            return f"内容里有超过 {_LONGEST} 个字的文字，或打印不出的字符。"
        case _:
            return None


def _is_sober(number: Decimal) -> bool:
    """Whether a number is one that a form may print."""
    exponent = number.as_tuple().exponent
    return (
        abs(number) < _TOO_MUCH and isinstance(exponent, int) and exponent >= -_DIGITS
    )


_LONGEST, _TOO_MUCH, _DIGITS = 8_000, Decimal(10) ** 15, 12


def _parts(value: object) -> Iterator[object]:
    """Yield everything that was sent, however deep."""
    yield value
    match value:
        case Struct():
            for name in value.__struct_fields__:
                yield from _parts(getattr(value, name))
        case tuple() | list():
            for part in value:
                yield from _parts(part)
        case dict():
            for part in value.values():
                yield from _parts(part)


def as_json(value: object, status: int = 200) -> HttpResponse:
    """Return a value as the answer."""
    return HttpResponse(
        msgspec.json.encode(value), status=status, content_type="application/json"
    )


def _fault(status: int, code: str, message: str) -> HttpResponse:
    answer = as_json(Failure(Fault(code, message)), status)
    if status == 429:  # noqa: PLR2004 — Too Many Requests
        answer.headers["Retry-After"] = "60"
    if status == 401:  # noqa: PLR2004 — Unauthorized
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer
