"""What items are counted from: upheld cases, scans; what is not there is said."""

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.cases import Evidence, Outcome, open_ledger
from jixiao.fund.records import Records
from jixiao.fund.store.opening import open_engine, open_store
from jixiao.fund.supervision.grading_data import Graded, taken_values
from jixiao.period import Period
from tests.fund.audit.test_runner import LINE, SETTLEMENT
from tests.fund.supervision.test_score_sheet import SHEET
from tests.measure_page import select_rows

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
NINE = datetime(2026, 7, 3, 9)


@pytest.mark.slow
def test_what_can_be_counted_is_and_the_rest_says_why(tmp_path: Path):
    lines = [LINE | {"bkkp_sn": f"b{n}", "list_type": "101"} for n in range(3)]
    scan = {"scan_id": "t1", "trace_code": "8", "fixmedins_code": "H1", "bkkp_sn": "b1"}
    visit = SETTLEMENT | {"med_type": "11"}
    with closing(open_store(tmp_path)) as store:
        for code, rows in (
            ("SETL_D", [visit]), ("FEE_LIST_D", lines), ("TRACE_SCAN", [scan]),
        ):  # fmt: skip
            store.execute(f'CREATE TABLE "{code}" AS {select_rows(code, rows)}')
    with (
        open_ledger(tmp_path / "cases.db") as ledger,
        open_engine(tmp_path) as engine,
    ):
        for key, outcome in (("1", Outcome.PROVEN), ("2", Outcome.DATA)):
            code = ledger.open_case(
                engine="audit", rule="CG01", title="重复", subject="H1",
                evidence=[Evidence("费用明细", key, {}, 100, 50)], by="甲", at=NINE,
            )  # fmt: skip
            assert code
            ledger.move(code, "分派", by="甲", at=NINE)
            ledger.move(code, "决定", by="乙", at=NINE, outcome=outcome)
        graded = Graded("H1", YEAR, Records(engine, YEAR), ledger)
        taken = taken_values(SHEET, graded)
        strange = replace(SHEET, items=[replace(SHEET.items[0], take="运气")])
        with pytest.raises(JixiaoError, match="“运气”没有人会数"):
            taken_values(strange, graded)

    assert Decimal(1) == taken["upheld"].value
    assert Decimal("33.3") == taken["trace"].value
    assert (None, True) == (taken["upload"].value, bool(taken["upload"].why_not))
