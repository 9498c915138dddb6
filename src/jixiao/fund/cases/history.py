"""What follows of a case's events in their order: its state, its owner, its outcome, its terms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jixiao.fund.cases.case import Due, Event, Outcome
from jixiao.fund.cases.procedure import OPENED, REOPENED, Procedure


@dataclass(frozen=True, slots=True)
class StartedTerm:
    """A term that an event started: its name, what it is counted in, its last day."""

    name: str
    terms: str
    last_day: date
    started: int
    """The number of the event."""


def state_of(procedure: Procedure, events: Sequence[Event]) -> str:
    """Return the state that the last step of the procedure led to."""
    state = OPENED
    for event in events:
        step = procedure.steps.get(event.step)
        state = step.after if step else state
    return state


def owner_of(procedure: Procedure, events: Sequence[Event]) -> str:
    """Return whom the case was given to last: whom the step names, else who made it."""
    assignees = [
        event.text or event.by
        for event in events
        if event.step in procedure.steps and procedure.steps[event.step].assigns
    ]
    return assignees[-1] if assignees else ""


def running_terms(
    procedure: Procedure, terms: Sequence[StartedTerm], events: Sequence[Event]
) -> list[Due]:
    """Return the terms that run: started, and not ended by a step after that."""
    ended = [
        (event.number, name)
        for event in events
        if event.step in procedure.steps
        for name in _ended_by(procedure, event.step)
    ]
    return [
        Due(term.name, term.terms, term.last_day)
        for term in terms
        if not any(n > term.started and term.name == name for n, name in ended)
    ]


def _ended_by(procedure: Procedure, step: str) -> tuple[str, str]:
    return procedure.steps[step].ends, procedure.steps[step].waits


def outcome_of(events: Sequence[Event]) -> Outcome | None:
    """Return the last outcome, unless the case was opened again after it."""
    outcome: Outcome | None = None
    for event in events:
        outcome = None if event.step == REOPENED else event.outcome or outcome
    return outcome


def is_refuted(events: Sequence[Event]) -> bool:
    """Whether the case came out as one that does not hold."""
    outcome = outcome_of(events)
    return outcome is not None and outcome.is_refuted


def reopened_at(events: Sequence[Event]) -> int:
    """Return the number of the event that opened the case again last; 0 where none did."""
    return max((event.number for event in events if event.step == REOPENED), default=0)
