"""What the fund's pages share: whose fund and which year is looked at, its records read beside others."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest
from django.utils import timezone

from jixiao.errors import JixiaoError, UnreadableFile
from jixiao.fund.parameters import ParameterSet, Terms
from jixiao.fund.parameters.parameter_sets import lines_of
from jixiao.web.models import User
from jixiao.web.people.access import user_of
from jixiao.web.people.fund_access import FundPlace, fund_places
from jixiao.web.request_values import whole_number
from jixiao.web.rooms import Room, room_at
from jixiao.web.work.fund_terms import sets_at, terms_at

if TYPE_CHECKING:
    from jixiao.fund.store.engine import Engine

SAMPLE = "sample"
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_TRIES, _WORKERS_TRIES, _PAUSE = 8, 240, 0.25
"""How often records are tried that others hold: by a page, by the worker; seconds between."""


@dataclass(frozen=True, slots=True)
class Entered:
    """A room that somebody entered: for which place and year, by which set of parameters."""

    room: Room
    place: FundPlace
    places: Sequence[FundPlace]
    year: int
    code: str
    sets: Mapping[str, ParameterSet]
    terms: Terms

    @property
    def query(self) -> dict[str, Any]:
        """What the address of the next page says of it."""
        return {
            "place": self.place.organisation.pk,
            "year": self.year,
            "set": self.code,
        }

    def terms_of(self, code: str) -> Terms:
        """Return another set's parameters of the same year.

        Raises:
            JixiaoError: there is no such set.
        """
        return terms_at(self.place.folder, code, self.year)

    def used(self, keys: Sequence[str]) -> list[str]:
        """Return the parameters that a page was calculated with, a line each; samples named first."""
        return list(lines_of(self.terms, keys))


def enter(request: HttpRequest, address: str) -> Entered:
    """Return what a request looks at in a room.

    Raises:
        Http404: the room, or the place that is asked for, is not this person's.
        JixiaoError: the year or the set of parameters is none.
    """
    asked = {**request.GET.dict(), **request.POST.dict()}
    return enter_room(user_of(request), address, asked)


def enter_room(user: User, address: str, asked: Mapping[str, Any]) -> Entered:
    """Return what somebody looks at in a room who asks for a `place`, a `year`, a `set`.

    Raises:
        Http404: the room, or the place that is asked for, is not this person's.
        JixiaoError: the year or the set of parameters is none.
    """
    room = room_at(address)
    places = [place for place in fund_places(user) if place.allows(room.roles)]
    place = _chosen(places, asked.get("place"))
    year = _year(asked.get("year"))
    sets = sets_at(place.folder)
    code = asked.get("set") or usual_set(sets)
    terms = terms_at(place.folder, code, year)
    return Entered(room, place, places, year, code, sets, terms)


def _chosen(places: Sequence[FundPlace], asked: str | None) -> FundPlace:
    number = whole_number(asked) if asked else None
    if asked and number is None:
        raise Http404
    chosen = [p for p in places if number is None or p.organisation.pk == number]
    if not chosen:
        raise Http404
    return chosen[0]


def _year(asked: str | None) -> int:
    if not asked:
        return timezone.localdate().year
    year = whole_number(asked)
    if year is None or not _FIRST_YEAR <= year <= _LAST_YEAR:
        message = f"“{asked[:20]}”不是年度。请写四位数字，如 2026。"
        raise JixiaoError(message)
    return year


def usual_set(sets: Mapping[str, Any]) -> str:
    """Return the set that a place wrote itself, where it wrote just one; else the sample."""
    written_here = [code for code in sets if code not in (SAMPLE, "national")]
    return written_here[0] if len(written_here) == 1 else SAMPLE


@contextmanager
def reading(folder: Path) -> Iterator["Engine"]:
    """Open a place's records for reading; wait a little while something else writes there.

    Raises:
        UnreadableFile: nothing was loaded there, or it is still being written.
    """
    from jixiao.fund.store.opening import open_for_reading  # noqa: PLC0415 — loads the engine

    _check_loaded(folder)
    with ExitStack() as stack:
        yield _patiently(
            lambda: stack.enter_context(open_for_reading(folder)),
            _TRIES,
            "后台正在更新这些数据。请过一两分钟再看。",
        )


@contextmanager
def working(folder: Path) -> Iterator["Engine"]:
    """Open a place's records to write there, in the worker; wait while pages read them.

    Raises:
        UnreadableFile: nothing was loaded there, or others do not let go of it.
    """
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415 — loads the engine

    _check_loaded(folder)
    with ExitStack() as stack:
        yield _patiently(
            lambda: stack.enter_context(open_engine(folder)),
            _WORKERS_TRIES,
        )


def _check_loaded(folder: Path) -> None:
    from jixiao.fund.store.engine import LAKE, STORE  # noqa: PLC0415 — loads the engine

    if not ((folder / STORE).is_file() or (folder / LAKE).is_file()):
        message = "这里还没有收基金数据。请管理员收数后再看。"
        raise UnreadableFile(message)


def _patiently(
    opened: Callable[[], "Engine"], tries: int, in_vain: str = ""
) -> "Engine":
    """Open what others hold now and then; in vain what is said then is said, or what was wrong."""
    for _ in range(tries - 1):
        try:
            return opened()
        except UnreadableFile:
            time.sleep(_PAUSE)
    try:
        return opened()
    except UnreadableFile as held:
        raise UnreadableFile(in_vain or str(held)) from None
