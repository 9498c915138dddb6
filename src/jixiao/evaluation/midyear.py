"""Mid-year by the rules: the period, how far money lags behind time, the words of the form."""

from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from jixiao.library import load_toml

_YEAR = 12
_HUNDRED = 100


class Alarm(StrEnum):
    """How grave something is."""

    YELLOW = "yellow"
    RED = "red"

    @property
    def word(self) -> str:
        """The word officials read."""
        return "红" if self is Alarm.RED else "黄"


@cache
def standards() -> dict[str, Any]:
    """Return the period, the limits and the words of monitoring."""
    return load_toml(Path(__file__).with_name("monitoring.toml"))


def time_passed(months: int) -> Decimal:
    """How much of the year is over, in per cent."""
    return Decimal(months * _HUNDRED) / _YEAR


def gap(rate: Decimal, months: int) -> Decimal:
    """By how many percentage points execution is ahead of time; behind it is negative."""
    return rate - time_passed(months)


def alarm_of(behind: Decimal) -> Alarm | None:
    """How grave such a gap is (the study's §4.4)."""
    limits = standards()["limits"]
    if behind < limits["red"]:
        return Alarm.RED
    return Alarm.YELLOW if behind < limits["yellow"] else None
