"""A year of internal control: everything that was loaded looked at once, and scored in five parts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from jixiao.fund.parameters import Terms
from jixiao.fund.records import Records
from jixiao.fund.store.engine import Engine
from jixiao.period import Period
from jixiao.service.control.duties import Pair, conflicts, duty_matrix, read_pairs
from jixiao.service.control.log_tests import (
    account_uses,
    backdated,
    closed_periods,
    out_of_hours,
)
from jixiao.service.control.money_tests import (
    Booking,
    Leading,
    PayeeAccount,
    Payment,
    leading_digits,
    payee_marks,
    same_invoices,
    splits,
    three_ways,
)
from jixiao.service.control.notes import Account, Deputy, LogLine, Mark, Part
from jixiao.service.control.samples import (
    PointBook,
    PointOutcome,
    PointResult,
    SampleTest,
    outcomes,
)
from jixiao.service.systems.spans import read_hours

KEYS = (
    "control.exclusive", "control.hours", "control.backdate_days", "control.bulk",
    "control.split_days", "control.split_limit", "control.benford_least", "control.samples",
    "control.weights",
)  # fmt: skip
_ABSENT = {
    "operation_logs": "没有收操作日志表：业务系统里谁做了哪一步看不出来",
    "staff_accounts": "没有收账号名册：停用的账号、同名的账号看不出来",
    "duty_deputies": "没有收代办授权表：合法的代办也会列为冲突",
    "period_closings": "没有收结账表：改已结账的月份看不出来",
    "fund_payments": "没有收基金付款表：三方对账没有做",
    "fund_vouchers": "没有收基金记账凭证表：付款和记账没有对",
    "bank_lines": "没有收银行回单表：付款和银行没有对",
    "payee_accounts": "没有收收款账户登记表：收款账户没有核对",
    "control_tests": "没有收内控测试表：各控制点没有测试",
}


@dataclass(frozen=True, slots=True)
class PartScore:
    """A part of internal control: its weight, its points by result, and what it gets of the weight.

    `is_whole`: every point of it was tested enough; else the score is at most.
    """

    part: Part
    weight: Fraction
    score: Fraction
    points: int
    sound: int
    is_whole: bool


@dataclass(frozen=True, slots=True)
class ControlYear:
    """What a year of internal control shows."""

    period: Period
    steps: int
    matrix: Mapping[tuple[str, str], int]
    pairs: Sequence[Pair]
    marks: Sequence[Mark]
    allowed: Sequence[tuple[LogLine, Deputy]]
    payments: int
    leading: Leading | None
    outcomes: Sequence[PointOutcome]
    parts: Sequence[PartScore]
    absent: Sequence[str]
    book: PointBook

    @property
    def score(self) -> Fraction:
        """The sum of the parts' scores."""
        return sum((part.score for part in self.parts), Fraction(0))

    @property
    def is_whole(self) -> bool:
        """Whether every control point was tested enough for the score to be one."""
        return all(part.is_whole for part in self.parts)


def look_at_year(
    engine: Engine,
    period: Period,
    terms: Terms,
    book: PointBook,
    own_trail: Sequence[LogLine] = (),
) -> ControlYear:
    """Look at a year: the office's own trail first, then what was loaded.

    Raises:
        JixiaoError: a parameter is not set or written otherwise, a test is of no control point.
    """
    loaded = _Loaded(Records(engine, period))
    logged = loaded.lines()
    lines = [*own_trail, *logged]
    accounts, deputies = loaded.accounts(), loaded.deputies()
    pairs = read_pairs(terms.names("control.exclusive"))
    duty_conflicts = conflicts(lines, pairs, deputies, accounts)
    marks = [
        *duty_conflicts.marks,
        *_log_marks(lines, loaded.closings(), terms),
        # The office's people are registered in the office, not among the accounts that were loaded.
        *(account_uses(logged, accounts) if accounts else ()),
        *_money_marks(loaded, period, terms),
    ]
    payments = loaded.payments()
    tested = outcomes(book, loaded.tests(), terms.factors("control.samples"))
    return ControlYear(
        period,
        len(lines),
        duty_matrix(lines),
        pairs,
        marks,
        duty_conflicts.allowed,
        len(payments),
        leading_digits(
            (p.amount for p in payments), terms.count("control.benford_least")
        ),
        tested,
        [*_scores(tested, terms.factors("control.weights"))],
        [why for name, why in _ABSENT.items() if not loaded.records.has(name)],
        book,
    )


