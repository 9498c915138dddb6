"""Balances of agreements on a day, by age; who is to be reminded, and what does not hold together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from jixiao.fund.parameters import Terms
from jixiao.fund.records import Records
from jixiao.money import in_yuan

KEYS = ("receivable.buckets", "receivable.deposit_share")
_YES = "1"


@dataclass(frozen=True, slots=True)
class Balance:
    """One agreement on a day, in fen: what was due by then, paid, written off, and to come.

    `by_age` has what is overdue by bucket, the youngest first; `oldest` is the first day that is
    not paid in full.
    """

    agreement: str
    psn_no: str
    institution: str
    due: int
    paid: int
    written_off: int
    to_come: int
    by_age: Sequence[int]
    oldest: date | None

    @property
    def overdue(self) -> int:
        """What is due, not paid and not written off."""
        return sum(self.by_age)


@dataclass(frozen=True, slots=True)
class Receivables:
    """Balances on a day; `doubts` are sentences about rows that do not hold together."""

    day: date
    buckets: Sequence[str]
    balances: Sequence[Balance]
    doubts: Sequence[str]

    @property
    def ages(self) -> Sequence[tuple[str, int]]:
        """What is overdue by how long, in fen, the shortest first."""
        return [
            (title, sum(balance.by_age[nth] for balance in self.balances))
            for nth, title in enumerate(self.buckets)
        ]

    @property
    def reminders(self) -> Sequence[Balance]:
        """The agreements with something overdue, the most first."""
        overdue = [balance for balance in self.balances if balance.overdue > 0]
        return sorted(overdue, key=lambda each: (-each.overdue, each.agreement))


def receivables(records: Records, day: date, terms: Terms) -> Receivables:
    """Return what agreements come to on a day.

    What was paid or written off after the day does not count, nor does a write-off without a
    number of its approval.

    Raises:
        NotLoaded: no agreements were loaded.
    """
    edges = terms.weights("receivable.buckets")
    agreements = _fetched(records, "credit_agreements", "agreement_no")
    by_agreement: dict[str, list[dict[str, Any]]] = {}
    for row in _fetched(records, "credit_instalments", "instalment"):
        by_agreement.setdefault(row["agreement_no"], []).append(row)
    known = {row["agreement_no"] for row in agreements}
    balances = [
        _balance(row, by_agreement.get(row["agreement_no"], ()), day, edges)
        for row in agreements
    ]
    doubts = [f"分期表里的协议 {code} 不在协议表里" for code in sorted(by_agreement.keys() - known)]  # fmt: skip
    share = terms.factor("receivable.deposit_share")
    for row in agreements:
        parts = by_agreement.get(row["agreement_no"], ())
        doubts += _doubts(row, parts, share)
    return Receivables(day, _titles(edges), balances, doubts)


def _fetched(records: Records, name: str, key: str) -> list[dict[str, Any]]:
    rows = records.record(name)
    fetched: list[dict[str, Any]] = records.engine.fetch(rows.order_by(key)).to_pylist()
    return fetched


def _titles(edges: Sequence[int]) -> list[str]:
    first, last = edges[0], edges[-1]
    middle = [f"{before + 1}–{after} 天" for before, after in pairwise(edges)]
    return [f"{first} 天以内", *middle, f"{last} 天以上"]


def _balance(
    agreement: Mapping[str, Any],
    instalments: Sequence[Mapping[str, Any]],
    day: date,
    edges: Sequence[int],
) -> Balance:
    by_age = [0] * (len(edges) + 1)
    due = paid = written_off = to_come = 0
    oldest: date | None = None
    for row in instalments:
        of_row, off = _paid_by(row, day), _written_by(row, day)
        left = row["due_amount"] - of_row - off
        paid, written_off = paid + of_row, written_off + off
        if row["due_on"] > day:
            to_come += left
            continue
        due += row["due_amount"]
        if left > 0:
            by_age[_bucket((day - row["due_on"]).days, edges)] += left
            oldest = min(oldest or row["due_on"], row["due_on"])
    return Balance(
        agreement["agreement_no"], agreement["psn_no"], agreement["fixmedins_code"],
        due, paid, written_off, to_come, by_age, oldest,
    )  # fmt: skip


def _paid_by(row: Mapping[str, Any], day: date) -> int:
    came = row["paid_on"] is not None and row["paid_on"] <= day
    return row["paid_amount"] or 0 if came else 0


def _written_by(row: Mapping[str, Any], day: date) -> int:
    approved = bool(row["authority"]) and row["written_on"] is not None
    return row["written_off"] or 0 if approved and row["written_on"] <= day else 0


def _bucket(days: int, edges: Sequence[int]) -> int:
    return next((nth for nth, edge in enumerate(edges) if days <= edge), len(edges))


def _doubts(
    agreement: Mapping[str, Any],
    instalments: Sequence[Mapping[str, Any]],
    share: Fraction,
) -> Iterator[str]:
    code = agreement["agreement_no"]
    owed = sum(row["due_amount"] for row in instalments)
    limit, deposit = agreement["credit_limit"], agreement["deposit"] or 0
    if limit is not None and owed > limit:
        yield f"协议 {code} 各期应付 {in_yuan(owed)} 元，多于欠费上限 {in_yuan(limit)} 元"
    if agreement["deposit_free"] == _YES and deposit > 0:
        yield f"协议 {code} 免收押金，却收了 {in_yuan(deposit)} 元"
    expected = agreement["expected"]
    if expected and Fraction(deposit, expected) > share:
        yield f"协议 {code} 押金 {in_yuan(deposit)} 元，超过预计费用 {in_yuan(expected)} 元的规定比例"
    for row in instalments:
        named = f"协议 {code} 第 {int(row['nth'])} 期"
        if row["written_off"] and not row["authority"]:
            yield f"{named}核销 {in_yuan(row['written_off'])} 元没有批准文号，没有算"
        elif row["written_off"] and row["written_on"] is None:
            yield f"{named}核销 {in_yuan(row['written_off'])} 元没有日期，没有算"
        if row["paid_amount"] and row["paid_on"] is None:
            yield f"{named}已付 {in_yuan(row['paid_amount'])} 元没有日期，没有算"
        if (row["paid_amount"] or 0) + (row["written_off"] or 0) > row["due_amount"]:
            yield f"{named}已付和核销多于应付"
