"""What is disclosed, put into figures that can be compared; done by the worker."""

from decimal import Decimal

from django.db import transaction

from jixiao.measures.declaration import library
from jixiao.measures.matching import State, clean, match
from jixiao.progress import Progress
from jixiao.publication import for_the_public
from jixiao.quantity import TargetValue
from jixiao.targets import Indicator, TargetTable
from jixiao.web.models import Case, Disclosed, Figure, Job, as_kept
from jixiao.web.sealing import seal_row
from jixiao.web.work.small_groups import result_for_the_public

_LONGEST = 300
_LONGEST_UNIT = 50
_DIGITS = 17
"""Whole digits of a figure."""


def disclose_case(job: Job, progress: Progress) -> None:
    """Write the figures of a published case anew; doing it again makes the same."""
    case = Case.objects.select_related("unit__parent", "published", "result").get(
        key=job.about
    )
    progress(f"正在整理 {case.name} 的公开数据", 0, 1)
    if case.published is None:
        return
    table = for_the_public(case.published.content).table
    rendition = result_for_the_public(case)
    result = rendition.table if rendition else None
    with transaction.atomic():
        disclosed, _ = Disclosed.objects.update_or_create(
            case=case,
            defaults={
                "area": case.unit.area,
                "year": case.year,
                "passed_down": as_kept(table.in_yuan(_passed_down(table))),
                "received": as_kept(table.in_yuan(_received(table))),
            },
        )
        disclosed.figures.all().delete()
        figures = [_figure(disclosed, table, row, result) for row in table.indicators]
        Figure.objects.bulk_create(figure for figure in figures if figure is not None)
        seal_row(Disclosed.objects.get(pk=disclosed.pk))


def _passed_down(table: TargetTable) -> Decimal | None:
    lower = table.funding.lower_level
    return _sum(lower.total, lower.central, lower.region)


def _received(table: TargetTable) -> Decimal | None:
    above = table.funding.from_above
    return _sum(above.total, above.central, above.region)


def _sum(total: Decimal | None, *parts: Decimal | None) -> Decimal | None:
    """A total as printed, else its parts added up; None where nothing is printed."""
    if total is not None:
        return total
    printed = [part for part in parts if part is not None]
    return sum(printed, Decimal(0)) if printed else None


def _figure(
    disclosed: Disclosed, table: TargetTable, row: Indicator, result: TargetTable | None
) -> Figure | None:
    """The figure that a row promises, in base units; None where it promises no number that fits."""
    promise = row.target.in_base_units()
    if promise is None or row.not_applicable:
        return None
    promised, unit = promise
    if as_kept(promised, _DIGITS) is None:
        return None
    what, title = _what(table, row)
    actual = _actual(row, result)
    return Figure(
        disclosed=disclosed,
        what=what[:_LONGEST],
        title=title[:_LONGEST],
        name=row.name[:_LONGEST],
        text=row.target.text[:_LONGEST],
        unit=(unit or "")[:_LONGEST_UNIT],
        promised=promised,
        reached_text=actual.text[:_LONGEST] if actual else "",
        reached=_reached(actual, unit),
    )


def _reached(actual: TargetValue | None, unit: str | None) -> Decimal | None:
    """The number that was reached, if it is in the unit that was promised and fits."""
    reached = actual.in_base_units() if actual else None
    if reached is None or reached[1] != unit:
        return None
    return as_kept(reached[0], _DIGITS)


def _what(table: TargetTable, row: Indicator) -> tuple[str, str]:
    """What an indicator is the same as over areas and years, and what to call it."""
    binding = match(table, row)
    if binding.state is not State.BOUND:
        return clean(row.name), row.name
    # A project's own name says whose number it is, not what is counted.
    scope = {
        key: word for key, word in sorted(binding.scope.items()) if key != "project"
    }
    narrowed = [f"{key}={word}" for key, word in scope.items()]
    words = "、".join(scope.values())
    title = library()[binding.measure].title
    return " ".join(
        [binding.measure, *narrowed]
    ), f"{title}（{words}）" if words else title


def _actual(row: Indicator, result: TargetTable | None) -> TargetValue | None:
    """What the disclosed self-evaluation says of the same row."""
    for evaluated in result.indicators if result else ():
        if (evaluated.aspect, evaluated.name) == (row.aspect, row.name):
            return evaluated.actual
    return None