def _log_marks(
    lines: Sequence[LogLine],
    closings: Mapping[tuple[int, int], date],
    terms: Terms,
) -> Iterator[Mark]:
    hours = read_hours(terms.names("control.hours"), "control.hours")
    yield from out_of_hours(lines, hours)
    changed = [*closed_periods(lines, closings, terms.count("control.bulk"))]
    # Edits of a closed month are written back by their nature: told once.
    in_closed_month = {key for mark in changed for _, key in mark.rows}
    left = (line for line in lines if line.number not in in_closed_month)
    yield from backdated(left, terms.count("control.backdate_days"))
    yield from changed


def _money_marks(loaded: "_Loaded", period: Period, terms: Terms) -> Iterator[Mark]:
    payments, vouchers, bank = loaded.payments(), loaded.vouchers(), loaded.bank()
    has = loaded.records.has
    if has("fund_payments") and has("fund_vouchers") and has("bank_lines"):
        yield from three_ways(payments, vouchers, bank, period.first, period.last)
    if has("payee_accounts"):
        yield from payee_marks(payments, bank, loaded.payees())
    yield from same_invoices(payments)
    limit = terms.count("control.split_limit")
    yield from splits(payments, terms.count("control.split_days"), limit)


def _scores(
    tested: Sequence[PointOutcome], weights: Mapping[str, Fraction]
) -> Iterator[PartScore]:
    """Yield the parts: each point has the same share of its part's weight; a flawed one gets nothing."""
    for part in Part:
        weight = weights.get(part, Fraction(0))
        of_part = [each for each in tested if each.point.part is part]
        flawed = sum(each.result is PointResult.FLAWED for each in of_part)
        unsure = (PointResult.UNTESTED, PointResult.SHORT)
        is_whole = bool(of_part) and not any(each.result in unsure for each in of_part)
        score = (
            weight * Fraction(len(of_part) - flawed, len(of_part))
            if of_part
            else weight
        )
        sound = sum(
            each.result in (PointResult.EFFECTIVE, PointResult.RETESTED)
            for each in of_part
        )
        yield PartScore(part, weight, score, len(of_part), sound, is_whole)


class _Loaded:
    """What was loaded, as values; what was not is empty."""

    def __init__(self, records: Records) -> None:
        self.records = records

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Return the rows of a record; none where it was not loaded."""
        rows = self.records.record_if_loaded(name)
        if rows is None:
            return []
        ordered = rows.order_by(*rows.columns[:2])
        fetched: list[dict[str, Any]] = self.records.engine.fetch(ordered).to_pylist()
        return fetched

    def lines(self) -> list[LogLine]:
        """Return the steps of the loaded log."""
        return [
            LogLine(
                row["log_no"], row["done_at"], row["user_no"], row["duty"], row["record_no"],
                row["device"] or "", row["business_on"],
            )
            for row in self.rows("operation_logs")
        ]  # fmt: skip

    def accounts(self) -> list[Account]:
        """Return the register of accounts."""
        return [
            Account(row["user_no"], row["name"], row["opened_on"], row["left_on"])
            for row in self.rows("staff_accounts")
        ]

    def deputies(self) -> list[Deputy]:
        """Return who was allowed to stand in for whom."""
        return [
            Deputy(
                row["deputy_no"],
                row["user_no"],
                row["duty"],
                row["begins_on"],
                row["ends_on"],
            )
            for row in self.rows("duty_deputies")
        ]

    def closings(self) -> dict[tuple[int, int], date]:
        """Return when months were closed."""
        rows = self.rows("period_closings")
        return {(r["month"].year, r["month"].month): r["closed_on"] for r in rows}

    def payments(self) -> list[Payment]:
        """Return the payments of the period."""
        return [
            Payment(
                row["payment_no"], row["paid_on"], row["amount"], row["payee_no"],
                row["account"] or "", row["invoice_no"] or "",
            )
            for row in self.rows("fund_payments")
        ]  # fmt: skip

    def vouchers(self) -> list[Booking]:
        """Return the vouchers."""
        return [
            Booking(
                row["voucher_no"], row["booked_on"], row["payment_no"], row["amount"]
            )
            for row in self.rows("fund_vouchers")
        ]

    def bank(self) -> list[Booking]:
        """Return the lines of the bank."""
        return [
            Booking(
                row["bank_no"],
                row["settled_on"],
                row["payment_no"],
                row["amount"],
                row["account"] or "",
            )
            for row in self.rows("bank_lines")
        ]

    def payees(self) -> list[PayeeAccount]:
        """Return the accounts that payees registered."""
        return [
            PayeeAccount(
                row["payee_no"], row["account"], row["begins_on"], row["ends_on"]
            )
            for row in self.rows("payee_accounts")
        ]

    def tests(self) -> list[SampleTest]:
        """Return the tests of control points."""
        return [
            SampleTest(
                row["test_no"], row["point_no"], row["sample_no"], row["exception"] == "1",
                row["retest"] == "1", row["remark"] or "",
            )
            for row in self.rows("control_tests")
        ]  # fmt: skip
