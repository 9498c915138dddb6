"""Findings become cases: one for each institution and rule, none twice."""

from datetime import datetime
from pathlib import Path

import pytest

from jixiao.fund.audit.case_opening import open_cases
from jixiao.fund.audit.runner import audit
from jixiao.fund.cases import open_ledger
from jixiao.fund.store.opening import open_scratch
from tests.fund.audit.test_runner import LINE, POINTS, SETTLEMENT, YEAR
from tests.measure_page import select_rows

AT = datetime(2026, 12, 31, 9)


@pytest.mark.slow
def test_a_case_holds_the_findings_of_one_rule_at_one_place(tmp_path: Path):
    lines = [LINE, LINE | {"bkkp_sn": "b2", "fee_ocur_time": "2026-03-03 10:00:00"}]
    with (
        open_scratch(tmp_path) as engine,
        open_ledger(tmp_path / "cases.db") as ledger,
    ):
        engine.make("SETL_D", select_rows("SETL_D", [SETTLEMENT]))
        engine.make("FEE_LIST_D", select_rows("FEE_LIST_D", lines))
        engine.make("KB_POINT", select_rows("KB_POINT", POINTS))
        audit(engine, YEAR, codes=["DR04", "IT03"])

        codes = open_cases(ledger, engine, by="甲", at=AT)
        again = open_cases(ledger, engine, by="甲", at=AT)

        first, second = map(ledger.case, codes)
        assert [] == again
        assert ("DR04", "H1", ["b1", "b2"]) == (
            first.rule,
            first.subject,
            [row.key for row in first.evidence],
        )
        assert (6000, 0) == (first.counted, second.counted)
        assert "p1" not in str(first.evidence)
