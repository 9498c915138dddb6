"""The archive at a browser: what was approved files itself; papers are boxed, lent and destroyed."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.conftest import APPROVED, County
from tests.web.paid_county import let_see

PAGE, ACT = "/fund/archives?year=2026", "/fund/archives/act"
OLD = {
    "act": "file",
    "title": "一月报表",
    "kind": "月度统计报表",
    "on": "2010-02-01",
    "pages": "3",
}


def test_approved_targets_file_themselves_once(home: County, tmp_path: Path, text_of):
    let_see(home, tmp_path)
    home.case(*APPROVED)
    fund = home.client("fund")

    first, again = text_of(fund.get(PAGE)), text_of(fund.get(PAGE))

    assert "刚归档 1 件" in first
    assert "刚归档" not in again
    assert "2026 年 医保宣传 绩效目标批复" in again
    made = fund.get("/fund/archives/content?year=2026&number=gl2026-Z-0001")
    assert made.content.startswith(b"%PDF")


@pytest.mark.slow
def test_a_paper_goes_from_filing_to_destruction(home: County, tmp_path: Path, text_of):
    let_see(home, tmp_path)
    fund, approver, leader = (
        home.client(role) for role in ("fund", "approver", "leader")
    )

    def done(client, **sent: object) -> str:
        return text_of(client.post(ACT, {"year": "2026", **sent}, follow=True))

    content = SimpleUploadedFile("一月.txt", b"1")
    assert "已归档 tj2010-D-0001" in done(fund, **OLD, content=content)
    assert "不能办这一步" in done(approver, act="box")
    assert "没有目录可印" in text_of(fund.get("/fund/archives/lists?year=2026"))
    assert "装了 1 件" in done(fund, act="box")
    assert "已写明全宗号" in done(fund, act="fonds", fonds="Q001")
    assert fund.get("/fund/archives/lists?year=2026&suffix=docx").content.startswith(
        b"PK"
    )
    lent = {"act": "lend", "number": "tj2010-D-0001", "borrower": "乙", "why": "核对"}
    assert "应写成" in done(fund, **lent, until="x")
    assert "已借出" in done(fund, **lent, until="2999-01-01")
    assert "借出还没有还" in done(
        fund, act="propose", numbers="tj2010-D-0001", why="到期"
    )
    assert "已还回" in done(fund, act="back", loan="1")
    assert "已提请第 1 批" in done(
        fund, act="propose", numbers="tj2010-D-0001", why="到期"
    )
    assert "应至少 2 人" in done(fund, act="destroy", proposal="1", witness="丁")
    assert "已批准" in done(approver, act="approve", proposal="1")
    assert "已批准" in done(leader, act="approve", proposal="1")
    assert "已登记第 1 批销毁" in done(fund, act="destroy", proposal="1", witness="丁")
    assert 404 == fund.get("/fund/archives/lists?suffix=exe").status_code
