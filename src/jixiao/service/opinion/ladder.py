"""The ladder of opinions: grades, and the hours or working days within which something must be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

from jixiao.errors import FaultyEntry
from jixiao.fund.cases import Case
from jixiao.fund.cases.clocks import WORKING, Clock, due_on
from jixiao.library import load_toml, refuse_unknown

_FILE = Path(__file__).with_name("ladder.toml")
_CLOCK = ("name", "grades", "hours", "working_days", "basis", "confirmed")
GRADED = "定级"
"""The step by which a person says how grave an opinion is; its text is the grade."""


class Pace(StrEnum):
    """What came of a clock."""

    IN_TIME = "按时"
    LATE = "超时"
    WAITING = "还在限内"
    OVERDUE = "过期没有做"


@dataclass(frozen=True, slots=True)
class Rung:
    """What must be done for some grades, within so many hours, or working days."""

    step: str
    grades: Sequence[str]
    hours: int
    working_days: int
    basis: str
    confirmed: bool

    def due(self, since: datetime) -> datetime:
        """Return until when it must be done: to the second, or the end of a working day.

        Raises:
            JixiaoError: the holidays of a year that it reaches are not known.
        """
        if self.hours:
            return since + timedelta(hours=self.hours)
        clock = Clock(self.step, self.working_days, WORKING, self.basis, self.confirmed)
        return datetime.combine(due_on(since.date(), clock), time(23, 59, 59))

    @property
    def terms(self) -> str:
        """The term as people read it."""
        span = f"{self.hours} 小时" if self.hours else f"{self.working_days} 个工作日"
        return span if self.confirmed else f"{span}（未核对）"


@dataclass(frozen=True, slots=True)
class Ladder:
    """The grades from the gravest, and their rungs."""

    title: str
    since: date
    grades: Sequence[str]
    rungs: Sequence[Rung]


@dataclass(frozen=True, slots=True)
class Climbed:
    """A rung of one opinion: due when, done when, and what came of it."""

    rung: Rung
    due: datetime
    done: datetime | None
    pace: Pace


@cache
def load_ladder(path: Path = _FILE) -> Ladder:
    """Return the ladder of a file, that of the package where none is named.

    Raises:
        FaultyEntry: it says what is not known, or a term is missing.
    """
    content = load_toml(path)
    refuse_unknown(path.name, content, ("ladder", "clock"))
    about = content["ladder"]
    refuse_unknown(f"{path.name} 的 [ladder]", about, ("title", "since", "grades"))
    rungs = []
    for each in content["clock"]:
        place = f"{path.name} 的 {each.get('name', '[[clock]]')}"
        refuse_unknown(place, each, _CLOCK)
        refuse_unknown(f"{place} 的 grades", each["grades"], about["grades"])
        hours, days = each.get("hours", 0), each.get("working_days", 0)
        if bool(hours) == bool(days):
            message = f"{place} 要写 hours 或 working_days 中的一个。请改正。"
            raise FaultyEntry(message)
        rungs.append(Rung(each["name"], each["grades"], hours, days, each["basis"], each["confirmed"]))  # fmt: skip
    return Ladder(about["title"], about["since"], about["grades"], rungs)


def grade_of(case: Case, ladder: Ladder) -> str:
    """Return the grade that was last given; blank where none was, or it is none of the ladder."""
    given = [event.text.strip() for event in case.events if event.step == GRADED]
    return given[-1] if given and given[-1] in ladder.grades else ""


def climb(case: Case, ladder: Ladder, now: datetime) -> list[Climbed]:
    """Return the rungs of an opinion's grade; hours run from when it was found.

    Raises:
        JixiaoError: the holidays of a year that a term reaches are not known.
    """
    grade, found_at = grade_of(case, ladder), case.events[0].at
    climbed = []
    for rung in ladder.rungs:
        if grade not in rung.grades:
            continue
        due = rung.due(found_at)
        done = next((e.at for e in case.events if e.step == rung.step), None)
        climbed.append(Climbed(rung, due, done, _pace(due, done, now)))
    return climbed


def _pace(due: datetime, done: datetime | None, now: datetime) -> Pace:
    if done is not None:
        return Pace.IN_TIME if done <= due else Pace.LATE
    return Pace.WAITING if now <= due else Pace.OVERDUE
