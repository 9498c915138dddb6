"""Points of practitioners at a browser: entered, told, decided; nine suspend and twelve end."""

from pathlib import Path

from jixiao.fund.cases import open_ledger
from tests.web.conftest import County
from tests.web.watched_county import watched_county, with_hospital

PAGE = "/fund/points?year=2026"
DECISION = {
    "year": "2026", "staff": "D1", "name": "甲", "institution": "H1", "number": "一号",
    "decided_on": "2026-03-05", "band": "重", "responsibility": "主要责任", "months": "6",
    "fact": "冒名结算",
}  # fmt: skip


def test_a_doctor_is_suspended_at_nine_and_ended_at_twelve(
    home: County, tmp_path: Path, text_of
):
    with_hospital(home, watched_county(tmp_path))
    fund, approver = home.client("fund"), home.client("approver")

    def entered(**more: str) -> str:
        return text_of(
            fund.post("/fund/points/decide", {**DECISION, **more}, follow=True)
        )

    def decided(nth: int) -> None:
        with open_ledger(tmp_path / "cases.db") as ledger:
            code = ledger.cases()[nth].code
        form = {"year": "2026", "code": code}
        fund.post("/fund/audit/move", {**form, "step": "告知"})
        approver.post("/fund/audit/move", {**form, "step": "记分", "outcome": "属实"})

    assert "请告知本人" in entered()
    assert "已经登记过" in entered()
    assert "可记 7、8、9 分，不能记 3 分" in entered(number="二号", points="3")
    assert "应写成 2026-03-05" in entered(number="二号", decided_on="三月")
    assert "正常" in text_of(fund.get(PAGE))
    decided(0)
    page = text_of(home.client("leader").get(PAGE))
    assert "暂停" in page
    assert "登记一个决定" not in page
    entered(number="二号", band="轻", fact="多开")
    decided(1)

    assert "终止" in text_of(fund.get(PAGE))
    refused = approver.post("/fund/points/decide", DECISION, follow=True)
    assert "由基金业务登记" in text_of(refused)
