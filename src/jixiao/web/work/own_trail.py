"""The office's own trail as steps of a log: who did what in it, and in its ledger of cases."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from jixiao.web.models import Trail
from jixiao.web.people.fund_access import FundPlace
from jixiao.web.work.fund_cases import has_ledger, ledger_of

if TYPE_CHECKING:
    from jixiao.service.control.notes import LogLine

_MOST = 200_000
"""The most lines of a year that are looked at; a bureau's office writes some thousands."""


def own_trail(place: FundPlace, year: int) -> "list[LogLine]":
    """Return what people of a place did in a year: steps of cases first, then the trail."""
    return [*_of_cases(place, year), *_of_trail(place, year)]


def _of_cases(place: FundPlace, year: int) -> "Iterator[LogLine]":
    from jixiao.service.control.control_cases import ledger_lines  # noqa: PLC0415 — loads the ledger

    if not has_ledger(place):
        return
    with ledger_of(place) as ledger:
        yield from (line for line in ledger_lines(ledger) if line.at.year == year)


def _of_trail(place: FundPlace, year: int) -> "Iterator[LogLine]":
    from jixiao.service.control.notes import LogLine  # noqa: PLC0415 — as above

    zone = timezone.get_current_timezone()
    begins, ends = (datetime(y, 1, 1, tzinfo=zone) for y in (year, year + 1))
    lines = Trail.objects.filter(
        user__memberships__organisation__path__startswith=place.organisation.path,
        at__gte=begins,
        at__lt=ends,
    ).distinct()
    rows = lines.values_list(
        "pk", "at", "user__username", "user__full_name", "action", "about", "address"
    )
    for number, at, name, full, action, about, address in rows[:_MOST]:
        local = timezone.localtime(at).replace(tzinfo=None)
        user = f"{full}（{name}）" if full and full != name else name
        yield LogLine(f"T{number}", local, user, action, about, address or "")
