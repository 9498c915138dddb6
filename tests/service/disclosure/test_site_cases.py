"""An inspection as a case: opened once, mended, inspected again; and as a row of the records."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.cases import Outcome, open_ledger
from jixiao.publication.letter_facts import basis_of, facts_of, lines_of
from jixiao.publication.letters import Letter, letter_docx
from jixiao.service.disclosure.faults import Fault, FaultKind
from jixiao.service.disclosure.indicators import load_scheme
from jixiao.service.disclosure.inspection import Inspection
from jixiao.service.disclosure.scoring import score
from jixiao.service.disclosure.site_cases import (
    inspection_row,
    mended_of,
    open_inspection,
    own_cases,
)

AT = datetime(2026, 3, 31, 9)
DEAD = Fault(FaultKind.DEAD, "http://a.example/1", "“通知”→ /x：状态 404")
DOUBT = Fault(FaultKind.TYPO, "http://a.example/2", "“帐号”应为“账号”", is_sure=False)


def seen(*faults: Fault, day: int = 31) -> Inspection:
    kinds = (FaultKind.DEAD, FaultKind.TYPO)
    on = date(2026, 3, day)
    return Inspection(on, "http://a.example/", 2, 0, 2, 0, (), faults, kinds, ())


def test_the_same_fault_is_opened_once_mended_and_counted(tmp_path: Path):
    with open_ledger(tmp_path / "cases.db") as ledger:
        first = open_inspection(ledger, seen(DEAD, DOUBT, day=1), by="甲", at=AT)
        again = open_inspection(ledger, seen(DEAD, DOUBT), by="甲", at=AT)
        assert first
        assert again is None
        move = {"at": AT}
        with pytest.raises(JixiaoError):
            ledger.move(first, "认定", by="甲", outcome=Outcome.PROVEN, **move)
        spared = [1]
        ledger.move(first, "认定", by="乙", outcome=Outcome.PARTLY, spared=spared, **move)  # fmt: skip
        waiting = mended_of(own_cases(ledger))
        ledger.move(first, "整改", by="丙", text="已改", **move)
        with pytest.raises(JixiaoError):
            ledger.move(first, "复检通过", by="丙", **move)
        ledger.move(first, "复检通过", by="丁", **move)
        (case,) = own_cases(ledger)
        mended = mended_of([case])

    assert {"2026-03-01/a.example": (0, 0)} == waiting
    assert {"2026-03-01/a.example": (0, 1)} == mended
    assert ["错链"] == [line.reference for line in lines_of(case)]


def test_a_letter_tells_each_fault_until_when(tmp_path: Path):
    with open_ledger(tmp_path / "cases.db") as ledger:
        code = open_inspection(ledger, seen(DEAD, DOUBT), by="甲", at=AT)
        ledger.move(code or "", "认定", by="乙", at=AT, outcome=Outcome.PROVEN)
        case = ledger.case(code or "")
        facts = facts_of(case, ledger)

    assert "2026年4月15日" == facts["answer_by"]
    basis = basis_of(case, "site_case")
    assert "国办秘函〔2019〕19号" in basis
    letter = Letter("site_case", "", AT.date(), case.subject, "局", basis, facts, lines_of(case))  # fmt: skip
    assert letter_docx(letter)[:2] == b"PK"


def test_a_fault_that_is_none_is_neither_found_nor_mended(tmp_path: Path):
    inspection = seen(DEAD, DOUBT)
    with open_ledger(tmp_path / "cases.db") as ledger:
        code = open_inspection(ledger, inspection, by="甲", at=AT) or ""
        ledger.move(code, "不成立", by="乙", at=AT, outcome=Outcome.PARTLY, spared=[0])
        mended = mended_of(own_cases(ledger))["2026-03-31/a.example"]

    row = inspection_row(inspection, score(inspection, load_scheme(), {}), mended)
    assert (Decimal(0), Decimal(0)) == (row["faults"], row["rectified"])


def test_a_row_says_no_score_of_what_was_not_looked_through():
    inspection = seen(DEAD, DOUBT)
    row = inspection_row(inspection, score(inspection, load_scheme(), {}), None)

    assert (None, None, Decimal(1), None) == (
        row["score"], row["passed"], row["faults"], row["rectified"]
    )  # fmt: skip
