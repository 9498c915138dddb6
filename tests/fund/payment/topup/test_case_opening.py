"""Payouts that are not as the terms say become a case of the product, bill by bill, once."""

from datetime import datetime
from pathlib import Path

from jixiao.fund.cases import open_ledger
from jixiao.fund.payment.topup.case_opening import open_differences
from tests.fund.payment.topup.test_year import year_of

AT = datetime(2026, 8, 3, 9)


def test_a_difference_is_asked_of_the_insurer_once(tmp_path: Path):
    unpaid, underpaid = year_of(tmp_path), year_of(tmp_path, {"amount": "1.00"})
    with open_ledger(tmp_path / "cases.db") as ledger:
        first = open_differences(ledger, unpaid, by="甲", at=AT)
        again = open_differences(ledger, unpaid, by="甲", at=AT)
        other = open_differences(ledger, underpaid, by="甲", at=AT)
        ledger.move(first, "发核对函", by="甲", at=AT)
        case = ledger.case(first)

    assert again is None
    assert other not in (None, first)
    assert ("待答复", 250_000, 0) == (case.state, case.cost, case.fund)
    assert "没有赔" in case.evidence[0].values["说明"]
