from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

import pytest

from jixiao.fund.payment.topup.paying import Bill, Term, due_of_year
from jixiao.fund.payment.topup.product import WHOLE, load_product

PRODUCT = load_product()
TERM = Term(date(2026, 1, 1), date(2026, 12, 31), renewed=False)
BILL = Bill("S1", "P1", datetime(2026, 6, 1, 9), "21", "", 2_000_000, 3_000_000)


def due(*bills: Bill, terms: tuple[Term, ...] = (TERM,), product=PRODUCT) -> list[tuple[int, str]]:  # fmt: skip
    return [(each.amount, each.why) for each in due_of_year(product, {"P1": terms}, bills)]  # fmt: skip


def at(month: int, day: int = 1, **changed: object) -> Bill:
    return replace(BILL, setl_id=f"S{month}", settled_at=datetime(2026, month, day), **changed)  # fmt: skip


def test_the_line_is_paid_once_a_year_and_bands_climb_over_it():
    assert [(250_000, "应赔"), (1_000_000, "应赔")] == due(at(6), at(7))


def test_a_bill_below_the_line_counts_towards_it():
    bills = (at(6, in_scope=1_000_000), at(7, in_scope=1_000_000))

    assert [(0, "起付线以内"), (250_000, "应赔")] == due(*bills)


def test_the_order_is_that_of_time():
    assert due(at(6, in_scope=1_000_000), at(7)) == due(at(7), at(6, in_scope=1_000_000))  # fmt: skip


@pytest.mark.parametrize(
    ("bill", "terms", "why"),
    [
        (at(1, 30), (TERM,), "等待期内"),
        (at(6), (), "不在保"),
        (at(6), (Term(date(2026, 6, 2), date(2026, 12, 31), renewed=True),), "不在保"),
        (at(6, med_type="11"), (TERM,), "不属保障的医疗类别"),
        (at(6, disease="M1"), (replace(TERM, prior=frozenset({"M1"})),), "既往症"),
    ],
)
def test_what_is_not_paid_says_why(bill: Bill, terms: tuple[Term, ...], why: str):
    assert [(0, why)] == due(bill, terms=terms)


def test_the_day_after_waiting_pays_and_a_renewal_does_not_wait():
    assert [(250_000, "应赔")] == due(at(1, 31))
    assert [(250_000, "应赔")] == due(at(1, 2), terms=(replace(TERM, renewed=True),))


def test_the_cap_holds_over_the_year():
    product = replace(PRODUCT, cap=300_000)

    assert [(250_000, "应赔"), (50_000, "到了封顶线")] == due(at(6), at(7), product=product)  # fmt: skip


def test_a_product_may_pay_of_all_that_is_borne():
    assert [(750_000, "应赔")] == due(at(6), product=replace(PRODUCT, pays_of=WHOLE))


def test_half_a_fen_goes_up_once():
    odd = replace(PRODUCT, deductible=0, bands=((0, Fraction(1, 2)),))

    assert [(1, "应赔")] == due(at(6, in_scope=1), product=odd)
