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


class Subject(StrEnum):
    """What a row that a rule marks is, and so what its key names."""

    LINE = "费用明细"
    SETTLEMENT = "结算"
    PERSON = "人员"
    INSTITUTION = "机构"
    SESSION = "透析"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(MarkingEntry):
    """One audit rule.

    `about` is what it marks: of a line or a settlement `above` is the cost concerned, in fen; of a
    person or an institution it is what the sentence says, and no money. `kinds` are the kinds of
    knowledge points without which it has nothing to ask, `facts` the columns of its lines that a
    line must have to be asked about. `of_order`: an order alone can answer it; not so one that asks
    whether something was missing, or that looks at a person's other visits.
    """

    grade: Grade
    about: Subject
    kinds: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    of_order: bool = True

    @property
    def claim(self) -> Grade:
        """What a mark claims while the rule's own limits hold: no more than suspicion by an unconfirmed one."""
        unsure = any(not limit.confirmed for limit in self.limits.values())
        return Grade.SUSPECTED if unsure else self.grade


def rule(
    *,
    code: str,
    title: str,
    says: str,
    grade: Grade,
    basis: str,
    about: Subject = Subject.SETTLEMENT,
    kinds: tuple[str, ...] = (),
    facts: tuple[str, ...] = (),
    of_order: bool = True,
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
        about=about,
        kinds=kinds,
        facts=facts,
        of_order=of_order,
        of_persons=of_persons,
    )
    return marking(make, code)


@cache
def library() -> Library[Rule]:
    """Walk the folder once, when first asked."""
    return Library("jixiao.fund.audit", Rule)
