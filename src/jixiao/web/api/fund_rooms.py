"""What the API's addresses of a place share: whose records, which day, a page of a list."""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from msgspec import Struct

from jixiao.errors import JixiaoError, UnreadableFile
from jixiao.web.api.answering import View, answers, as_json
from jixiao.web.api.desk_shapes import BeingComputed
from jixiao.web.browser_words import for_browser
from jixiao.web.models import Token, User
from jixiao.web.people.tokens import Refused
from jixiao.web.request_values import whole_number
from jixiao.web.work.fund_pages import Entered, enter_room, reading

if TYPE_CHECKING:
    from jixiao.fund.store.engine import Engine

PAGE = 500
"""Rows of a list in a page."""
_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a program asks of a room: where and for which year it entered, and its other words.

    `day` is the one that it names; else today, or the last of a year that is over.
    """

    user: User
    entered: Entered
    words: Mapping[str, str]
    day: date
    number: int

    @property
    def about(self) -> dict[str, Any]:
        """The place as answers name it."""
        organisation = self.entered.place.organisation
        return {"place": organisation.pk, "name": organisation.name}

    def page(self, rows: Sequence[_Row]) -> tuple[Sequence[_Row], dict[str, Any]]:
        """Return the page of a list that is asked for, and what the answer says of the list."""
        page = Paginator(rows, PAGE).get_page(self.number)
        following = page.next_page_number() if page.has_next() else None
        return list(page), {"count": len(rows), "next": following}


def _asked(user: User, address: str, words: Mapping[str, str]) -> Asked:
    entered = enter_room(user, address, words)
    return Asked(
        user,
        entered,
        words,
        _day(words.get("day"), entered.year),
        _number(words.get("page")),
    )


def _day(typed: str | None, year: int) -> date:
    if not typed:
        return min(timezone.localdate(), date(year, 12, 31))
    try:
        return date.fromisoformat(typed)
    except ValueError:
        message = f"“{typed[:20]}”不是日期。请写 2026-06-30 的样子。"
        raise Refused(400, "bad_day", message) from None


def _number(typed: str | None) -> int:
    number = whole_number(typed or "1")
    if not number:
        message = f"“{(typed or '')[:20]}”不是页数。请写 1、2、3……"
        raise Refused(400, "bad_page", message)
    return number


def of_room(address: str) -> Callable[[Callable[["Engine", Asked], Struct]], View]:
    """Answer a question about a place's records to whoever may enter a room of the fund."""

    def wrap(view: Callable[["Engine", Asked], Struct]) -> View:
        @functools.wraps(view)
        def with_records(asked: Asked) -> Struct:
            with reading(asked.entered.place.folder) as engine:
                return view(engine, asked)

        return of_place(address)(with_records)

    return wrap


_SECONDS = "5"
"""When a program may ask again for what is being computed."""


def _as_answer(given: Struct) -> HttpResponse:
    """Return what was asked for; what is being computed is accepted, and may be asked for again."""
    if not isinstance(given, BeingComputed):
        return as_json(given)
    answer = as_json(given, 202)
    answer.headers["Retry-After"] = _SECONDS
    return answer


def of_place(address: str) -> Callable[[Callable[[Asked], Struct]], View]:
    """Answer a question about what a place keeps to whoever may enter a room of it.

    What is being computed is answered as such, with 202.
    """

    def wrap(view: Callable[[Asked], Struct]) -> View:
        @answers("GET")
        @functools.wraps(view)
        def wrapped(request: HttpRequest, token: Token) -> HttpResponse:
            from jixiao.fund.records import NotLoaded  # noqa: PLC0415 — loads the engine

            asked = _asked(token.user, address, request.GET.dict())
            try:
                return _as_answer(view(asked))
            except (NotLoaded, UnreadableFile) as missing:
                message = for_browser(str(missing))
                raise Refused(404, "not_loaded", message) from missing
            except Refused:
                raise
            except JixiaoError as refused:
                message = for_browser(str(refused))
                raise Refused(400, "refused", message) from refused

        return wrapped

    return wrap
