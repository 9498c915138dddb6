"""Periods, fiscal years, and deadlines as forms print them."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from jixiao.chinese import key

_YEAR = re.compile(r"(?<!\d)(20\d{2})(?=年|\)|年度|$)")
_BRACKETED = re.compile(r"\((20\d{2})\)?年?度?\)?")
_DATE = re.compile(
    r"(?:(?P<every>每年)|(?P<year>(?:19|20)\d{2})(?:年|[./-](?=\d)))?(?:年)?"
    r"(?:(?P<month>\d{1,2})(?:月份?|(?<=[./-]\d)[./-](?=\d)|(?<=[./-]\d\d)[./-](?=\d)|(?<=[./-]\d)(?=$)|(?<=[./-]\d\d)(?=$)))?"
    r"(?:(?P<day>\d{1,2})[日号]?)?"
    r"(?P<end>(?:年|月)?底|(?:年|月)?末)?"
)
_BEFORE = re.compile(r"(?:之前|以前|前|止)(?:完成|到位|完工|支付)?$")
_NOT_LATER = re.compile(r"^(?:不晚于|不迟于|不得晚于|截至|截止到?|至|于)")
_AFTER_WORDS = re.compile(r"(?:完成|到位|完工)$")
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a value is of, both included."""

    first: date
    last: date

    @property
    def months(self) -> int:
        """How many months it has begun."""
        years = self.last.year - self.first.year
        return years * 12 + self.last.month - self.first.month + 1


def read_year(text: str) -> int | None:
    """Read the year a title or a year line names: `（　2022　年度）` → 2022."""
    folded = key(text)
    year = _YEAR.search(folded) or _BRACKETED.search(folded)
    return int(year[1]) if year else None


@dataclass(frozen=True, slots=True)
class PrintedDeadline:
    """A day, a month or a year by which something is due.

    `date` is ISO text cut to what was printed (`2026-12-15`, `2026-12`, `2026`), or None for a
    day that no calendar has. `by` is true where the paper says 前, 不晚于 and the like.
    """

    date: str | None
    by: bool


def read_deadline(text: str, fiscal_year: int | None = None) -> PrintedDeadline | None:
    """Read a date or deadline; None if the text is not one.

    `…底` is the last day of that month or year; a date without a year takes `fiscal_year`.
    """
    printed = key(text)
    bare = _NOT_LATER.sub("", printed)
    is_bounded = bare != printed and not printed.startswith("于")
    without_before = _BEFORE.sub("", bare)
    by = is_bounded or without_before != bare
    date_part = _AFTER_WORDS.sub("", without_before)
    parts = _DATE.fullmatch(date_part)
    if not date_part or not parts or not _is_a_date(parts, by):
        return None
    year = int(parts["year"]) if parts["year"] else fiscal_year
    return PrintedDeadline(_iso(parts, year), by)


def last_day(deadline: str) -> date:
    """The last day that meets a deadline: of `2026-12` the 31st, of `2026` the 31st of December."""
    year, month, day = (*map(int, deadline.split("-")), 0, 0)[:3]
    month = month or _MONTHS
    return date(year, month, day or monthrange(year, month)[1])


def is_a_day(deadline: str) -> bool:
    """Whether a deadline is in the calendar."""
    try:
        last_day(deadline)
    except ValueError:
        return False
    return True


def _is_a_date(parts: re.Match[str], by: bool) -> bool:
    """Tell a date from a number or a span of time: 12月 alone is a month only with 前 or 底."""
    if parts["year"]:
        return True
    if parts["month"]:
        return bool(parts["day"] or parts["end"] or by)
    return bool(parts["end"] and not parts["day"])


def _iso(parts: re.Match[str], year: int | None) -> str | None:
    """The date as ISO text cut to what was printed; None for one that no calendar has."""
    if year is None:
        return None
    if not parts["month"]:
        if parts["end"]:
            return f"{year}-12-31"
        return None if parts["day"] else f"{year}"
    month = int(parts["month"])
    if not 1 <= month <= _MONTHS:
        return None
    last = monthrange(year, month)[1]
    if parts["end"]:
        return f"{year}-{month:02d}-{last:02d}"
    if not parts["day"]:
        return f"{year}-{month:02d}"
    day = int(parts["day"])
    return f"{year}-{month:02d}-{day:02d}" if 1 <= day <= last else None
