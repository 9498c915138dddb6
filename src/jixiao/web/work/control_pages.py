"""What pages and programs see of a place's internal control: a year, its cases, how far they are."""

from datetime import date
from typing import TYPE_CHECKING

from jixiao.web.work.fund_cases import has_ledger, ledger_of, moment
from jixiao.web.work.fund_pages import Entered, reading
from jixiao.web.work.own_trail import own_trail

if TYPE_CHECKING:
    from jixiao.fund.cases import Case
    from jixiao.service.control.control_cases import Rectifying
    from jixiao.service.control.year import ControlYear


def control_year(entered: Entered) -> "ControlYear":
    """Look at a year of a place, the office's own trail with what was loaded.

    Raises:
        JixiaoError: nothing was loaded, or a parameter is not set.
    """
    from jixiao.period import Period  # noqa: PLC0415
    from jixiao.service.control.samples import load_points  # noqa: PLC0415 — loads the room
    from jixiao.service.control.year import look_at_year  # noqa: PLC0415

    period = Period(date(entered.year, 1, 1), date(entered.year, 12, 31))
    trail = own_trail(entered.place, entered.year)
    with reading(entered.place.folder) as engine:
        return look_at_year(engine, period, entered.terms, load_points(), trail)


def control_cases(entered: Entered) -> "list[Case]":
    """Return the findings of a place, the newest first."""
    from jixiao.service.control.control_cases import own_cases  # noqa: PLC0415 — loads the ledger

    if not has_ledger(entered.place):
        return []
    with ledger_of(entered.place) as ledger:
        return own_cases(ledger)[::-1]


def rectified_in(entered: Entered, year: int) -> "Rectifying":
    """Count how far the findings opened in a year are today."""
    from jixiao.service.control.control_cases import rectifying  # noqa: PLC0415 — as above

    return rectifying(control_cases(entered), year, moment().date())
