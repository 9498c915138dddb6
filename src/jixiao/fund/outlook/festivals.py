"""The Spring Festival: how many of its days lie in a month, which no calendar month can tell."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from jixiao.errors import JixiaoError
from jixiao.library import load_toml

HOLIDAY = 8
"""Days from New Year's Eve on in which hospitals see few patients."""


@cache
def festivals() -> Mapping[int, date]:
    """Return the first day of the lunar year, by year."""
    days = load_toml(Path(__file__).with_name("festivals.toml"))["days"]
    return {day.year: day for day in days}


def festival_days(month: date) -> int:
    """Return how many days of the holiday lie in a month.

    Raises:
        JixiaoError: nobody has written down when the festival of that year is.
    """
    known = festivals()
    if month.year not in known:
        message = (
            f"{month.year} 年的春节不在 festivals.toml 里，推算不了；"
            f"现有 {min(known)} 至 {max(known)} 年。"
        )
        raise JixiaoError(message)
    eve = known[month.year] - timedelta(days=1)
    days = (eve + timedelta(days=n) for n in range(HOLIDAY))
    return sum((day.year, day.month) == (month.year, month.month) for day in days)
