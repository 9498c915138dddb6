"""What is disclosed, put into figures that can be compared; done by the worker."""

from decimal import Decimal

from django.db import transaction

from jixiao.measures.declaration import library
from jixiao.measures.matching import State, clean, match
from jixiao.progress import Progress
from jixiao.publication import for_the_public
from jixiao.quantity import TargetValue
from jixiao.targets import Indicator, TargetTable
from jixiao.web.models import Case, Disclosed, Figure, Job, Organisation, as_kept

_LONGEST = 300
_DIGITS = 17
"""Whole digits of a figure."""


def disclose_case(job: Job, progress: Progress) -> None:
    """Write the figures of a published case anew; doing it again makes the same."""
    case = Case.objects.select_related("unit__parent", "published", "result").get(key=job.about)
    progress(f"正在整理 {case.name} 的公开数据", 0, 1)
    if case.published is None:
        return
    table = for_the_public(case.published.content).table
    result = for_the_public(case.result.content).table if case.result else None
    with transaction.atomic():
        kept, _ = Disclosed.objects.update_or_create(
            case=case,
            defaults={
                "area": area_of(case.unit), "year": case.year,
                "passed_down": as_kept(table.in_yuan(_passed_down(table))),
                "received": as_kept(table.in_yuan(_received(table))),
            },
        )  # fmt: skip
        kept.figures.all().delete()
        Figure.objects.bulk_create(
            found for row in table.indicators if (found := _figure(kept, table, row, result))
        )


def area_of(unit: Organisation) -> Organisation:
    """Give the county, city or region that a unit is of; the unit itself where none is above."""
    place: Organisation | None = unit
    while place is not None and place.level == "unit":
        place = place.parent
    return place or unit


def _passed_down(table: TargetTable) -> Decimal | None:
    lower = table.funding.lower_level
    return _sum(lower.total, lower.central, lower.region)


def _received(table: TargetTable) -> Decimal | None:
    above = table.funding.from_above
    return _sum(above.total, above.central, above.region)


def _sum(total: Decimal | None, *parts: Decimal | None) -> Decimal | None:
    """Give a total as printed, else its parts added up."""
    known = [part for part in parts if part is not None]
    return total if total is not None else sum(known, Decimal(0)) if known else None


def _figure(
    kept: Disclosed, table: TargetTable, row: Indicator, result: TargetTable | None
) -> Figure | None:
    base = row.target.in_base_units()
    if base is None or row.not_applicable or as_kept(base[0], _DIGITS) is None:
        return None
    what, title = _what(table, row)
    reached = _reached(row, result)
    found = reached.in_base_units() if reached else None
    same = found is not None and found[1] == base[1]
    return Figure(
        disclosed=kept, what=what[:_LONGEST], title=title[:_LONGEST], name=row.name[:_LONGEST],
        text=row.target.text[:_LONGEST], unit=(base[1] or "")[:50], promised=base[0],
        reached_text=reached.text[:_LONGEST] if reached else "",
        reached=as_kept(found[0], _DIGITS) if found and same else None,
    )  # fmt: skip


def _what(table: TargetTable, row: Indicator) -> tuple[str, str]:
    """Give what an indicator is the same as, and what to call it."""
    found = match(table, row)
    if found.state is not State.BOUND:
        return clean(row.name), row.name
    # A project's own name says whose number it is, not what is counted.
    scope = {key: word for key, word in sorted(found.scope.items()) if key != "project"}
    narrowed = [f"{key}={word}" for key, word in scope.items()]
    words = "、".join(scope.values())
    title = library()[found.measure].title
    return " ".join([found.measure, *narrowed]), f"{title}（{words}）" if words else title


def _reached(row: Indicator, result: TargetTable | None) -> TargetValue | None:
    """Give what the disclosed self-evaluation says of the same row."""
    rows = result.indicators if result else ()
    return next((one.actual for one in rows if _same(one, row)), None)


def _same(one: Indicator, other: Indicator) -> bool:
    return (one.aspect, one.name) == (other.aspect, other.name)
