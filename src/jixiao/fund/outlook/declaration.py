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
    """One signal. Of a row it marks, `above` and `below` are the two numbers it compares.

    `dimensions` are what its place is of, parted by "/". What a change comes from is looked for in
    the `span` months that end with the marked one, against a year before. A signal whose page has
    a limit `warn` is louder from there on; `falls` where it is low values that are.
    """

    level: SignalLevel
    dimensions: tuple[str, ...]
    span: int
    falls: bool


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
    )
    return marking(make, code)


@cache
def library() -> Library[Signal]:
    """Walk the folder once, when first asked."""
    return Library("jixiao.fund.outlook", Signal)
