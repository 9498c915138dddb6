"""Clocks begin with the document above, and what lies is counted from its day."""

from datetime import date

import pytest

from jixiao.fund.parameters import load_parameter_sets
from jixiao.service.tree.clocks import allocations, stale
from jixiao.service.tree.transfers import Step
from tests.service.tree.bookings import (
    CITY,
    DAY,
    EAST,
    NORTH,
    TREE,
    booking,
    known_answer,
)

TERMS = load_parameter_sets()["sample"].on(DAY)


def test_the_thirtieth_day_is_in_time_but_ten_still_wait():
    [timed] = allocations(TREE, known_answer(), TERMS)

    assert (date(2026, 3, 1), 0, 10, True) == (
        timed.begun_on, timed.late, timed.waiting, timed.is_late,
    )  # fmt: skip


def test_a_document_sent_on_in_time_is_not_late_and_one_day_over_is():
    last = booking(CITY, Step.ALLOCATED, 10, "市3", source="区1", other=NORTH, on="2026-03-31")  # fmt: skip
    over = booking(CITY, Step.ALLOCATED, 10, "市3", source="区1", other=NORTH, on="2026-04-01")  # fmt: skip
    [in_time] = allocations(TREE, [*known_answer(), last], TERMS)
    [late] = allocations(TREE, [*known_answer(), over], TERMS)

    assert (30, False) == (in_time.days, in_time.is_late)
    assert (31, 10, True) == (late.days, late.late, late.is_late)


def test_without_the_document_above_the_clock_is_not_certain():
    bookings = known_answer()
    del bookings[1]
    [timed] = allocations(TREE, bookings, TERMS)

    assert (False, date(2026, 3, 5)) == (timed.is_certain, timed.begun_on)


@pytest.mark.parametrize(
    ("day", "years"),
    [("2027-03-21", None), ("2027-03-22", 1), ("2028-03-22", 2)],
)
def test_money_lies_from_the_day_after_its_years(day: str, years: int | None):
    bookings = [
        booking(EAST, Step.RECEIVED, 60, "市1", other=CITY, on="2026-03-21"),
        booking(EAST, Step.SPENT, 20, source="市1"),
    ]
    lying = stale(bookings, date.fromisoformat(day), TERMS)

    assert [(years, 40)] * bool(years) == [(each.years, each.amount) for each in lying]


def test_a_document_of_a_leap_day_has_its_years():
    bookings = [booking(EAST, Step.RECEIVED, 60, "市1", on="2024-02-29")]

    assert [] == stale(bookings, date(2025, 2, 28), TERMS)
    assert [1] == [each.years for each in stale(bookings, date(2025, 3, 1), TERMS)]
