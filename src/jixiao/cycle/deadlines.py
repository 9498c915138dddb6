"""What is due: when, whom to remind, what is overdue."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from jixiao.cycle.case import Case
from jixiao.cycle.ledger import Event
from jixiao.cycle.procedure import Deadline, Procedure


@dataclass(frozen=True, slots=True)
class Due:
    """Something due on a day; `reminds` from the day on which somebody is to be reminded."""

    name: str
    title: str
    track: str
    on: date
    reminds: date
    basis: str
    confirmed: bool

    def is_near(self, today: date) -> bool:
        """Whether it is time to remind."""
        return self.reminds <= today

    def is_over(self, today: date) -> bool:
        """Whether it is overdue."""
        return today > self.on


def dues(case: Case, procedure: Procedure, year: int) -> list[Due]:
    """Return what is due of a case where it stands, the soonest first."""
    due_days = []
    for name, deadline in procedure.deadline.items():
        day = _day(case, deadline, year)
        if day is not None:
            due_days.append(_due(name, deadline, day))
    return sorted(due_days, key=lambda due: due.on)


def _due(name: str, deadline: Deadline, day: date) -> Due:
    return Due(
        name,
        deadline.title,
        deadline.track,
        day,
        day - timedelta(deadline.remind),
        deadline.basis,
        deadline.confirmed,
    )


def _day(case: Case, deadline: Deadline, year: int) -> date | None:
    """Return the day on which a case must have left the stages of a deadline; None where none is."""
    if case.stages.get(deadline.track) not in deadline.stages:
        return None
    if deadline.until:
        return case.until
    days = []
    if deadline.on:
        month, day = deadline.on.split("-")
        days.append(date(year, int(month), int(day)))
    begun = _latest(case, deadline.after)
    settled = _latest(case, deadline.unless)
    if begun and (settled is None or begun.number > settled.number):
        days.append(begun.at.date() + timedelta(deadline.days or 0))
    return max(days, default=None)


def _latest(case: Case, names: Iterable[str]) -> Event | None:
    """Return the last entry that had one of some effects, or made one of some moves."""
    by_name = {**case.last, **case.done}
    entries = [by_name[name] for name in names if name in by_name]
    return max(entries, key=lambda event: event.number, default=None)
