"""What is due: when, whom to remind, what is overdue."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from jixiao.cycle.case import Case
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
        """Say whether it is time to remind."""
        return self.reminds <= today

    def is_over(self, today: date) -> bool:
        """Say whether it is overdue."""
        return today > self.on


def dues(case: Case, procedure: Procedure, year: int) -> list[Due]:
    """Give what is due of a case where it stands, the soonest first."""
    found = [
        Due(name, due.title, due.track, day, day - timedelta(due.remind), due.basis, due.confirmed)
        for name, due in procedure.deadline.items()
        for day in _days(case, due, year)
    ]
    return sorted(found, key=lambda due: due.on)


def _days(case: Case, due: Deadline, year: int) -> Iterator[date]:
    if case.stages.get(due.track) not in due.stages:
        return
    if due.until:
        if case.until:
            yield case.until
        return
    days = [date(year, *map(int, due.on.split("-")))] if due.on else []
    moved = [case.last[name] for name in due.after if name in case.last]
    latest = max(moved, key=lambda event: event.number, default=None)
    settled = [case.last[name].number for name in due.unless if name in case.last]
    if latest and latest.number > max(settled, default=0):
        days.append(latest.at.date() + timedelta(due.days or 0))
    if days:
        yield max(days)
