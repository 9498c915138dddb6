"""A product's year over a bureau's records: premiums, what is due, what was paid, and what differs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jixiao.errors import JixiaoError
from jixiao.fund.payment.topup.kept import TOPUP_DUES
from jixiao.fund.payment.topup.paying import PAID, Bill, Due, Term, due_of_year
from jixiao.fund.payment.topup.product import Product
from jixiao.fund.records import Records
from jixiao.fund.store.engine import Engine
from jixiao.money import in_yuan
from jixiao.period import Period

_YES = "1"


@dataclass(frozen=True, slots=True)
class Difference:
    """A bill whose payout is not what the terms give, in fen: none paid is none; and in words."""

    setl_id: str
    due: int
    paid: int | None
    sentence: str

    def __str__(self) -> str:
        return self.sentence


@dataclass(frozen=True, slots=True)
class ProductYear:
    """A year of a product, money in fen; `differences` are bills not paid as its terms say.

    `paid_on` has what was paid on each bill that something was paid on.

    `loss_ratio` is what was paid of what was paid in, none where nothing was.
    """

    product: Product
    persons: int
    premium: int
    dues: Sequence[Due]
    paid_on: Mapping[str, int]
    differences: Sequence[Difference]

    @property
    def due(self) -> int:
        """What the product owes by its terms."""
        return sum(due.amount for due in self.dues)

    @property
    def paid(self) -> int:
        """What the product paid."""
        return sum(self.paid_on.values())

    @property
    def loss_ratio(self) -> float | None:
        """What was paid against the premiums."""
        return self.paid / self.premium if self.premium else None


def product_year(records: Records, product: Product, year: Period) -> ProductYear:
    """Return a product's year.

    Raises:
        NotLoaded: no terms or settlements were loaded.
        JixiaoError: nobody is insured by the product in the year, or two terms of a person overlap.
    """
    enrolments = records.record("topup_enrolments")
    rows = enrolments.filter(enrolments["product"] == product.code)
    fetched = records.engine.fetch(rows.order_by("psn_no", "begins_on")).to_pylist()
    if not fetched:
        message = (
            f"参保表里 {year.first.year} 年没有产品 {product.code}。请核对产品代码。"
        )
        raise JixiaoError(message)
    terms = _terms(fetched)
    dues = due_of_year(product, terms, _bills(records, terms))
    payouts = _payouts(records, year)
    mine = {row["setl_id"]: row for row in payouts if row["product"] == product.code}
    premium = sum(row["premium"] for row in fetched if row["begins_on"] >= year.first)
    return ProductYear(
        product,
        len(terms),
        premium,
        dues,
        {setl_id: row["amount"] for setl_id, row in mine.items()},
        [*_differences(dues, mine), *_paid_twice(dues, payouts)],
    )


def keep_dues(engine: Engine, came: ProductYear, year: int) -> None:
    """Keep a product's year as TOPUP_DUES, in place of what was kept of it before."""
    product_year = f"{came.product.code}/{year}"
    rows = (
        {
            "due_of": f"{came.product.code}/{due.bill.setl_id}",
            "product_year": product_year,
            "setl_id": due.bill.setl_id,
            "psn_no": due.bill.psn_no,
            "settled_on": due.bill.settled_at.date(),
            "due": due.amount,
            "paid": came.paid_on.get(due.bill.setl_id, 0),
            "why": due.why,
        }
        for due in came.dues
    )
    TOPUP_DUES.keep_beside(engine, rows, "product_year", product_year)


def _terms(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Term]]:
    terms: dict[str, list[Term]] = {}
    for row in rows:
        held = terms.setdefault(row["psn_no"], [])
        if held and held[-1].ends_on >= row["begins_on"]:
            message = (
                f"同一人在同一产品有两段保险期间重叠，后一段从 {row['begins_on']} 起。"
                "请先核对参保表再算。"
            )
            raise JixiaoError(message)
        prior = frozenset(filter(None, (row["prior_code"] or "").split("、")))
        held.append(Term(row["begins_on"], row["ends_on"], row["renewal"] == _YES, prior))  # fmt: skip
    return terms


def _bills(records: Records, terms: Mapping[str, Sequence[Term]]) -> list[Bill]:
    settlements = records.record("settlements")
    rows = settlements.filter(settlements.psn_no.isin(sorted(terms))).select(
        "setl_id", "psn_no", "setl_time", "med_type", "dise_no", "medfee_sumamt", "inscp_amt", "fund_pay_sumamt",
    )  # fmt: skip
    return [
        Bill(
            row["setl_id"],
            row["psn_no"],
            row["setl_time"],
            row["med_type"],
            row["dise_no"] or "",
            max(0, (row["inscp_amt"] or 0) - (row["fund_pay_sumamt"] or 0)),
            max(0, (row["medfee_sumamt"] or 0) - (row["fund_pay_sumamt"] or 0)),
        )
        for row in records.engine.fetch(rows).to_pylist()
    ]


def _payouts(records: Records, year: Period) -> list[dict[str, Any]]:
    rows = Records(records.engine).record_if_loaded("topup_payouts_paid")
    if rows is None:
        return []
    from_year = rows.filter(rows.paid_on >= year.first)
    fetched: list[dict[str, Any]] = records.engine.fetch(from_year.order_by("payout")).to_pylist()  # fmt: skip
    return fetched


def _differences(
    dues: Sequence[Due], paid: Mapping[str, Mapping[str, Any]]
) -> Iterator[Difference]:
    for due in dues:
        setl_id, row = due.bill.setl_id, paid.get(due.bill.setl_id)
        owed = f"{setl_id} 应赔 {in_yuan(due.amount)} 元"
        if row is None and due.amount:
            yield Difference(setl_id, due.amount, None, f"{owed}，没有赔")
        elif row is not None and row["amount"] != due.amount:
            why = "" if due.why == PAID else f"（{due.why}）"
            said = f"{owed}{why}，赔了 {in_yuan(row['amount'])} 元"
            yield Difference(setl_id, due.amount, row["amount"], said)
    known = {due.bill.setl_id for due in dues}
    for setl_id, row in paid.items():
        if setl_id not in known:
            said = f"{setl_id} 不是在保人员当年的结算，赔了 {in_yuan(row['amount'])} 元"
            yield Difference(setl_id, 0, row["amount"], said)


def _paid_twice(
    dues: Sequence[Due], payouts: Sequence[Mapping[str, Any]]
) -> Iterator[Difference]:
    """Yield the bills of which all products together paid more than the person bore."""
    by_bill: dict[str, dict[str, int]] = {}
    for row in payouts:
        by_bill.setdefault(row["setl_id"], {})[row["product"]] = row["amount"]
    for due in dues:
        setl_id, borne = due.bill.setl_id, due.bill.whole
        paid = by_bill.get(setl_id, {})
        if len(paid) > 1 and sum(paid.values()) > borne:
            named = "、".join(f"{code} {in_yuan(amount)} 元" for code, amount in sorted(paid.items()))  # fmt: skip
            said = (
                f"{setl_id} 个人负担 {in_yuan(borne)} 元，几个产品共赔的更多：{named}"
            )
            yield Difference(setl_id, due.amount, sum(paid.values()), said)


def whole_year(year: int) -> Period:
    """The days of a year."""
    return Period(date(year, 1, 1), date(year, 12, 31))
