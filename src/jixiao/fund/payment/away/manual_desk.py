"""The desk of claims by hand: papers that lack, the clock, and the same money claimed twice."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, partial
from typing import Any

from jixiao.errors import JixiaoError
from jixiao.fund.cases import Clock, due_on
from jixiao.fund.cases.clocks import WORKING
from jixiao.fund.parameters import Terms
from jixiao.fund.records import Records, declared_records
from jixiao.fund.records.declaration import masked_row
from jixiao.fund.store.engine import Engine
from jixiao.fund.tables import codes
from jixiao.period import Period

KEYS = ("away.manual_documents", "away.manual_days")
_BETWEEN = re.compile(r"[、,，;；/\s]+")


class ClaimState(StrEnum):
    """Where a claim by hand stands on the day of asking."""

    IN_TIME = "按时办结"
    LATE = "超期办结"
    RUNNING = "在办"
    OVERDUE = "在办已超期"
    UNKNOWN = "期限算不出（还没有那年的放假安排）"


@dataclass(frozen=True, slots=True)
class DeskClaim:
    """One claim by hand: whose (masked), its clock, the papers it lacks, what claims its money again.

    Money in fen.
    """

    number: str
    person: str
    accepted_on: date
    due_on: date | None
    done_on: date | None
    state: ClaimState
    amount: int
    reason: str
    missing: tuple[str, ...]
    same_invoice: str
    same_stay: str
    direct: str

    @property
    def is_twice(self) -> bool:
        """Whether its money seems to be claimed again."""
        return bool(self.same_invoice or self.same_stay or self.direct)

    @property
    def whys(self) -> tuple[str, ...]:
        """What is wrong with it, in words."""
        faults = [
            f"发票与受理件 {self.same_invoice} 相同" if self.same_invoice else "",
            f"与受理件 {self.same_stay} 是同一次就医" if self.same_stay else "",
            f"与直接结算 {self.direct} 是同一次就医" if self.direct else "",
            f"缺 {'、'.join(self.missing)}" if self.missing else "",
            self.state.value if self.state is ClaimState.OVERDUE else "",
        ]
        return tuple(filter(None, faults))


@dataclass(frozen=True, slots=True)
class Desk:
    """A period's claims by hand as they stand on a day."""

    day: date
    claims: tuple[DeskClaim, ...]

    @property
    def twice(self) -> tuple[DeskClaim, ...]:
        """Those whose money seems to be claimed again."""
        return tuple(claim for claim in self.claims if claim.is_twice)

    @property
    def lacking(self) -> tuple[DeskClaim, ...]:
        """Those whose papers are not complete, and not paid yet."""
        return tuple(c for c in self.claims if c.missing and c.done_on is None)

    def count(self, state: ClaimState) -> int:
        """How many stand so."""
        return sum(claim.state is state for claim in self.claims)


def manual_desk(engine: Engine, period: Period, day: date, terms: Terms) -> Desk:
    """Return the claims by hand accepted in a period as they stand on a day.

    One that states no last day is due so many working days after it was accepted; where the
    holidays of a year are not known its last day is none.

    Raises:
        NotLoaded: the desk's table was not loaded.
    """
    rows = Records(engine, period).record("manual_desk")
    columns = declared_records()["manual_desk"].columns
    fetched = engine.fetch(rows.order_by("accepted_on", "claim_no")).to_pylist()
    listed = [masked_row(row, columns) for row in fetched]
    papers = terms.names("away.manual_documents")
    clock = Clock("手工报销", terms.count("away.manual_days"), WORKING, "", confirmed=False)  # fmt: skip
    due = cache(partial(_due, clock))
    return Desk(day, tuple(_claim(row, day, papers, due) for row in listed))


def _due(clock: Clock, accepted_on: date) -> date | None:
    try:
        return due_on(accepted_on, clock)
    except JixiaoError:
        return None


def _claim(
    row: Mapping[str, Any],
    day: date,
    papers: Sequence[str],
    due_of: Callable[[date], date | None],
) -> DeskClaim:
    due = row["due_date"] or due_of(row["accepted_on"])
    done = row["done_on"] if row["done_on"] and row["done_on"] <= day else None
    reason = row["reason"] or ""
    return DeskClaim(
        number=row["claim_no"],
        person=row["psn_no"] or "",
        accepted_on=row["accepted_on"],
        due_on=due,
        done_on=done,
        state=_state(due, done, day),
        amount=int(row["amount"] or 0),
        reason=codes()["not_direct"].get(reason, reason),
        missing=missing_papers(row["documents"] or "", papers),
        same_invoice=row["same_invoice"] or "",
        same_stay=row["same_stay"] or "",
        direct=row["direct_setl_id"] or "",
    )


def _state(due: date | None, done: date | None, day: date) -> ClaimState:
    if due is None:
        return ClaimState.UNKNOWN
    if done is not None:
        return ClaimState.IN_TIME if done <= due else ClaimState.LATE
    return ClaimState.RUNNING if day <= due else ClaimState.OVERDUE


def missing_papers(received: str, papers: Sequence[str]) -> tuple[str, ...]:
    """Return the papers that a list of those received does not name."""
    there = set(_BETWEEN.split(received.strip()))
    return tuple(paper for paper in papers if paper not in there)
