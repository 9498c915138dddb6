"""Months: how an analysis looks back from one month, and which days that are."""

from calendar import monthrange
from datetime import date

from jixiao.errors import JixiaoError
from jixiao.period import Period

YEAR = 12
LOOKED_BACK = 36
"""Months that an analysis looks back on: two years for comparison, and one more for forecasts."""


def shift(month: date, count: int) -> date:
    """Return the first day of the month `count` months later (earlier where it is negative)."""
    place = month.year * YEAR + month.month - 1 + count
    return date(place // YEAR, place % YEAR + 1, 1)


def month_end(month: date) -> date:
    """Return the last day of a month: of February the 28th or 29th."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def history_until(month: date, months: int = LOOKED_BACK) -> Period:
    """Return the days of the `months` months that end with `month`."""
    return Period(shift(month, 1 - months), month_end(month))


def months_between(first: date, last: date) -> list[date]:
    """Return the months from one to another, both included."""
    count = (last.year - first.year) * YEAR + last.month - first.month + 1
    return [shift(first, n) for n in range(count)]


def read_month(text: str, option: str) -> date:
    """Read a month written as 2026-06.

    Raises:
        JixiaoError: it is no month.
    """
    year, sign, month = text.partition("-")
    is_written = sign and year.isdecimal() and month.isdecimal()
    if not is_written or not 1 <= int(month) <= YEAR or not 1900 < int(year) < 3000:  # noqa: PLR2004
        message = f"{option} 的“{text}”应是月份，如 2026-06。"
        raise JixiaoError(message)
    return date(int(year), int(month), 1)
