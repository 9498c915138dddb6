"""A year of control at a browser: what logs show, cases opened, the report."""

from contextlib import closing
from pathlib import Path

import pytest

from jixiao.fund.store.opening import open_store
from tests.measure_page import select_rows
from tests.web.conftest import County
from tests.web.paid_county import let_see

PAGE = "/house/control?year=2026"
LOG = [
    {"log_no": f"{n}", "done_at": f"2026-03-02 09:0{n}:00", "user_no": "u1", "duty": duty, "record_no": "R1"}
    for n, duty in enumerate(("录入", "审核"))
]  # fmt: skip


@pytest.fixture
def logged(home: County, tmp_path: Path) -> Path:
    with closing(open_store(tmp_path)) as store:
        rows = select_rows("OPERATION_LOG", LOG)
        store.execute(f'CREATE TABLE "OPERATION_LOG" AS {rows}')
    let_see(home, tmp_path)
    return tmp_path


@pytest.mark.usefixtures("logged")
def test_a_conflict_is_shown_opened_once_and_reported(home: County, text_of):
    fund = home.client("fund")
    shown = text_of(fund.get(PAGE))
    refused = text_of(
        home.client("leader").post("/house/control/open", {"year": "2026"}, follow=True)
    )
    opened = text_of(fund.post("/house/control/open", {"year": "2026"}, follow=True))
    again = text_of(fund.post("/house/control/open", {"year": "2026"}, follow=True))
    report = fund.get("/house/control/report.docx?year=2026")

    assert "一人做了不相容的两步" in shown
    assert "没有收代办授权表" in shown
    assert "由基金业务办理" in refused
    assert "新立 1 案" in opened
    assert "新立 0 案" in again
    assert b"PK" == report.content[:2]
    assert "评分 至多" in shown


def test_without_records_there_is_no_report(home: County, tmp_path: Path, text_of):
    let_see(home, tmp_path)
    fund = home.client("fund")

    assert "还没有收基金数据" in text_of(fund.get(PAGE))
    assert 404 == fund.get("/house/control/report.docx?year=2026").status_code
