"""What a signal is: an entry that marks rows of the records, and how loud it is."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, partial

from jixiao.fund.records.marking import Look, MarkingEntry, marking
from jixiao.library import Library


class SignalLevel(StrEnum):
    """How loud a signal is: to be watched, or to be acted on."""

    WATCH = "watch"
    WARNING = "warning"

    @property
    def word(self) -> str:
        """The word officials read."""
        return _WORDS[self]


_WORDS = {SignalLevel.WATCH: "关注", SignalLevel.WARNING: "预警"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal(MarkingEntry):
    """One signal. Of a row it marks, `above` and `below` are the two numbers it compares."""

    level: SignalLevel


def signal(
    *,
    code: str,
    title: str,
    says: str,
    level: SignalLevel,
    basis: str,
    of_persons: bool = False,
) -> Callable[[Look], Signal]:
    """Declare a signal over a function of records, whose keyword-only parameters are its limits.

    Raises:
        FaultyEntry: a parameter names no record, or the limits are not those of the page.
    """
    make = partial(
        Signal,
        title=title,
        says=says,
        basis=basis,
        level=level,
        of_persons=of_persons,
    )
    return marking(make, code)


@cache
def library() -> Library[Signal]:
    """Walk the folder once, when first asked."""
    return Library("jixiao.fund.outlook", Signal)
