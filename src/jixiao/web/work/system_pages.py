"""What pages and programs see of a month of a place's systems."""

from datetime import date
from typing import TYPE_CHECKING

from jixiao.period import Period, last_day
from jixiao.web.work.fund_cases import moment
from jixiao.web.work.fund_pages import Entered, reading

if TYPE_CHECKING:
    from jixiao.service.systems.month import Month


def system_month(entered: Entered, month: date) -> "Month":
    """Look at a month of the systems of a place, up to now.

    Raises:
        JixiaoError: nothing was loaded, or the month has not begun.
    """
    from jixiao.service.systems.month import look  # noqa: PLC0415 — loads the engine

    period = Period(month, last_day(f"{month:%Y-%m}"))
    terms = entered.sets[entered.code].on(period.last)
    with reading(entered.place.folder) as engine:
        return look(engine, period, moment(), terms)
