"""Money thrice booked: differences, refunds, splits at the limit, first digits."""

from datetime import date
from math import log10

import pytest

from jixiao.service.control.money_tests import (
    Booking,
    Payment,
    leading_digits,
    same_invoices,
    splits,
    three_ways,
)
from jixiao.service.control.notes import MarkKind

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def payment(number: str, amount: int, day: int = 2, invoice: str = "") -> Payment:
    return Payment(number, date(2026, 3, day), amount, "H1", "64", invoice)


def booking(number: str, amount: int, on: date = date(2026, 3, 2)) -> Booking:
    return Booking(number, on, "P1", amount)


@pytest.mark.parametrize(
    ("vouchers", "bank", "tests"),
    [
        ([100], [100], []), ([60, 40], [100], []), ([], [100], [MarkKind.NOT_BOOKED]),
        ([100], [], [MarkKind.NOT_SETTLED]), ([99], [100], [MarkKind.AMOUNTS_DIFFER]),
        ([100], [101], [MarkKind.AMOUNTS_DIFFER]), ([100, 100], [100], [MarkKind.BOOKED_TWICE]),
        ([], [], [MarkKind.NOT_BOOKED, MarkKind.NOT_SETTLED]),
    ],
)  # fmt: skip
def test_three_ways_to_one_amount(vouchers, bank, tests):
    marks = three_ways(
        [payment("P1", 100)],
        [booking(f"V{n}", amount) for n, amount in enumerate(vouchers)],
        [booking(f"B{n}", amount) for n, amount in enumerate(bank)],
        FIRST,
        LAST,
    )

    assert tests == [mark.kind for mark in marks]


def test_bookings_of_another_year_without_a_payment_are_not_told():
    last_year = [booking("V1", 100, date(2025, 12, 31))]

    assert [] == [*three_ways([], last_year, [], FIRST, LAST)]
    assert [MarkKind.UNPAID_BOOKED] == [
        m.kind for m in three_ways([], [booking("V1", 1)], [], FIRST, LAST)
    ]


@pytest.mark.parametrize(
    ("amounts", "marks"),
    [([100, 100], 1), ([100, -100, 100], 0), ([100, -100], 0), ([100], 0)],
)
def test_a_paper_paid_back_may_be_paid_again(amounts: list[int], marks: int):
    paid = [payment(f"P{n}", amount, invoice="F") for n, amount in enumerate(amounts)]

    assert marks == len([*same_invoices(paid)])


@pytest.mark.parametrize(
    ("second", "day", "marks"), [(20, 5, 1), (20, 6, 0), (19, 5, 0), (51, 5, 0)]
)
def test_a_split_reaches_the_limit_within_the_days(second: int, day: int, marks: int):
    paid = [payment("P1", 30), payment("P2", second, day)]

    assert marks == len([*splits(paid, 3, 50)])


def test_first_digits_need_enough_amounts():
    lawful = [
        d * 100 for d in range(1, 10) for _ in range(round(1000 * log10(1 + 1 / d)))
    ]

    assert leading_digits(lawful[:499], 500) is None
    seen = leading_digits(lawful, 500)
    assert seen is not None
    assert seen.deviation < 0.001
