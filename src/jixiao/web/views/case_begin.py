"""A case begun: with an empty table, or with last year's."""

import msgspec
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from jixiao.targets import TargetTable
from jixiao.targets.editing import CannotEdit, blank
from jixiao.web.models import FIRST, LAST, Case, Organisation
from jixiao.web.people.access import clerk_units, user_of
from jixiao.web.request_values import whole_number
from jixiao.web.trail import note
from jixiao.web.work import case_moves, drafts

_MOST_TO_COPY = 100


@login_required
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a case: an empty table, or last year's."""
    user = user_of(request)
    units = clerk_units(user)
    if not units:
        message = "只有单位经办可以新建项目。"
        raise drafts.NotYours(message)
    before = Case.objects.filter(unit__in=units, in_force__isnull=False).order_by(
        "-year", "name"
    )
    if request.method != "POST":
        year = timezone.localdate().year + 1
        context = {"units": units, "year": year, "before": before[:_MOST_TO_COPY]}
        return render(request, "case_begin.html", context)
    unit_keys = [unit.pk for unit in units]
    unit = get_object_or_404(Organisation, pk__in=unit_keys, pk=_int(request, "unit"))
    year = year_of_forms(_int(request, "year"))
    table = _first_table(request, before, unit, year)
    case = case_moves.begin_case(user, unit, year, table)
    note(request, "新建", str(case))
    return redirect("write", key=case.key, kind="target")


def year_of_forms(year: int | None) -> int:
    """The year, if it is one that forms are of.

    Raises:
        CannotEdit: it is none.
    """
    if year is None or not FIRST <= year <= LAST:
        message = f"年度应在 {FIRST} 到 {LAST} 之间，请填四位的年份。"
        raise CannotEdit(message)
    return year


def _first_table(
    request: HttpRequest, before: QuerySet[Case], unit: Organisation, year: int
) -> TargetTable:
    copied = _int(request, "before")
    if copied:
        old = get_object_or_404(before, pk=copied).in_force
        assert old is not None  # noqa: S101 — asked for
        return msgspec.structs.replace(
            old.content,
            fiscal_year=year,
            term=f"{year}年-{year}年",
            evidence={},
            notes=(),
        )
    department = unit.parent.name if unit.parent else unit.name
    return blank(year, unit.name, department)


def _int(request: HttpRequest, name: str) -> int | None:
    return whole_number(request.POST.get(name))
