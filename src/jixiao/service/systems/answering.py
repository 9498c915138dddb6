"""How fast events were answered and mended, by grade, against a grade's limit."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from jixiao.fund.records.plain_text import plain
from jixiao.service.systems.notes import Incident
from jixiao.service.systems.spans import Hours, clocked

_MINUTE = 60
_KIND = re.compile("(?:网络|信息)?(?:安全)?(?:事件|事故|故障)$")


class Outcome(StrEnum):
    """What came of an event against its limit."""

    IN_TIME = "按时"
    LATE = "超时"
    UNRECORDED = "没有记时间"
    REVERSED = "时间早于报告"
    WAITING = "还在限内"
    NO_LIMIT = "等级没有写或没有限"


COUNTED = (Outcome.IN_TIME, Outcome.LATE, Outcome.UNRECORDED, Outcome.REVERSED)
"""The outcomes a rate is made of: a time that nobody wrote down is a failure."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An event and how long it waited, in seconds; none where that cannot be told."""

    incident: Incident
    seconds: int | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Promptness:
    """What the answers to many events came to; times are in seconds, of answered ones."""

    outcomes: Mapping[Outcome, int]
    percentile: int | None
    worst: int | None

    @property
    def rate(self) -> Fraction | None:
        """The share in time; none where no event counts, which is no full mark."""
        counted = sum(self.outcomes.get(each, 0) for each in COUNTED)
        return Fraction(self.outcomes.get(Outcome.IN_TIME, 0), counted) if counted else None  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clock:
    """The minutes that each grade may take, the hours that count, and the present moment."""

    limits: Mapping[str, Fraction]
    hours: Hours
    now: datetime

    def limit(self, grade: str) -> Fraction | None:
        """Return a grade's limit in seconds; none where nobody set one."""
        named = _grade(grade)
        known = {_grade(name): minutes for name, minutes in self.limits.items()}
        return known[named] * _MINUTE if named in known else None

    def response(self, incident: Incident) -> Answer:
        """Tell how an event was responded to."""
        is_over = incident.restored is not None
        return self._answer(incident, incident.responded, is_over)

    def restoring(self, incident: Incident) -> Answer:
        """Tell how an event was mended."""
        return self._answer(incident, incident.restored, is_over=False)

    def _answer(self, incident: Incident, at: datetime | None, is_over: bool) -> Answer:
        """Tell of one moment of an event; once it is over, a moment not written is never known."""
        if at is None and is_over:
            return Answer(incident, None, Outcome.UNRECORDED)
        if at is not None and at < incident.reported:
            return Answer(incident, None, Outcome.REVERSED)
        waited = clocked(incident.reported, at or self.now, self.hours)
        limit = self.limit(incident.grade)
        if limit is None:
            return Answer(incident, waited, Outcome.NO_LIMIT)
        if waited > limit:
            return Answer(incident, waited, Outcome.LATE)
        return Answer(incident, waited, Outcome.IN_TIME if at else Outcome.WAITING)


def promptness(answers: Iterable[Answer], percentile: int) -> Promptness:
    """Return what answers came to; the percentile is the nearest rank, events still open count."""
    answers = [*answers]
    outcomes = Counter(each.outcome for each in answers)
    waited = sorted(each.seconds for each in answers if each.seconds is not None)
    return Promptness(
        outcomes, _ranked(waited, percentile), waited[-1] if waited else None
    )


def _ranked(waited: Sequence[int], percentile: int) -> int | None:
    if not waited:
        return None
    rank = -(-percentile * len(waited) // 100)
    return waited[min(max(rank, 1), len(waited)) - 1]


def _grade(written: str) -> str:
    """A grade as it is compared: 重大安全事件 and 重大 are one."""
    return _KIND.sub("", plain(written)) or plain(written)
