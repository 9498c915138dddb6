"""Instant settlement: was each claim made by its day, and paid by its day; what shares are instant."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from jixiao.errors import JixiaoError
from jixiao.fund.cases.clocks import WORKING, Clock, due_on
from jixiao.fund.outlook.history import month_end, shift
from jixiao.fund.parameters import Terms
from jixiao.fund.records import Records
from jixiao.period import Period

KEYS = (
    "instant.claim_day",
    "instant.pay_days",
    "instant.money_share",
    "instant.institution_share",
)
"""The parameters that are looked at."""
_YES = ("1", "是", "Y", "y")
CLAIM, PAYMENT = "申报", "拨付"


@dataclass(frozen=True, slots=True)
class LateClaim:
    """A claim that came, or was paid, after its day; `on` is None while it still is not."""

    number: str
    institution: str
    what: str
    due: date
    on: date | None
    amount: int
    reason: str


@dataclass(frozen=True, slots=True)
class InstantShares:
    """Of a month's paid fees: how much was settled instantly, and by how many institutions."""

    month: date
    paid: int
    instant: int
    institutions: int
    instant_institutions: int

    @property
    def of_money(self) -> Fraction | None:
        """The instant share of what was paid; none where nothing was."""
        return Fraction(self.instant, self.paid) if self.paid else None

    @property
    def of_institutions(self) -> Fraction | None:
        """The share of the institutions; none where none claimed."""
        if not self.institutions:
            return None
        return Fraction(self.instant_institutions, self.institutions)


@dataclass(frozen=True, slots=True)
class InstantMonth:
    """A month's shares, how many claims were judged, those that were late, what could not be told."""

    shares: InstantShares
    claims: int
    late: tuple[LateClaim, ...]
    unsure: tuple[str, ...]


def instant_month(
    records: Records, month: date, terms: Terms, today: date
) -> InstantMonth:
    """Judge the claims for a month's fees, as they stand on a day.

    A claim is due by `claim_day` of the next month; its payment `pay_days` working days after that
    day, or after the claim where it came later.

    Raises:
        NotLoaded: no claims were loaded.
        JixiaoError: a parameter is not set for the day, or nothing was claimed for the month.
    """
    rows = _rows(records, month)
    if not rows:
        message = (
            f"{month:%Y-%m} 没有机构申报的费用。请先收 {month:%Y-%m} 的费用申报拨付表。"
        )
        raise JixiaoError(message)
    late: list[LateClaim] = []
    unsure: list[str] = []
    for row in rows:
        try:
            late += _late(row, _Days.of(month, terms), today)
        except JixiaoError as why:
            unsure.append(f"{row['claim_no']}：{why}")
    return InstantMonth(_shares(rows, month), len(rows), tuple(late), tuple(unsure))


def _rows(records: Records, month: date) -> Sequence[Mapping[str, Any]]:
    of_month = Records(records.engine, Period(month, month_end(month)))
    rows = of_month.record("institution_claims").order_by("claim_no")
    fetched: list[dict[str, Any]] = records.engine.fetch(rows).to_pylist()
    return fetched


@dataclass(frozen=True, slots=True)
class _Days:
    claim: date
    clock: Clock

    @classmethod
    def of(cls, month: date, terms: Terms) -> "_Days":
        claim = shift(month, 1).replace(day=terms.count("instant.claim_day"))
        days = terms.row("instant.pay_days")
        count = terms.count("instant.pay_days")
        return cls(claim, Clock(PAYMENT, count, WORKING, days.basis, days.confirmed))


def _late(row: Mapping[str, Any], days: _Days, today: date) -> Iterator[LateClaim]:
    claimed_on, paid_on = row["claimed_on"], row["paid_on"]
    if (claimed_on or today) > days.claim:
        yield _late_claim(row, CLAIM, days.claim, claimed_on)
    if claimed_on is None:
        return
    due = due_on(max(claimed_on, days.claim), days.clock)
    if (paid_on or today) > due:
        yield _late_claim(row, PAYMENT, due, paid_on)


def _late_claim(
    row: Mapping[str, Any], step: str, due: date, on: date | None
) -> LateClaim:
    return LateClaim(
        row["claim_no"],
        row["fixmedins_code"],
        step,
        due,
        on,
        int(row["amount"]),
        row["late_reason"] or "",
    )


def _shares(rows: Sequence[Mapping[str, Any]], month: date) -> InstantShares:
    instant = [row for row in rows if row["instant"] in _YES]
    return InstantShares(
        month,
        sum(int(row["paid"] or 0) for row in rows),
        sum(int(row["paid"] or 0) for row in instant),
        len({row["fixmedins_code"] for row in rows}),
        len({row["fixmedins_code"] for row in instant}),
    )
