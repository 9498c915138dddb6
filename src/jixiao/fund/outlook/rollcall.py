"""What a roll call is: an entry that lists persons or households whom somebody has to look after."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from jixiao.fund.records.marking import Look, MarkingEntry, marking
from jixiao.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class RollCall(MarkingEntry):
    """One list. `to` is who it is handed to."""

    to: str


def roll_call(
    *, code: str, title: str, says: str, to: str, basis: str
) -> Callable[[Look], RollCall]:
    """Declare a list over a function of records, whose keyword-only parameters are its limits.

    Raises:
        FaultyEntry: a parameter names no record, or the limits are not those of the page.
    """
    make = partial(
        RollCall, title=title, says=says, to=to, basis=basis, of_persons=True
    )
    return marking(make, code)


@cache
def roll_calls() -> Library[RollCall]:
    """Walk the folder once, when first asked."""
    return Library("jixiao.fund.outlook", RollCall)
