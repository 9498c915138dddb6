"""What a case is: its evidence as it stood, its events in order, and how it came out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Outcome(StrEnum):
    """How a case comes out; a fault of the data is an outcome of its own, and accuses nobody."""

    PROVEN = "属实"
    PARTLY = "部分属实"
    REASONABLE = "不属实—合理"
    DATA = "不属实—数据质量"
    PASSED_ON = "转办"
    UNCLEAR = "无法核实"

    @property
    def is_upheld(self) -> bool:
        """Whether what was found holds, wholly or in part."""
        return self in (Outcome.PROVEN, Outcome.PARTLY)

    @property
    def is_refuted(self) -> bool:
        """Whether what was found does not hold, so that its money concerns nobody."""
        return self in (Outcome.REASONABLE, Outcome.DATA)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row that a case rests on: where it stands, what it said then, and its money in fen."""

    table: str
    key: str
    values: Mapping[str, str]
    cost: int
    fund: int


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a case: who did it in which duty; `digest` chains it to all before it.

    `late` is set where a clock had run out: a fact, not an error.
    """

    number: int
    case: str
    at: datetime
    by: str
    duty: str
    step: str
    text: str
    outcome: Outcome | None
    recovered: int
    late: bool
    digest: str


@dataclass(frozen=True, slots=True)
class Due:
    """A term that runs: its name, what it is counted in, and its last day."""

    name: str
    terms: str
    last_day: date


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it stands: `counted` is its fund where each line counts in one case alone."""

    code: str
    engine: str
    rule: str
    title: str
    subject: str
    state: str
    outcome: Outcome | None
    cost: int
    fund: int
    counted: int
    recovered: int
    due: Sequence[Due] = field(default=())
    events: Sequence[Event] = field(default=())
    evidence: Sequence[Evidence] = field(default=())
    owner: str = ""
    priority: int = 0
    """Its counted fund by how sure it is: the most urgent case has the highest, in fen."""
    spared: frozenset[int] = frozenset()
    """The rows of evidence (from 0) that a decision in part found not to hold."""


class Trial(StrEnum):
    """How far a rule has come: on trial, live, or looked at again."""

    SHADOW = "试运行"
    LIVE = "上线"
    REVIEW = "复审"


@dataclass(frozen=True, slots=True)
class RuleRecord:
    """How a rule's cases came out: decided, upheld, and how many were refuted last in a row."""

    rule: str
    opened: int
    decided: int
    upheld: int
    refuted_in_row: int
    recovered: int
    trial: Trial

    @property
    def precision(self) -> int | None:
        """The upheld in per cent of the decided; none before anything was decided."""
        return self.upheld * 100 // self.decided if self.decided else None
