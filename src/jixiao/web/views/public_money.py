"""Money passed down from level to level, beside money received, as it was disclosed."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jixiao.web.models import Disclosed, Organisation
from jixiao.web.views.public import chosen_year
from jixiao.web.work.money_picture import TELEPHONE, StatedMoney, picture_of

_NONE = Decimal(0)


@require_safe
def money(request: HttpRequest) -> HttpResponse:
    """Lay money passed down beside money received, for every area of a year."""
    years, year = chosen_year(request)
    levels = dict(Organisation.LEVELS)
    flows = flows_of(year)
    stated = [StatedMoney(f.area, f.received, f.passed_down) for f in flows]
    context = {
        "years": years,
        "year": year,
        "flows": flows,
        "levels": levels,
        "pictures": [
            (kind, picture)
            for kind, picture in (
                ("wide", picture_of(stated)),
                ("slim", picture_of(stated, TELEPHONE)),
            )
            if picture
        ],
    }
    return render(request, "public_money.html", context)


@dataclass(frozen=True, slots=True)
class MoneyFlow:
    """An area's disclosed money in a year, in yuan.

    `below` is what the areas below say they received, less what they passed further down;
    `telling` how many of `areas` below disclosed anything, `stating` how many print what they
    received.
    """

    area: Organisation
    projects: int
    budget: Decimal
    received: Decimal | None
    passed_down: Decimal | None
    below: Decimal | None
    telling: int
    stating: int
    areas: int

    @property
    def difference(self) -> Decimal | None:
        """What was passed down and is not found below, in yuan.

        None where either is not stated, or an area below does not print what it received: what is not
        printed is not nothing.
        """
        if self.passed_down is None or self.below is None:
            return None
        if self.stating < self.areas:
            return None
        return self.passed_down - self.below

    @property
    def widest(self) -> Decimal:
        """The larger of what was passed down and what is found below, for the width of its picture."""
        return max(self.passed_down or _NONE, self.below or _NONE)


def flows_of(year: int) -> list[MoneyFlow]:
    """The money of every area that disclosed in a year, from the top down."""
    sums = _sums_of(year)
    areas = list(
        Organisation.objects.filter(level__in=Organisation.AREAS).order_by("path")
    )
    areas_below: dict[int, list[int]] = {}
    for area in areas:
        for above in area.line[:-1]:
            areas_below.setdefault(above, []).append(area.pk)
    return [
        _flow(area, sums, areas_below.get(area.pk, []))
        for area in areas
        if area.pk in sums
    ]


def _sums_of(year: int) -> dict[int, dict[str, Any]]:
    """The sums of what each area disclosed in a year, by its key; a sum of nothing stated is None."""
    rows = (
        Disclosed.objects.filter(year=year)
        .values("area")
        .annotate(
            projects=Count("pk"),
            budget=Sum("case__public_budget"),
            received=Sum("received"),
            passed=Sum("passed_down"),
        )
    )
    return {row["area"]: dict(row) for row in rows}


def _flow(
    area: Organisation, sums: Mapping[int, dict[str, Any]], below: list[int]
) -> MoneyFlow:
    of_area = sums[area.pk]
    telling = [sums[pk] for pk in below if pk in sums]
    return MoneyFlow(
        area,
        projects=of_area["projects"],
        budget=of_area["budget"] or _NONE,
        received=of_area["received"],
        passed_down=of_area["passed"],
        below=_net_received(telling),
        telling=len(telling),
        stating=sum(row["received"] is not None for row in telling),
        areas=len(below),
    )


def _net_received(rows: list[dict[str, Any]]) -> Decimal | None:
    """What areas received, less what they passed further down; None where none states a receipt."""
    received = [row["received"] for row in rows if row["received"] is not None]
    passed_on = sum((row["passed"] or _NONE for row in rows), _NONE)
    return sum(received, _NONE) - passed_on if received else None
