"""What is overdue becomes a case: reminded, paid, or written off by two."""

from datetime import date, datetime

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.cases import open_ledger
from jixiao.fund.payment.receivables.balances import Balance, Receivables
from jixiao.fund.payment.receivables.case_opening import open_reminders

AT = datetime(2027, 1, 4, 9)
LATE = Balance(
    "A1", "990112345678", "H1", 50_000, 0, 0, 0, (0, 0, 50_000, 0), date(2026, 3, 1)
)
PAID = Balance("A2", "990187654321", "H1", 50_000, 50_000, 0, 0, (0, 0, 0, 0), None)
OWED = Receivables(date(2026, 12, 31), ("30 天以内",), (LATE, PAID), ())


def test_an_agreement_overdue_is_reminded_of_and_written_off_by_two(tmp_path):
    with open_ledger(tmp_path / "cases.db") as ledger:
        [code] = open_reminders(ledger, OWED, by="甲", at=AT)
        again = open_reminders(ledger, OWED, by="甲", at=AT)
        ledger.move(code, "催缴", by="甲", at=AT)
        due = ledger.case(code).due
        ledger.move(code, "申请核销", by="乙", at=AT, text="已死亡，无遗产")
        with pytest.raises(JixiaoError):
            ledger.move(code, "批准核销", by="乙", at=AT)
        ledger.move(code, "批准核销", by="丙", at=AT, text="示例批1号")
        case = ledger.case(code)

    assert [] == again
    assert ["缴费"] == [each.name for each in due]
    assert ("已决定", 50_000, ()) == (case.state, case.cost, tuple(case.due))
    assert "990112345678" not in case.evidence[0].values["人员"]
