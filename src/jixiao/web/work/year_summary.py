"""A year's projects added up for who leads them: stages, promises, money against time, what is late."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from jixiao.targets import Execution
from jixiao.web.models import Case, Draft, Measurement, rules_of
from jixiao.web.work.proofs import MARKS, counts, read

TRACKS = ("target", "monitoring", "evaluation")
FORMS = ("monitoring", "evaluation")
_PERCENT = 100
_MOST_LATE = 20


@dataclass(frozen=True, slots=True)
class Spent:
    """Money of the projects whose form of the year says what was spent, in yuan."""

    projects: int = 0
    budget: Decimal = Decimal(0)
    executed: Decimal = Decimal(0)

    @property
    def rate(self) -> Decimal | None:
        """How much of the budget was spent, in per cent; None where nothing was budgeted."""
        return round(self.executed * _PERCENT / self.budget, 1) if self.budget else None


@dataclass(frozen=True, slots=True)
class YearSummary:
    """What a year's cases come to; `stages` are the titles of each track with how many stand there."""

    projects: int
    money: Decimal
    approved: int
    published: int
    late: int
    amiss: int
    stages: dict[str, list[tuple[str, int]]]
    marks: dict[str, int] = field(default_factory=dict)
    spent: Spent = field(default_factory=Spent)
    units: Sequence[dict[str, Any]] = ()
    longest_late: Sequence[dict[str, Any]] = ()


def summary_of(cases: QuerySet[Case], today: date) -> YearSummary:
    """Add up the cases of a year, in the database as far as it can."""
    cases = cases.order_by()
    late, amiss = Q(due__lt=today), Q(errors__gt=0)
    sums = cases.aggregate(
        projects=Count("pk"),
        money=Sum("budget"),
        approved=Count("pk", filter=Q(in_force__isnull=False)),
        published=Count("pk", filter=Q(published__isnull=False)),
        late=Count("pk", filter=late),
        amiss=Count("pk", filter=amiss),
    )
    sums["money"] = sums["money"] or Decimal(0)
    units = cases.values("unit_id", unit_name=F("unit__name")).annotate(
        projects=Count("pk"),
        money=Sum("budget"),
        approved=Count("pk", filter=Q(in_force__isnull=False)),
        late=Count("pk", filter=late),
        amiss=Count("pk", filter=amiss),
    )
    return YearSummary(
        **sums,
        stages={track: _stages_of(cases, track) for track in TRACKS},
        marks=_marks_of(cases),
        spent=_spent_of(cases),
        longest_late=_longest_late(cases.filter(late)),
        units=[
            dict(line) for line in units.order_by("-late", "-projects", "unit__path")
        ],
    )


def _longest_late(cases: QuerySet[Case]) -> list[dict[str, Any]]:
    """The cases that are late for the longest: what a list shows of them."""
    shown = cases.values("key", "name", "due", unit_name=F("unit__name"))
    return [dict(line) for line in shown.order_by("due", "pk")[:_MOST_LATE]]


def _stages_of(cases: QuerySet[Case], track: str) -> list[tuple[str, int]]:
    """The stages that cases stand at on a track, and how many at each, as the procedure orders them."""
    rows = cases.values_list("procedure", track).annotate(count=Count("pk"))
    at_title: dict[str, int] = {}
    order: dict[str, None] = {}
    for procedure, stage, count in rows:
        rules = rules_of(procedure)
        order.update(dict.fromkeys(rules.tracks[track].stages.values()))
        title = rules.stage_title(track, stage)
        at_title[title] = at_title.get(title, 0) + count
    return [(title, at_title[title]) for title in order if title in at_title]


def _marks_of(cases: QuerySet[Case]) -> dict[str, int]:
    """How all promises stand that were measured: the later form of a case counts."""
    total = dict.fromkeys(MARKS, 0)
    for marks in marks_by_case(cases.values("pk")).values():
        for mark, count in marks.items():
            total[mark] += count
    return total


def marks_by_case(cases: Any) -> dict[int, dict[str, int]]:  # noqa: ANN401 — cases or a query of them
    """How the promises of each case stand, by its key: counted in what was measured of it last."""
    measurements = Measurement.objects.filter(case__in=cases, kind__in=FORMS)
    # The later one overwrites the earlier.
    return {
        measurement.case_id: counts(read(measurement))
        for measurement in measurements.order_by("until")
    }


def _spent_of(cases: QuerySet[Case]) -> Spent:
    """What was spent by the last form of the year of each case, where that says it."""
    drafts = Draft.objects.filter(case__in=cases.values("pk"), kind__in=FORMS)
    # 自评 comes after 监控, and overwrites it.
    last = {draft.case_id: draft for draft in drafts.order_by("-kind")}
    return _added(amounts for draft in last.values() if (amounts := _amounts(draft)))


def _amounts(draft: Draft) -> tuple[Decimal, Decimal] | None:
    """The budget and what was spent by a form, in yuan; None where one of them is not told."""
    table = draft.table
    line = table.budget_execution.total if table.budget_execution else Execution()
    budget = line.initial if line.budget is None else line.budget
    in_yuan = table.in_yuan(budget), table.in_yuan(line.executed)
    return None if None in in_yuan else in_yuan  # type: ignore[return-value]


def _added(pairs: Iterable[tuple[Decimal, Decimal]]) -> Spent:
    both = list(pairs)
    zero = Decimal(0)
    return Spent(
        len(both),
        sum((budget for budget, _ in both), zero),
        sum((executed for _, executed in both), zero),
    )


def time_passed(year: int, today: date) -> Decimal:
    """How much of a year is over at the end of a day, in per cent."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = min(max((today - first).days + 1, 0), (last - first).days + 1)
    return round(Decimal(days * _PERCENT) / ((last - first).days + 1), 1)
