"""What an audit rule is: an entry that marks rows of the records, and how sure its mark is."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, partial

from jixiao.fund.records.marking import Look, MarkingEntry, marking
from jixiao.library import Library


class Grade(StrEnum):
    """How sure a rule is: what it marks is against the rule, or may be."""

    CERTAIN = "certain"
    SUSPECTED = "suspected"

    @property
    def word(self) -> str:
        """The word officials read."""
        return _WORDS[self]


_WORDS = {Grade.CERTAIN: "明确", Grade.SUSPECTED: "疑似"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(MarkingEntry):
    """One audit rule. Of a row it marks, `above` is the money concerned, in fen."""

    grade: Grade


def rule(
    *,
    code: str,
    title: str,
    says: str,
    grade: Grade,
    basis: str,
    of_persons: bool = False,
) -> Callable[[Look], Rule]:
    """Declare a rule over a function of records, whose keyword-only parameters are its limits.

    Raises:
        FaultyEntry: a parameter names no record, or the limits are not those of the page.
    """
    make = partial(
        Rule,
        title=title,
        says=says,
        basis=basis,
        grade=grade,
        of_persons=of_persons,
    )
    return marking(make, code)


@cache
def library() -> Library[Rule]:
    """Walk the folder once, when first asked."""
    return Library("jixiao.fund.audit", Rule)
