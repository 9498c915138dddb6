"""Points by cases: counted once decided, repaired, withdrawn; 9 suspends and 12 ends."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.cases import CaseLedger, Outcome, open_ledger
from jixiao.fund.supervision.points_register import (
    decisions_by_staff,
    open_decision,
    read_staff_decisions,
    standings,
)

AT = datetime(2026, 3, 2, 9)
DECISION = """
[[decision]]
staff = "D1"
name = "甲"
institution = "H1"
number = "{number}"
decided_on = 2026-03-01
band = "{band}"
responsibility = "{responsibility}"
fact = "{number}的事"
months = 3
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[CaseLedger]:
    with open_ledger(tmp_path / "cases.db") as opened:
        yield opened


def opened(ledger: CaseLedger, folder: Path, *, number: str, band: str, responsibility: str) -> str:  # fmt: skip
    path = folder / "decisions.toml"
    text = DECISION.format(number=number, band=band, responsibility=responsibility)
    path.write_text(text, "utf-8")
    (stated,) = read_staff_decisions(path)
    return open_decision(ledger, stated, by="录入人", at=AT)


def decide(ledger: CaseLedger, code: str, outcome: Outcome = Outcome.PROVEN) -> None:
    ledger.move(code, "告知", by="录入人", at=AT)
    ledger.move(code, "记分", by="处理人", at=AT, outcome=outcome)


def state(ledger: CaseLedger, day: date = date(2026, 3, 5)) -> tuple[str, int]:
    (standing,) = standings(ledger, day)
    return standing.qualification.state, standing.qualification.points


def test_points_count_once_the_case_decides_so(ledger: CaseLedger, tmp_path: Path):
    first = opened(ledger, tmp_path, number="一号", band="较重", responsibility="重要责任")  # fmt: skip
    assert ("正常", 0) == state(ledger)
    decide(ledger, first)
    assert ("正常", 5) == state(ledger)
    second = opened(ledger, tmp_path, number="二号", band="较重", responsibility="一般责任")  # fmt: skip
    decide(ledger, second)
    assert ("暂停", 9) == state(ledger)
    third = opened(ledger, tmp_path, number="三号", band="轻", responsibility="主要责任")  # fmt: skip
    decide(ledger, third)

    assert ("终止", 12) == state(ledger)
    assert ("终止", 0) == state(ledger, date(2027, 1, 2))


def test_what_is_refuted_does_not_count_and_a_repair_lowers(
    ledger: CaseLedger, tmp_path: Path
):
    first = opened(ledger, tmp_path, number="一号", band="较重", responsibility="重要责任")  # fmt: skip
    decide(ledger, first)
    second = opened(ledger, tmp_path, number="二号", band="重", responsibility="一般责任")  # fmt: skip
    decide(ledger, second, Outcome.REASONABLE)
    ledger.move(first, "修复", by="处理人", at=AT, text="修复 2 分：参加培训")
    assert ("正常", 3) == state(ledger)
    ledger.move(first, "修复", by="处理人", at=AT, text="又参加培训")

    (standing,) = standings(ledger, date(2026, 3, 5))
    assert 3 == standing.qualification.points
    assert (f"{first} 的修复没有写“修复几分”，没有计",) == standing.doubts
    assert [5, -2] == [d.points for d in decisions_by_staff(ledger)["D1"]]


def test_a_decision_is_entered_once_and_within_its_band(
    ledger: CaseLedger, tmp_path: Path
):
    wanted = {"number": "一号", "band": "轻", "responsibility": "一般责任"}
    opened(ledger, tmp_path, **wanted)

    with pytest.raises(JixiaoError, match="已经登记过"):
        opened(ledger, tmp_path, **wanted)
    with pytest.raises(JixiaoError, match="没有“全部责任”这种责任"):
        opened(ledger, tmp_path, **wanted | {"responsibility": "全部责任"})
    path = tmp_path / "decisions.toml"
    path.write_text(
        DECISION.format(**wanted | {"number": "二号"}) + "points = 4\n", "utf-8"
    )
    (stated,) = read_staff_decisions(path)
    with pytest.raises(JixiaoError, match="可记 1、2、3 分，不能记 4 分"):
        open_decision(ledger, stated, by="录入人", at=AT)
    path.write_text('[[decision]]\nstaff = "D1"\n', "utf-8")
    with pytest.raises(JixiaoError, match="缺少 name"):
        read_staff_decisions(path)
