"""What the pages of the tree share: what is gathered of a place, up to which day, of which division."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from jixiao.errors import JixiaoError
from jixiao.web.work.fund_pages import Entered, reading

if TYPE_CHECKING:
    from jixiao.service.tree.gathered import Gathered
    from jixiao.service.tree.inbox import Expected
    from jixiao.service.tree.matrix import Overview


@dataclass(frozen=True, slots=True)
class TreePage:
    """A division as a page shows it: what was gathered, its overview, and whom one may choose."""

    day: date
    division: str
    gathered: "Gathered"
    seen: "Overview"

    @property
    def query(self) -> dict[str, Any]:
        """What the address of a next page says of it beside the place."""
        return {"day": self.day.isoformat(), "division": self.division}


def day_asked(request: HttpRequest, entered: Entered) -> date:
    """Return the day that a request names; the year's last where it names none.

    Raises:
        JixiaoError: it is no day.
    """
    typed = request.POST.get("day") or request.GET.get("day") or ""
    if not typed:
        return date(entered.year, 12, 31)
    try:
        return date.fromisoformat(typed)
    except ValueError:
        message = "请写明截至哪一天，如 2026-12-31。"
        raise JixiaoError(message) from None


def division_asked(request: HttpRequest) -> str:
    """Return the division that a request names; empty for the top."""
    return (request.POST.get("division") or request.GET.get("division") or "").strip()[
        :20
    ]


def gathered_at(entered: Entered, day: date) -> "Gathered":
    """Return what a place has of its year, up to a day.

    Raises:
        JixiaoError: nothing was loaded, or the divisions make no tree.
    """
    from jixiao.fund.records import Records  # noqa: PLC0415 — loads the engine
    from jixiao.service.tree.gathered import gather  # noqa: PLC0415

    folder = entered.place.folder
    with reading(folder) as engine:
        return gather(Records(engine), folder, day, entered.year)


def tree_page(request: HttpRequest, entered: Entered) -> TreePage:
    """Return the division that a request asks for.

    Raises:
        JixiaoError: as `gathered_at` does, or the division is not in use.
    """
    return tree_at(entered, day_asked(request, entered), division_asked(request))


def tree_at(entered: Entered, day: date, division: str) -> TreePage:
    """Return a division on a day; the top where none is named.

    Raises:
        JixiaoError: as `gathered_at` does, or the division is not in use.
    """
    from jixiao.service.tree.matrix import overview  # noqa: PLC0415 — loads the engine

    gathered = gathered_at(entered, day)
    named = division or gathered.tree.roots()[0]
    seen = overview(gathered, named, entered.sets[entered.code].on(day))
    return TreePage(day, seen.division, gathered, seen)


def expected_at(entered: Entered, page_day: date, division: str) -> "Expected":
    """Return which packages a division waits for.

    Raises:
        JixiaoError: as `gathered_at` does; the division is not in use.
    """
    from jixiao.fund.records import Records  # noqa: PLC0415 — loads the engine
    from jixiao.service.tree.divisions import tree_on  # noqa: PLC0415
    from jixiao.service.tree.gathered import shared_key  # noqa: PLC0415
    from jixiao.service.tree.inbox import KEYS, Expected  # noqa: PLC0415
    from jixiao.service.tree.stored import stored_divisions  # noqa: PLC0415

    with reading(entered.place.folder) as engine:
        standing = tree_on(page_day, stored_divisions(Records(engine)))
    standing.part(division)
    key = shared_key(entered.place.folder)
    days = entered.sets[entered.code].on(page_day).count(KEYS[0])
    return Expected(
        standing, division, entered.year, page_day, days, key.proof if key else ""
    )


def inbox_path(entered: Entered) -> Path:
    """Return where a place's register of packages stands."""
    from jixiao.service.tree.inbox import PACKAGES  # noqa: PLC0415 — loads the engine

    return entered.place.folder / PACKAGES
