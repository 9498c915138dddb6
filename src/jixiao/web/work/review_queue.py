"""What waits for somebody's review, the riskiest first, and how each table compares with the year before."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum
from typing import Any, NamedTuple

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from jixiao.web.models import Case, Entry, User, rules_of
from jixiao.web.work import drafts
from jixiao.web.work.waiting import reviews_of

MOST = 300
"""The riskiest that are put in order; behind them stand those with fewer findings."""
_NOT_REVIEWED = (*drafts.TYPED["target"], "approved")


class Risk(IntEnum):
    """How closely a table should be looked at; a suggestion, nobody is bound by it."""

    LOW = 0
    MIDDLE = 1
    HIGH = 2

    @property
    def word(self) -> str:
        """The words that officials read."""
        return ("低风险", "中风险", "高风险")[self]


_MANY_WARNINGS = 3
_CHANGED, _CHANGED_MUCH = Decimal(30), Decimal(50)
"""Percent by which the money differs from last year's."""


class Waiting(NamedTuple):
    """A table that waits for a review: what was found in it, its money, that of the year before."""

    pk: int
    errors: int
    warnings: int
    budget: Decimal | None
    before: Decimal | None

    @property
    def change(self) -> Decimal | None:
        """By how many percent the money differs from last year's."""
        if not self.before or self.budget is None:
            return None
        percent = (self.budget - self.before) / self.before * 100
        return percent.quantize(Decimal("0.1"))

    @property
    def risk(self) -> Risk:
        """Errors or half the money more or less: high; many warnings or a third: middle."""
        moved = abs(self.change or Decimal(0))
        if self.errors or moved > _CHANGED_MUCH:
            return Risk.HIGH
        many = self.warnings >= _MANY_WARNINGS
        return Risk.MIDDLE if many or moved > _CHANGED else Risk.LOW


class ReviewLine(NamedTuple):
    """What the page shows of a table that waits.

    `number` is that of its ledger's last entry: what is passed is what was seen.
    """

    pk: int
    key: uuid.UUID
    name: str
    unit_name: str
    year: int
    target: str
    due: date | None
    procedure: str
    number: int

    @property
    def stage_title(self) -> str:
        """The word for the stage at which it waits."""
        return rules_of(self.procedure).stage_title("target", self.target)


@dataclass(frozen=True, slots=True)
class Queue:
    """The riskiest tables in order, and how many wait in all."""

    first: Sequence[Waiting]
    count: int


def queue_of(user: User) -> Queue:
    """The tables that wait for somebody's review."""
    waiting: dict[int, Waiting] = {}
    anywhere = Q(pk__in=())
    # One question for each place and stage: each is answered along an index, in its order.
    for place, organisation, stage in reviews_of(user, _NOT_REVIEWED):
        there = Q(**{f"{place}_id": organisation, "target": stage})
        cases = _with_the_year_before(Case.objects.filter(there))
        riskiest = cases.order_by("-errors", "-warnings", "pk")[:MOST]
        waiting |= {row[0]: Waiting(*row) for row in riskiest}
        anywhere |= there
    first = sorted(waiting.values(), key=_by_findings)[:MOST]
    count = Case.objects.filter(anywhere).count()
    return Queue(sorted(first, key=_by_risk), count)


def lines_of(waiting: Sequence[Waiting]) -> list[tuple[Waiting, ReviewLine]]:
    """What the page shows of some tables, in their order."""
    last = Entry.objects.filter(case=OuterRef("pk")).order_by("-number")
    rows = (
        Case.objects.filter(pk__in=[each.pk for each in waiting])
        .annotate(unit_name=F("unit__name"), number=Subquery(last.values("number")[:1]))
        .values_list(*ReviewLine._fields)
    )
    lines = {row[0]: ReviewLine(*row) for row in rows}
    return [(each, lines[each.pk]) for each in waiting]


def _with_the_year_before(cases: QuerySet[Case]) -> QuerySet[Case, Any]:
    before = Case.objects.filter(
        unit=OuterRef("unit"),
        name=OuterRef("name"),
        year=OuterRef("year") - 1,
        in_force__isnull=False,
    )
    with_money = cases.annotate(before=Subquery(before.values("budget")[:1]))
    return with_money.values_list(*Waiting._fields)


def _by_findings(waiting: Waiting) -> tuple[int, int, int]:
    return -waiting.errors, -waiting.warnings, waiting.pk


def _by_risk(waiting: Waiting) -> tuple[object, ...]:
    return (
        -waiting.risk,
        -waiting.errors,
        -waiting.warnings,
        -(waiting.budget or 0),
        waiting.pk,
    )
