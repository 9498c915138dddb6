"""Prepayment: a condition at its line is met, and what cannot be told is not taken for met."""

from datetime import date

import pytest

from jixiao.fund.outlook.history import history_until, shift
from jixiao.fund.outlook.prepayment import Verdict, prepayment
from jixiao.fund.parameters import load_parameter_sets
from jixiao.fund.records import Records
from jixiao.fund.store.opening import open_scratch
from tests.drawn import drawn
from tests.measure_page import load_example
from tests.spec_page import Example

JUNE = date(2026, 6, 1)
TERMS = load_parameter_sets()["national"].on(JUNE)


def verdict(tmp_path, months: int, income: str, balance: str) -> Verdict:
    rows = [
        {"insutype": "390", "month": str(shift(JUNE, -n)), "income": income, "outlay": "100.00", "balance": balance}
        for n in range(months)
    ]  # fmt: skip
    with open_scratch(tmp_path) as engine:
        load_example(engine, Example("", [("FUND_MONTH_D", rows)], []))
        records = Records(engine, history_until(JUNE, 72))
        (only,), lacking = prepayment(records, JUNE, TERMS)
    assert [] == lacking
    return only


@drawn(one_of=4)
@pytest.mark.parametrize(
    ("months", "income", "balance", "met"),
    [
        (48, "100.01", "600.00", [True, True, True]),
        (48, "100.01", "599.99", [False, True, True]),
        (48, "99.99", "600.00", [True, False, False]),
        (30, "100.01", "600.00", [True, True, None]),
        (17, "100.01", "600.00", [True, None, None]),
    ],
)
def test_each_condition_is_judged_by_its_numbers(
    tmp_path, months, income, balance, met
):
    judged = verdict(tmp_path, months, income, balance)

    assert met == [condition.met for condition in judged.conditions]
    whole = False if False in met else None if None in met else True
    assert whole is judged.allowed
    assert 10_000 == judged.amount
