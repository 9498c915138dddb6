"""Open stays at a browser: previewed, opened, signed by two, done by the worker, taken back."""

from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from jixiao.fund.cases import Evidence, open_ledger
from jixiao.fund.payment.batch_discharge.kept import BATCH_DISCHARGES
from jixiao.fund.store.opening import open_engine, open_store
from jixiao.web.background.discharging import discharge_step
from jixiao.web.models import Job, Membership
from tests.fund.payment.batch_discharge.open_county import county_tables
from tests.measure_page import select_rows
from tests.web.conftest import County
from tests.web.paid_county import let_see

ASKED = {"year": "2026", "day": "2026-06-30", "policy": "sample_2024"}
ADDRESS = "/fund/discharge?year=2026&day=2026-06-30&policy=sample_2024"


@pytest.fixture
def stayed(home: County, tmp_path: Path) -> Path:
    with closing(open_store(tmp_path)) as store:
        for code, rows in county_tables():
            store.execute(f'CREATE TABLE "{code}" AS {select_rows(code, rows)}')
    let_see(home, tmp_path)
    return tmp_path


def opened(home: County) -> str:
    answer = home.client("fund").post("/fund/discharge/open", ASKED)
    assert 302 == answer.status_code
    return answer["Location"].rpartition("code=")[2]


def signed(folder: Path, code: str) -> None:
    with open_ledger(folder / "cases.db") as ledger:
        for step, by in (("初核", "乙"), ("复核", "丙")):
            ledger.move(code, step, by=by, at=ledger.case(code).events[-1].at)


def worked() -> None:
    discharge_step(Job.objects.filter(kind="discharge").latest("at"), lambda *_: None)


@pytest.mark.slow
def test_a_batch_goes_from_the_preview_to_its_reversal(
    home: County, stayed: Path, text_of
):
    fund = home.client("fund")
    previewed = text_of(fund.get(ADDRESS))
    code = opened(home)
    early = fund.post("/fund/discharge/do", {**ASKED, "code": code, "step": "执行"})
    signed(stayed, code)
    form = {**ASKED, "code": code, "step": "执行"}
    assert 302 == fund.post("/fund/discharge/do", form).status_code
    worked()
    done = text_of(home.client("leader").get(ADDRESS))
    undo = {"year": "2026", "code": code, "step": "撤销", "why": "多办了一人"}
    refused = fund.post("/fund/discharge/do", undo)

    with open_ledger(stayed / "cases.db") as ledger:
        assert "已执行" == ledger.case(code).state

    assert "死亡以后还有收费" in previewed
    assert "已转他院" in previewed
    assert 400 == early.status_code == refused.status_code
    assert "已执行" in done
    assert "按这一天和政策执行" not in done
    assert rows_of(stayed)[0] > 0
    job_of_approver(home, undo)
    worked()
    assert (0, 10) == rows_of(stayed)
    with open_ledger(stayed / "cases.db") as ledger:
        assert "已撤销" == ledger.case(code).state


def rows_of(folder: Path) -> tuple[int, int]:
    """Give what the rows of batches come to for the fund, and how many there are."""
    with open_engine(folder) as engine:
        rows = engine.fetch(BATCH_DISCHARGES.read(engine)).to_pylist()
    return sum(row["fund_pay_sumamt"] for row in rows), len(rows)


def job_of_approver(home: County, undo: dict[str, str]) -> None:
    """Order a reversal as the one who signs for the fund, whose place is the department's."""
    approver, department = home.people["approver"], home.places["department"]
    Membership.objects.create(user=approver, organisation=department, role="approver")
    assert 302 == home.client("approver").post("/fund/discharge/do", undo).status_code


def test_a_case_of_a_batch_is_not_done_on_the_page_of_cases(home: County, stayed: Path):
    about = {
        "engine": "discharge",
        "rule": "集中办理出院",
        "title": "一次",
        "subject": "一次",
    }
    with open_ledger(stayed / "cases.db") as ledger:
        rows = [Evidence("MDTRT", "M1", {}, 0, 0)]
        code = ledger.open_case(
            **about, evidence=rows, by="甲", at=datetime(2026, 7, 1)
        )
    signed(stayed, code)
    form = {"year": "2026", "code": code, "step": "执行"}

    home.client("fund").post("/fund/audit/move", form)

    with open_ledger(stayed / "cases.db") as ledger:
        assert "已复核" == ledger.case(code).state


def test_who_only_looks_opens_nothing(home: County, stayed: Path):
    assert 400 == home.client("leader").post("/fund/discharge/open", ASKED).status_code
    assert not (stayed / "cases.db").exists()


@pytest.mark.usefixtures("stayed")
@pytest.mark.parametrize(
    "words", ["day=三月&policy=sample_2024", "day=2026-06-30&policy=none"]
)
def test_what_cannot_be_previewed_is_said(home: County, words: str, text_of):
    shown = text_of(home.client("fund").get(f"/fund/discharge?year=2026&{words}"))

    assert "请写明截止哪一天" in shown or "没有叫 none 的政策" in shown
    assert "立为一批" not in shown
