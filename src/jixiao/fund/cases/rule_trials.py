"""How far an audit rule has come, by how the cases of its findings came out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from jixiao.fund.cases.case import Event, RuleRecord, Trial
from jixiao.fund.cases.history import outcome_of
from jixiao.fund.cases.procedure import Admission

_TRIED = 10
"""How many decided cases tell more of a rule than a guess does."""


@dataclass(frozen=True, slots=True, order=True)
class Decided:
    """A decided case: the number of the event that decided it, upheld or refuted, fen recovered."""

    number: int
    is_upheld: bool
    recovered: int


def decided_cases(
    histories: Iterable[tuple[str, Sequence[Event]]],
) -> dict[str, list[Decided]]:
    """Return the decided cases of each rule in the order of decision; `histories` name the rule."""
    decided: dict[str, list[Decided]] = {}
    for rule, events in histories:
        outcome = outcome_of(events)
        if outcome is None or not (outcome.is_upheld or outcome.is_refuted):
            continue
        last = max(event.number for event in events if event.outcome)
        recovered = sum(event.recovered for event in events)
        each = Decided(last, outcome.is_upheld, recovered)
        decided.setdefault(rule, []).append(each)
    return {rule: sorted(cases) for rule, cases in decided.items()}


def precisions(decided: Mapping[str, Sequence[Decided]]) -> dict[str, Fraction]:
    """Return how sure a mark of each rule is; a rule of which too little was decided is left out."""
    return {
        rule: Fraction(sum(case.is_upheld for case in cases), len(cases))
        for rule, cases in decided.items()
        if len(cases) >= _TRIED
    }


def rule_record(
    rule: str, opened: int, decided: Sequence[Decided], admission: Admission | None
) -> RuleRecord:
    """Return how a rule's cases came out, and how far the rule has come by that."""
    upheld = sum(case.is_upheld for case in decided)
    newest_first = [case.is_upheld for case in reversed(decided)]
    refuted_in_row = [*newest_first, True].index(True)
    recovered = sum(case.recovered for case in decided)
    trial = _trial(admission, len(decided), upheld, refuted_in_row)
    return RuleRecord(
        rule, opened, len(decided), upheld, refuted_in_row, recovered, trial
    )


def _trial(
    admission: Admission | None, decided: int, upheld: int, refuted_in_row: int
) -> Trial:
    if admission is None or decided < admission.least_decided:
        return Trial.SHADOW
    is_enough = upheld * 100 >= decided * admission.least_percent
    if refuted_in_row >= admission.review_after or not is_enough:
        return Trial.REVIEW
    return Trial.LIVE
