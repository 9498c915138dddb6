"""A prepayment from its agreement to its repayment; none where a condition is not met."""

from datetime import date, datetime
from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.cases import open_ledger
from jixiao.fund.outlook.prepayment import Condition, Verdict
from jixiao.fund.outlook.prepayment_ledger import (
    Allotment,
    allotments,
    open_prepayment,
    prepayment_line,
    prepayment_rows,
)
from jixiao.fund.outlook.warning_cases import Hand
from jixiao.fund.parameters import load_parameter_sets
from jixiao.fund.records import Records
from jixiao.fund.store.opening import open_scratch
from jixiao.period import Period
from tests.measure_page import load_example
from tests.spec_page import Example

JUNE, NINE = date(2026, 6, 1), datetime(2026, 7, 3, 9)
HAND = Hand("甲", NINE)
MET = Verdict("390", (Condition("可支付月数", met=True, says="够付 7 个月"),), 12_000)
HOSPITALS = [
    Allotment("H1", "甲医院", 9_000, "没有评定"),
    Allotment("H2", "", 3_000, "A"),
]


def test_money_goes_out_once_agreed_and_comes_back(tmp_path: Path):
    with open_ledger(tmp_path / "cases.db") as ledger:
        first, second = open_prepayment(ledger, MET, HOSPITALS, JUNE, HAND)
        assert [] == open_prepayment(ledger, MET, HOSPITALS, JUNE, HAND)
        for step, by in (("签协议", "甲"), ("同意拨付", "乙"), ("拨付", "丙")):
            ledger.move(first, step, by=by, at=NINE)
        ledger.move(first, "收回", by="丁", at=NINE, recovered=4_000)
        with pytest.raises(JixiaoError, match=r"还剩 50.00 元"):
            ledger.move(first, "收回", by="丁", at=NINE, recovered=5_001)
        paid, agreed = prepayment_rows(ledger)

    assert (9_000, 9_000, 4_000, 5_000) == (
        paid.agreed,
        paid.paid,
        paid.repaid,
        paid.left,
    )
    assert (date(2027, 7, 3), "甲医院") == (paid.due, paid.subject)
    assert (second, 3_000, 0, 0) == (
        agreed.case,
        agreed.agreed,
        agreed.paid,
        agreed.left,
    )
    assert prepayment_line(paid).endswith("收回 40.00、还在外 50.00 元")


@pytest.mark.parametrize("met", [False, None])
def test_a_fund_that_may_not_prepay_does_not(tmp_path: Path, met: bool | None):
    unmet = Verdict(
        "390", (Condition("可支付月数", met=met, says="够付 5 个月"),), 12_000
    )
    with (
        open_ledger(tmp_path / "cases.db") as ledger,
        pytest.raises(
            JixiaoError, match="不能预付，或判断不了：可支付月数：够付 5 个月"
        ),
    ):
        open_prepayment(ledger, unmet, HOSPITALS, JUNE, HAND)


@pytest.mark.slow
def test_about_a_month_is_a_twelfth_of_a_years_pooled_payments(tmp_path: Path):
    rows = [
        {"setl_id": str(n), "setl_time": f"{month}-02 10:00:00", "hifp_pay": "12.00", "fixmedins_code": "H1"}
        for n, month in enumerate(("2025-06", "2025-07", "2026-06"))
    ]  # fmt: skip
    with open_scratch(tmp_path) as engine, open_ledger(tmp_path / "c.db") as ledger:
        load_example(engine, Example("", [("SETL_D", rows)], []))
        records = Records(engine, Period(date(2025, 1, 1), date(2026, 6, 30)))
        terms = load_parameter_sets()["national"].on(JUNE)
        (only,) = allotments(records, JUNE, "390", terms, ledger)

    assert ("H1", 200, "没有评定") == (only.institution, only.amount, only.grading)
