"""Terms in calendar days, in working days of China with make-up days, or in months."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from jixiao.errors import JixiaoError

CALENDAR, WORKING, MONTHS = "日历日", "工作日", "月"
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Clock:
    """A term: how many days (or months) of which kind, its basis, and whether that was seen."""

    name: str
    days: int
    kind: str
    basis: str
    confirmed: bool

    @property
    def terms(self) -> str:
        """The term as people read it."""
        doubt = "" if self.confirmed else "（未核对）"
        return f"{self.days} 个{self.kind}{doubt}"


def due_on(start: date, clock: Clock) -> date:
    """Return the last day of a term; the day it starts on is not counted.

    A term of calendar days that ends on a day off ends on it; whether it moves on is not for a
    calendar to say.

    Raises:
        JixiaoError: the holidays of a year that it reaches are not known.
    """
    if clock.kind == CALENDAR:
        return start + timedelta(days=clock.days)
    if clock.kind == MONTHS:
        return months_later(start, clock.days)
    day = start
    for _ in range(clock.days):
        day += timedelta(days=1)
        while not is_working(day):
            day += timedelta(days=1)
    return day


def months_later(day: date, months: int) -> date:
    """Return the same day some months later; the month's last where it has no such day."""
    year, month = divmod(day.year * _YEAR + day.month - 1 + months, _YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_working(day: date) -> bool:
    """Whether people work on a day, by the yearly notices of holidays.

    Raises:
        JixiaoError: the holidays of its year are not known.
    """
    import chinese_calendar  # noqa: PLC0415 — loads every year's notices

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError as unknown:
        message = (
            f"还没有 {day.year} 年的放假安排，算不出工作日。请更新 chinesecalendar，"
            "或把期限改为日历日。"
        )
        raise JixiaoError(message) from unknown
