"""A tip becomes a case once, and nobody who gave it is in it."""

from datetime import datetime
from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.cases import open_ledger
from jixiao.fund.supervision.tip_cases import open_tip
from jixiao.fund.supervision.tips import Tip

NINE = datetime(2026, 7, 3, 9)
TIP = Tip("J1", "电话", NINE, named=True, insider=False, subject="H1", fact="挂床")


def test_a_tip_is_a_case_once(tmp_path: Path):
    with open_ledger(tmp_path / "cases.db") as ledger:
        case = ledger.case(open_tip(ledger, TIP, by="甲", at=NINE))
        with pytest.raises(JixiaoError, match="已经立过案"):
            open_tip(ledger, TIP, by="甲", at=NINE)

    assert ("tip", "H1", "J1") == (case.engine, case.subject, case.evidence[0].key)
    assert {"渠道": "电话", "说明": "挂床", "实名": "是"} == case.evidence[0].values
