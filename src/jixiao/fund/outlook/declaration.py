"""What a signal is: an entry that marks rows of the records, and how loud it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
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

    @property
    def colour(self) -> str:
        """The colour that it is shown in."""
        return _COLOURS[self]


_WORDS = {SignalLevel.WATCH: "关注", SignalLevel.WARNING: "预警"}
_COLOURS = {SignalLevel.WATCH: "黄", SignalLevel.WARNING: "红"}
YEAR_SO_FAR = 0
"""The span of a signal that looks at the months of the year so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal(MarkingEntry):
    """One signal. Of a row it marks, `above` and `below` are the two numbers it compares.

    `dimensions` are what its place is of, parted by "/". What a change comes from is looked for in
    the `span` months that end with the marked one (YEAR_SO_FAR: from January on), against a year
    before. A signal whose page has a limit `warn` is louder from there on; `falls` where it is low
    values that are. `to` is who is told of it.
    """

    level: SignalLevel
    dimensions: tuple[str, ...]
    span: int
    falls: bool
    to: str

    def months_looked_at(self, month: date) -> int:
        """Return how many months, to one, what a change comes from is looked for in."""
        return month.month if self.span == YEAR_SO_FAR else self.span


FUND_OFFICE = "基金财务科、分管领导"
"""Who is told of what concerns a fund as a whole."""


def signal(
    *,
    code: str,
    title: str,
    says: str,
    level: SignalLevel,
    basis: str,
    of_persons: bool = False,
    dimensions: tuple[str, ...] = ("scheme",),
    span: int = 12,
    falls: bool = False,
    to: str = FUND_OFFICE,
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
        dimensions=dimensions,
        span=span,
        falls=falls,
        to=to,
    )
    return marking(make, code)


@cache
def library() -> Library[Signal]:
    """Walk the folder once, when first asked."""
    return Library("jixiao.fund.outlook", Signal)
