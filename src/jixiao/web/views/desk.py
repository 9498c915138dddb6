"""The desk: what is to be done, and every case one may see."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe

from jixiao.web.models import Case, User, rules_of
from jixiao.web.people.access import (
    PLACES,
    REVIEWERS,
    clerk_units,
    memberships,
    not_aside,
    offices,
    user_of,
    visible,
)
from jixiao.web.running.counts import counted
from jixiao.web.template_environment import SPOKEN, whole_number

PAGE = 50


class Line(NamedTuple):
    """What a line of the list shows of a case."""

    key: uuid.UUID
    name: str
    unit_name: str
    year: int
    budget: Decimal | None
    target: str
    publication: str
    monitoring: str
    evaluation: str
    errors: int
    warnings: int
    due: date | None
    procedure: str

    def stage_title(self, track: str) -> str:
        """Give the word for where it stands on a track."""
        return rules_of(self.procedure).stage_title(track, getattr(self, track))


_ORDERS = {
    "": ("-moved_at",), "risk": ("-errors", "-warnings", "-moved_at"), "due": ("due", "-moved_at"),
    "name": ("name",), "budget": ("-budget",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to, as the page's address says."""

    year: str = ""
    stage: str = ""
    words: str = ""
    order: str = ""
    mine: bool = False

    @classmethod
    def of(cls, request: HttpRequest) -> "Filters":
        """Read them from the address."""
        told = request.GET
        order = told.get("order", "")
        return cls(
            str(whole_number(told.get("year")) or ""), told.get("stage", ""),
            told.get("words", "").strip()[:50], order if order in _ORDERS else "",
            told.get("mine") == "1",
        )  # fmt: skip

    def narrow(self, cases: QuerySet[Case], user: User) -> QuerySet[Case]:
        """Narrow a list."""
        if self.year:
            cases = cases.filter(year=int(self.year))
        if not self.stage:
            cases = not_aside(cases)
        else:
            track, _, stage = self.stage.partition(".")
            if track in ("target", "publication", "monitoring", "evaluation"):
                cases = cases.filter(**{track: stage})
        if self.words:
            cases = cases.filter(
                Q(name__icontains=self.words) | Q(unit__name__icontains=self.words)
            )
        if self.mine:
            cases = cases.filter(waiting_for(user))
        return cases.order_by(*_ORDERS[self.order], "pk")


def waiting_for(user: User) -> Q:
    """Give what waits for somebody: cases that cannot rest where they are without their role."""
    found = Q(pk__in=())
    for role, organisation in offices(user):
        if role not in PLACES:
            continue
        own = Q(**{f"{PLACES[role]}_id": organisation})
        for track, stages in _work(role).items():
            found |= own & Q(**{f"{track}__in": sorted(stages)}) & _OF_TRACK.get(track, Q())
    return found


_OF_TRACK = {"publication": Q(in_force__isnull=False) & ~Q(published=F("in_force"))}
"""Only what was approved and is not out yet waits for being published."""


def _work(role: str) -> dict[str, set[str]]:
    """Give the stages at which a role has to do something, not only may."""
    at: dict[str, set[str]] = {}
    for move in rules_of(settings.OFFICE.procedure).move.values():
        if role in move.by and not move.optional:
            at.setdefault(move.track, set()).update(move.start)
    return at


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Show what waits for somebody, and the list of cases."""
    user = user_of(request)
    filters = Filters.of(request)
    seen = visible(user)
    found = (
        filters.narrow(seen, user).annotate(unit_name=F("unit__name")).values_list(*Line._fields)
    )
    page = Counted(found, PAGE, None if filters.words else f"{user.pk} {filters}").get_page(
        request.GET.get("page")
    )
    spoken, today = SPOKEN.get(), timezone.localdate()
    context: dict[str, Any] = {
        "page": page, "filters": filters, "line": lambda row: line(Line(*row), spoken, today),
        "stages": _stages(), "roles": memberships(user),
        **counted(f"desk {user.pk}", lambda: _tally(seen, user)),
        "query": _query(request),
        "may_open": bool(clerk_units(user)),
        "may_review": any(role in REVIEWERS for role, _ in offices(user)),
    }  # fmt: skip
    part = request.headers.get("HX-Request") == "true" and not request.headers.get("HX-Boosted")
    return render(request, "cases.html" if part else "desk.html", context)


@lru_cache(maxsize=20_000)
def line(row: Line, _spoken: str, today: date) -> str:
    """Give a line of the list; it is the same until something it shows changes."""
    return mark_safe(render_to_string("case_line.html", {"case": row, "today": today}))  # noqa: S308


def _tally(seen: QuerySet[Case], user: User) -> dict[str, Any]:
    """Count what waits for somebody, and give the years there are."""
    late = Q(due__lt=timezone.localdate())
    told = seen.filter(waiting_for(user)).aggregate(
        waiting=Count("pk"), overdue=Count("pk", filter=late)
    )
    years = seen.order_by("-year").values_list("year", flat=True).distinct()[:8]
    return {**told, "years": list(years)}


class Counted(Paginator[Case]):
    """Pages of a list whose length is kept until somebody moves a case; `name` tells lists apart.

    Without a name it is counted each time.
    """

    def __init__(self, found: QuerySet[Case], size: int, name: str | None) -> None:
        super().__init__(found, size)
        self._found = found
        self._name = name

    @cached_property
    def count(self) -> int:
        """How many there are."""
        return self._found.count() if self._name is None else counted(self._name, self._found.count)


def _stages() -> list[tuple[str, str, str]]:
    rules = rules_of(settings.OFFICE.procedure)
    return [
        (f"{track}.{code}", about.title, title)
        for track, about in rules.tracks.items()
        for code, title in about.stages.items()
    ]


def _query(request: HttpRequest) -> str:
    """Give the address's query without the page."""
    kept = request.GET.copy()
    kept.pop("page", None)
    return kept.urlencode()
