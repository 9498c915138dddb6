from datetime import date
from pathlib import Path

import pytest

from jixiao.fund.parameters import load_parameter_sets
from jixiao.fund.payment.receivables.balances import Receivables, receivables
from jixiao.fund.records import Records
from jixiao.fund.store.opening import open_scratch
from tests.drawn import drawn
from tests.measure_page import load_example
from tests.spec_page import Example

DAY = date(2026, 12, 31)
TERMS = load_parameter_sets()["sample"].on(DAY)
AGREEMENT = {
    "agreement_no": "A1", "psn_no": "P1", "mdtrt_id": "M1", "fixmedins_code": "H1", "signed_on": "2026-01-01",
}  # fmt: skip


def owed(tmp_path: Path, *instalments: dict[str, str], **agreement: str) -> Receivables:
    rows = [
        {"agreement_no": "A1", "nth": str(nth), "due_on": "2026-12-01", "due_amount": "100.00", **each}
        for nth, each in enumerate(instalments, 1)
    ]  # fmt: skip
    tables = [
        ("CREDIT_AGREEMENT", [{**AGREEMENT, **agreement}]),
        ("CREDIT_INSTALMENT", rows),
    ]
    with open_scratch(tmp_path) as engine:
        load_example(engine, Example("", tables, []))
        return receivables(Records(engine), DAY, TERMS)


@drawn(one_of=4)
@pytest.mark.parametrize(
    ("due_on", "bucket"),
    [
        ("2026-12-31", 0),
        ("2026-12-01", 0),
        ("2026-11-30", 1),
        ("2026-10-02", 1),
        ("2026-10-01", 2),
        ("2025-12-31", 2),
        ("2025-12-30", 3),
    ],
)
def test_what_is_overdue_is_sorted_by_its_days(tmp_path: Path, due_on: str, bucket: int):  # fmt: skip
    [balance] = owed(tmp_path, {"due_on": due_on}).balances

    assert 10_000 == balance.by_age[bucket] == balance.overdue


def test_paid_and_approved_write_offs_lower_it_and_the_rest_is_to_come(tmp_path: Path):
    came = owed(
        tmp_path,
        {"paid_on": "2026-12-31", "paid_amount": "60.00"},
        {"written_on": "2026-12-30", "written_off": "30.00", "authority": "示例批1号"},
        {"paid_on": "2027-01-01", "paid_amount": "100.00"},
        {"due_on": "2027-01-01"},
    )
    [balance] = came.balances

    assert (30_000, 6_000) == (balance.due, balance.paid)
    assert (3_000, 10_000) == (balance.written_off, balance.to_come)
    assert 21_000 == balance.overdue
    assert [] == came.doubts
    assert ["A1"] == [each.agreement for each in came.reminders]


@drawn(one_of=4)
@pytest.mark.parametrize(
    ("instalment", "agreement", "doubt"),
    [
        (
            {"written_off": "30.00", "written_on": "2026-12-30"},
            {},
            "没有批准文号，没有算",
        ),
        ({"written_off": "30.00", "authority": "示例批1号"}, {}, "没有日期，没有算"),
        ({"paid_amount": "30.00"}, {}, "没有日期，没有算"),
        ({"paid_amount": "100.01", "paid_on": "2026-12-01"}, {}, "多于应付"),
        ({}, {"credit_limit": "99.99"}, "多于欠费上限"),
        ({}, {"deposit_free": "1", "deposit": "0.01"}, "免收押金"),
        ({}, {"expected": "100.00", "deposit": "30.01"}, "超过预计费用"),
    ],
)
def test_what_does_not_hold_together_is_said(tmp_path: Path, instalment, agreement, doubt):  # fmt: skip
    [said] = owed(tmp_path, instalment, **agreement).doubts

    assert doubt in said


def test_an_instalment_of_no_agreement_is_said(tmp_path: Path):
    doubts = owed(tmp_path, {"agreement_no": "A9"}).doubts

    assert ["分期表里的协议 A9 不在协议表里"] == list(doubts)
