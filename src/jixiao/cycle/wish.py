"""A move that somebody wants to make."""

from dataclasses import dataclass, field
from datetime import datetime

from jixiao.cycle.case import Case
from jixiao.cycle.ledger import Facts
from jixiao.cycle.procedure import Move, Procedure


@dataclass(frozen=True, slots=True)
class Wish:
    """A move that somebody wants to make now; `year` is the fiscal year of the case."""

    move: str
    actor: str
    role: str
    at: datetime
    year: int
    reason: str = ""
    on_behalf_of: str = ""
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A wish for a case, with the move as its procedure declares it."""

    case: Case
    wish: Wish
    move: Move
    procedure: Procedure
