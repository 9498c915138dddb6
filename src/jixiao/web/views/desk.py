"""The desk: what is to be done, and every case one may see."""

import uuid
from collections.abc import Iterator
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

from jixiao.cycle.procedure import Procedure
from jixiao.web.language import SPOKEN
from jixiao.web.models import Case, User, rules_of
from jixiao.web.people.access import (
    REVIEWERS,
    borrowed,
    clerk_units,
    memberships,
    not_aside,
    offices,
    user_of,
    visible,
)
from jixiao.web.request_values import whole_number
from jixiao.web.running.list_cache import cached_until_a_move
from jixiao.web.work.waiting import waiting_for

PAGE = 50


class CaseLine(NamedTuple):
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
        """The word for the stage it stands at on a track."""
        return rules_of(self.procedure).stage_title(track, getattr(self, track))

    def next_steps(self) -> list[tuple[str, str]]:
        """What somebody has to do with it where it stands: each step and whose it is."""
        rules = rules_of(self.procedure)
        return [
            (move.title, rules.roles[move.by[0]])
            for track in self._under_way(rules)
            for move in rules.move.values()
            if move.track == track
            and getattr(self, track) in move.start
            and move.by
            and not move.optional
        ][:_MOST_STEPS]

    def _under_way(self, rules: Procedure) -> Iterator[str]:
        """The tracks on which it may not rest where it is; those that nobody has begun rest."""
        for name in _TRACKS:
            stage, track = getattr(self, name), rules.tracks[name]
            begun = name == "target" or stage != track.first
            waits = name == "publication" and self.target == "approved" and not begun
            if waits or (begun and stage not in track.final):
                yield name

    def days_left(self, today: date) -> int | None:
        """How many days are left until it is due, below nought where they are over."""
        return None if self.due is None else (self.due - today).days


_ORDERS = {
    "": ("-moved_at",),
    "risk": ("-errors", "-warnings", "-moved_at"),
    "due": ("due", "-moved_at"),
    "name": ("name",),
    "budget": ("-budget",),
}
_MOST_STEPS = 2
_TRACKS = ("target", "publication", "monitoring", "evaluation")
_MOST_YEARS = 8


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
        query = request.GET
        order = query.get("order", "")
        return cls(
            year=str(whole_number(query.get("year")) or ""),
            stage=query.get("stage", ""),
            words=query.get("words", "").strip()[:50],
            order=order if order in _ORDERS else "",
            mine=query.get("mine") == "1",
        )

    def narrow(self, cases: QuerySet[Case], user: User) -> QuerySet[Case]:
        """Narrow a list."""
        if self.year:
            cases = cases.filter(year=int(self.year))
        cases = self._at_stage(cases)
        if self.words:
            in_name = Q(name__icontains=self.words)
            cases = cases.filter(in_name | Q(unit__name__icontains=self.words))
        if self.mine:
            cases = cases.filter(waiting_for(user))
        return cases.order_by(*_ORDERS[self.order], "pk")

    def _at_stage(self, cases: QuerySet[Case]) -> QuerySet[Case]:
        """The cases at the stage chosen, as `track.stage`; without one, all that are not put aside."""
        if not self.stage:
            return not_aside(cases)
        track, _, stage = self.stage.partition(".")
        return cases.filter(**{track: stage}) if track in _TRACKS else cases


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Show what waits for somebody, and the list of cases."""
    user = user_of(request)
    filters = Filters.of(request)
    seen = visible(user)
    narrowed = filters.narrow(seen, user).annotate(unit_name=F("unit__name"))
    rows = narrowed.values_list(*CaseLine._fields)
    # A role may be lent, and end, while no case moves.
    stands = sorted((role, place.pk) for role, place in offices(user))
    name = None if filters.words else f"{user.pk} {stands} {filters}"
    page = CachedLengthPaginator(rows, PAGE, name).get_page(request.GET.get("page"))
    language, today = SPOKEN.get(), timezone.localdate()
    context: dict[str, Any] = {
        "page": page,
        "filters": filters,
        "line": lambda row: line(CaseLine(*row), language, today),
        "stages": _stages(),
        "roles": memberships(user),
        "lent": borrowed(user, today),
        **cached_until_a_move(f"desk {user.pk} {stands}", lambda: _tally(seen, user)),
        "query": query_without_page(request),
        "may_open": bool(clerk_units(user)),
        "may_review": any(role in REVIEWERS for role, _ in offices(user)),
    }
    part = request.headers.get("HX-Request") == "true" and not request.headers.get(
        "HX-Boosted"
    )
    return render(request, "desk_list.html" if part else "desk.html", context)


@lru_cache(maxsize=20_000)
def line(row: CaseLine, _language: str, today: date) -> str:
    """A line of the list, painted; it is the same until something it shows changes."""
    return mark_safe(render_to_string("desk_line.html", {"case": row, "today": today}))  # noqa: S308


def _tally(seen: QuerySet[Case], user: User) -> dict[str, Any]:
    """Count what waits for somebody and what of it is overdue; with the years there are."""
    late = Q(due__lt=timezone.localdate())
    counts = seen.filter(waiting_for(user)).aggregate(
        waiting=Count("pk"), overdue=Count("pk", filter=late)
    )
    years = (
        seen.order_by("-year").values_list("year", flat=True).distinct()[:_MOST_YEARS]
    )
    return {**counts, "years": list(years)}


class CachedLengthPaginator(Paginator[Case]):
    """Pages of a list whose length is cached until somebody moves a case; `name` tells lists apart.

    Without a name it is counted each time.
    """

    def __init__(self, cases: QuerySet[Case], size: int, name: str | None) -> None:
        super().__init__(cases, size)
        self._cases = cases
        self._name = name

    @cached_property
    def count(self) -> int:
        """How many there are."""
        if self._name is None:
            return self._cases.count()
        return cached_until_a_move(self._name, self._cases.count)


def _stages() -> list[tuple[str, str, str]]:
    """Every stage of the office's procedure: its code, the track's title and its own."""
    rules = rules_of(settings.OFFICE.procedure)
    return [
        (f"{code}.{stage}", track.title, title)
        for code, track in rules.tracks.items()
        for stage, title in track.stages.items()
    ]


def query_without_page(request: HttpRequest) -> str:
    """The address's query, for the links of the pages of a list."""
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()
