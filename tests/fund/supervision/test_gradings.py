"""A grading on the ledger: once a year, with what its letters say."""

from datetime import datetime
from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.cases import CaseLedger, Outcome, open_ledger
from jixiao.fund.supervision.gradings import grading_facts, open_grading
from jixiao.fund.supervision.score_sheet import grade
from tests.fund.supervision.test_score_sheet import SHEET, values

NINE = datetime(2027, 1, 11, 9)


def opened(ledger: CaseLedger) -> str:
    grading = grade(SHEET, values())
    return open_grading(
        ledger, SHEET, grading, subject="H1", year=2026, by="甲", at=NINE
    )


@pytest.mark.parametrize(
    ("outcome", "reached"), [(Outcome.PROVEN, "B"), (Outcome.PARTLY, "")]
)
def test_a_letter_says_the_grade_until_it_is_changed_by_hand(
    tmp_path: Path, outcome: Outcome, reached: str
):
    with open_ledger(tmp_path / "cases.db") as ledger:
        code = opened(ledger)
        draft = grading_facts(ledger.case(code))
        ledger.move(code, "公示草案", by="甲", at=NINE)
        ledger.move(code, "委员会定级", by="乙", at=NINE, outcome=outcome)
        decided = grading_facts(ledger.case(code))
        with pytest.raises(JixiaoError, match="已经评定过"):
            opened(ledger)

    assert ("2026年度", "81.00", "B") == tuple(draft[n] for n in ("period", "score", "grade"))  # fmt: skip
    assert draft["matter"].startswith("查实的审核案件")
    assert "按常规检查" == draft["consequence"]
    assert reached == decided["grade"]
