"""Terms in calendar days, in working days of China with make-up days, or in months."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from jixiao.errors import JixiaoError

CALENDAR, WORKING, MONTHS = "日历日", "工作日", "月"
_YEAR = 12
_SATURDAY = 5


class UnknownHolidays(JixiaoError):
    """The holidays of a year are not known."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"还没有 {year} 年的放假安排，算不出工作日。请更新 chinesecalendar，"
            "或把期限改为日历日。"
        )
        self.year = year


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
        UnknownHolidays: those of a year that it reaches are not known.
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


def last_day_of(start: date, clock: Clock) -> tuple[date, str]:
    """Return the last day of a term, and what is in doubt of it.

    Of a year whose holidays are not published yet Monday to Friday are taken, and that is said.
    """
    try:
        return due_on(start, clock), ""
    except UnknownHolidays as unknown:
        day, left = start, clock.days
        while left:
            day += timedelta(days=1)
            left -= _is_working_or_weekday(day)
        doubt = f"{unknown.year} 年的放假安排还没有，按周一至周五算，请核对"
        return day, doubt


def _is_working_or_weekday(day: date) -> bool:
    try:
        return is_working(day)
    except UnknownHolidays:
        return day.weekday() < _SATURDAY


def months_later(day: date, months: int) -> date:
    """Return the same day some months later; the month's last where it has no such day."""
    year, month = divmod(day.year * _YEAR + day.month - 1 + months, _YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_working(day: date) -> bool:
    """Whether people work on a day, by the yearly notices of holidays.

    Raises:
        UnknownHolidays: those of its year are not known.
    """
    import chinese_calendar  # noqa: PLC0415 — loads every year's notices

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError as unknown:
        raise UnknownHolidays(day.year) from unknown
