"""A grading at a browser: from the sheet to its case."""

from pathlib import Path

from jixiao.fund.cases import open_ledger
from tests.web.conftest import County
from tests.web.watched_county import watched_county, with_hospital

VALUES = {"upload": "95", "satisfaction": "85", "upheld": "3", "trace": "92", "fraud": "0", "deeds": "0"}  # fmt: skip


def test_a_hospital_is_graded_and_the_grade_becomes_a_case(
    home: County, tmp_path: Path, text_of
):
    with_hospital(home, watched_county(tmp_path))
    client = home.client("fund")
    asked = {f"v.{code}": value for code, value in VALUES.items()}

    shown = text_of(client.get("/fund/grading", {"year": "2026", **asked}))
    lacking = text_of(client.get("/fund/grading", {"year": "2026", "v.upload": "95"}))
    sent = {"year": "2026", "subject": "H1", **asked}
    opened = text_of(client.post("/fund/grading/open", sent, follow=True))
    again = text_of(client.post("/fund/grading/open", sent, follow=True))

    counted = client.get(
        "/fund/grading", {"year": "2026", "subject": "H1", "take": "1"}
    )
    assert 'name="v.upheld" value="0"' in counted.content.decode()
    assert "没有收到" in text_of(counted) or "没有收" in text_of(counted)
    assert "要升一级，最少补上" in shown
    assert "这个等级的后果" in shown
    assert "还没有" in lacking
    assert "公示草案" in opened
    assert "已经评定过" in again
    with open_ledger(tmp_path / "cases.db") as ledger:
        (case,) = ledger.cases()
        assert ("grading", "H1") == (case.engine, case.subject)
        assert 7 == len(ledger.case(case.code).evidence)

    def do(role: str, step: str, **more: str) -> str:
        sent = {"year": "2026", "code": case.code, "step": step, **more}
        return text_of(home.client(role).post("/fund/audit/move", sent, follow=True))

    do("fund", "公示草案")
    hospital = home.client("institution")
    answer = {"code": [case.code], "text": "上传率有误", "year": "2026"}
    answered = hospital.post("/fund/answers/send", answer, follow=True)
    assert "已答复 1 案" in text_of(answered)
    assert "现在不能" in do("fund", "委员会定级", outcome="属实")
    decided = do("approver", "委员会定级", outcome="部分属实", text="改为良好")
    assert "已决定" in decided
    letter = f"/fund/audit/letter?year=2026&code={case.code}&kind=credit_notice"
    assert client.get(letter).content.startswith(b"PK")
