"""Months until a fund is empty: known answers of linear series, and what moves them."""

from datetime import date
from fractions import Fraction

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.outlook.stress import (
    FundMonth,
    Position,
    Scenario,
    read_share,
    stress,
)

JUNE = date(2026, 6, 1)


def flat(balance: int, income: int = 100, outlay: int = 110) -> Position:
    return Position("390", JUNE, balance, (FundMonth(income, outlay),) * 12)


@pytest.mark.parametrize(
    ("balance", "months"), [(0, 1), (9, 1), (10, 2), (99, 10), (100, 11), (101, 11)]
)
def test_a_linear_fund_is_empty_when_its_balance_is_below_nothing(balance, months):
    course = stress(flat(balance), Scenario())

    assert course.empty is not None
    assert months == course.months_until(course.empty)
    assert balance - 10 * months == course.balances[-1]


def test_a_fund_that_takes_in_what_it_pays_is_never_empty():
    course = stress(flat(1000, 110, 110), Scenario())

    assert course.empty is None
    assert 240 == len(course.balances)


def test_a_fund_is_low_before_it_is_empty():
    course = stress(flat(700), Scenario(), least_months=6)

    assert 5 == course.months_until(course.low or JUNE)
    assert 71 == course.months_until(course.empty or JUNE)


def test_growth_compounds_year_by_year_to_the_fen():
    grown = stress(flat(10**6, 1000, 1000), Scenario(cost=Fraction(1, 10)))

    assert 10**6 - 12 * 100 == grown.balances[11]
    assert 10**6 - 12 * 100 - 12 * 210 == grown.balances[23]


def test_insured_move_both_sides_and_a_sum_is_paid_once():
    fewer = stress(flat(1000), Scenario(insured=Fraction(-1, 2)))
    once = stress(flat(1000, 100, 100), Scenario(once={date(2026, 8, 1): 300}))

    assert 1000 - 12 * 5 == fewer.balances[11]
    assert (1000, 700, 700) == once.balances[:3]


@pytest.mark.parametrize("text", ["-100", "x", "1001", "1/0"])
def test_what_is_no_change_is_refused(text: str):
    assert Fraction(-3, 200) == read_share("-1.5%", "--cost")
    with pytest.raises(JixiaoError, match=r"--cost 的.*应是每年增减百分之几"):
        read_share(text, "--cost")
