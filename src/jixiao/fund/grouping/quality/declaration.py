"""What a check of lists is: an entry that marks discharges, and what its mark means for the list."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, partial

from jixiao.fund.records.marking import Look, MarkingEntry, marking
from jixiao.library import Library


class Severity(StrEnum):
    """What a mark means: the list goes back, is to be looked at, or is a hint to a person."""

    REFUSED = "refused"
    WARNING = "warning"
    LEAD = "lead"

    @property
    def word(self) -> str:
        """The word officials read."""
        return _WORDS[self]


_WORDS = {Severity.REFUSED: "拒绝", Severity.WARNING: "警告", Severity.LEAD: "提示"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCheck(MarkingEntry):
    """One check of discharge lists; `above` and `below` are what `says` tells."""

    severity: Severity


def list_check(
    *, code: str, title: str, says: str, severity: Severity, basis: str
) -> Callable[[Look], ListCheck]:
    """Declare a check over a function of records, whose keyword-only parameters are its limits.

    Raises:
        FaultyEntry: a parameter names no record, or the limits are not those of the page.
    """
    make = partial(
        ListCheck,
        title=title,
        says=says,
        basis=basis,
        severity=severity,
        of_persons=False,
    )
    return marking(make, code)


@cache
def library() -> Library[ListCheck]:
    """Walk the folder once, when first asked."""
    return Library("jixiao.fund.grouping.quality", ListCheck)
