"""A tip at a browser: taken in under seal, looked at with the key, rewarded, paid by another."""

from io import BytesIO
from pathlib import Path

from django.utils import timezone

from jixiao.fund.cases import open_ledger
from jixiao.fund.supervision.tips import new_key
from tests.web.conftest import County
from tests.web.watched_county import watched_county, with_hospital

PAGE, ACT = "/fund/tips?year=2026", "/fund/tips/act"
KEY = new_key()
TIP = {
    "year": "2026", "act": "accept", "code": "J1", "channel": "电话", "subject": "示例医院",
    "fact": "空刷", "name": "举报人甲", "contact": "无",
}  # fmt: skip


def key() -> BytesIO:
    return BytesIO(KEY)


def test_a_tip_is_sealed_rewarded_and_paid(home: County, tmp_path: Path, text_of):
    with_hospital(home, watched_county(tmp_path))
    fund, approver = home.client("fund"), home.client("approver")
    today = timezone.localdate().isoformat()

    def done(client, **sent: object) -> str:
        return text_of(
            client.post(ACT, {"year": "2026", "code": "J1", **sent}, follow=True)
        )

    assert "请选钥匙文件" in text_of(fund.post(ACT, TIP, follow=True))
    accused = home.people["approver"].full_name
    sent = {**TIP, "key": key(), "accused": accused}
    assert "已登记 J1" in text_of(fund.post(ACT, sent, follow=True))
    assert "举报人甲" not in text_of(fund.get(PAGE))
    looked = done(fund, act="identity", why="发放", key=key())
    assert "举报人甲" in looked
    assert "举报人甲" not in text_of(fund.get(PAGE))
    assert "不能查阅" in done(approver, act="identity", why="看看", key=key())
    assert "（拒绝）" in text_of(fund.get(PAGE))
    assert "不能办这一步" in done(fund, act="reward")
    reward = {"act": "reward", "tariff": "hefei_person", "noticed_on": today}
    assert "最多两位小数" in done(approver, **reward, proven="x")
    assert "奖励 800 元" in done(approver, **reward, proven="8000")
    assert "已发放 800 元" in done(fund, act="pay", paid_on=today)
    assert 404 == home.client("leader").get(PAGE).status_code

    with open_ledger(tmp_path / "cases.db") as ledger:
        (case,) = ledger.cases()
        assert ("tip", "示例医院") == (case.engine, case.subject)
        assert "举报人甲" not in str(ledger.case(case.code))
