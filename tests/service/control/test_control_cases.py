"""Findings as cases: opened once, mended, tested again by another."""

from datetime import datetime
from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.cases import Outcome, open_ledger
from jixiao.service.control.control_cases import (
    ledger_lines,
    open_findings,
    own_cases,
    part_of,
    rectifying,
)
from jixiao.service.control.notes import Mark, MarkKind, Part

AT = datetime(2026, 3, 2, 9)
MARKS = [
    Mark(
        MarkKind.CONFLICT,
        "u1",
        "R1",
        (("操作日志", "L1"), ("操作日志", "L2")),
    ),
    Mark(MarkKind.OUT_OF_HOURS, "u2", "夜里", (("操作日志", "L3"),)),
]


def test_a_finding_is_mended_and_tested_again_by_another(tmp_path: Path):
    with open_ledger(tmp_path / "cases.db") as ledger:
        (code,) = open_findings(ledger, MARKS, [], by="甲", at=AT)
        again = open_findings(ledger, MARKS, [], by="甲", at=AT)
        with pytest.raises(JixiaoError, match="甲"):
            ledger.move(code, "认定", by="甲", at=AT, outcome=Outcome.PROVEN)
        ledger.move(code, "认定", by="乙", at=AT, outcome=Outcome.PROVEN)
        ledger.move(code, "整改", by="丙", at=AT, text="分开岗位")
        with pytest.raises(JixiaoError, match="换一个人"):
            ledger.move(code, "复测通过", by="丙", at=AT)
        ledger.move(code, "复测不通过", by="丁", at=AT)
        ledger.move(code, "整改", by="丙", at=AT)
        ledger.move(code, "复测通过", by="丁", at=AT)
        ledger.move(code, "结案", by="乙", at=AT)
        done = rectifying(own_cases(ledger), 2026, AT.date())
        steps = [*ledger_lines(ledger)]
        case = ledger.case(code)

    assert [] == again
    assert (1, 1, 1, 1, 1, 0) == (
        done.opened, done.upheld, done.mended, done.passed, done.closed, done.late,
    )  # fmt: skip
    assert ("甲", "录入", code) == (steps[0].user, steps[0].duty, steps[0].record)
    assert Part.ORGANISATION == part_of(case)


def test_leads_are_opened_only_where_they_are_asked_for(tmp_path: Path):
    with open_ledger(tmp_path / "cases.db") as ledger:
        codes = open_findings(ledger, MARKS, [], by="甲", at=AT, with_leads=True)

    assert 2 == len(codes)
