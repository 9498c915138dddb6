"""A finding carried to its recovery at browsers: staff, the hospital, the second reader."""

from io import BytesIO
from pathlib import Path

import pytest

from jixiao.fund.cases import Outcome, open_ledger
from tests.web.conftest import County
from tests.web.watched_county import watched_county, with_hospital

QUEUE, CASE, ANSWERS = "/fund/audit?year=2026", "/fund/audit/case", "/fund/answers"


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a county's folder with what an audit marked."""
    return watched_county(tmp_path_factory.mktemp("watched"))


@pytest.fixture
def office(home: County, watched: Path) -> County:
    (watched / "cases.db").unlink(missing_ok=True)
    with_hospital(home, watched)
    return home


def do(office: County, role: str, step: str, code: str, **more: str) -> str:
    sent = {"code": code, "step": step, "year": "2026", **more}
    response = office.client(role).post("/fund/audit/move", sent, follow=True)
    return response.content.decode()


def opened(office: County, watched: Path) -> str:
    office.client("fund").post("/fund/audit/open", {"year": "2026"})
    with open_ledger(watched / "cases.db") as ledger:
        (case,) = ledger.cases()
    return case.code


def test_a_finding_goes_from_notice_to_recovery(office: County, watched: Path, text_of):
    code = opened(office, watched)
    assert "待核实" in text_of(office.client("leader").get(QUEUE))
    do(office, "fund", "分派", code)
    assert code in text_of(office.client("fund").get(f"{QUEUE}&whose=mine"))
    assert "还在试运行" in do(office, "fund", "告知", code)
    do(office, "approver", "准予告知", code)
    page = do(office, "fund", "告知", code)
    assert "申诉：" in page
    hospital = office.client("institution")
    assert code in text_of(hospital.get(ANSWERS))
    answered = hospital.post(
        f"{ANSWERS}/send",
        {"code": [code], "text": "是急诊", "file": BytesIO(b"paper")},
        follow=True,
    )
    assert "已答复 1 案" in text_of(answered)

    do(
        office,
        "approver",
        "复核决定",
        code,
        outcome="部分属实",
        spared="2",
        text="一行有理",
    )
    do(office, "fund", "追回", code, recovered="30.00")
    text = do(office, "approver", "结案", code)

    assert "已结案" in text
    with open_ledger(watched / "cases.db") as ledger:
        case = ledger.case(code)
        assert [] == ledger.verify()
    assert (Outcome.PARTLY, 3000, 3000) == (case.outcome, case.counted, case.recovered)
    assert "SHA-256" in case.events[4].text
    assert 1 == len(list((watched / "case_files").iterdir()))


@pytest.mark.slow
def test_who_told_may_not_decide(office: County, watched: Path):
    code = opened(office, watched)
    do(office, "fund", "分派", code)
    do(office, "approver", "准予告知", code)
    do(office, "fund", "告知", code)

    assert "您现在不能“决定”" in do(office, "fund", "决定", code, outcome="属实")
    assert "现在不能" in do(office, "leader", "决定", code, outcome="属实")


@pytest.mark.slow
def test_what_is_wrong_is_said_and_nothing_is_written(office: County, watched: Path):
    code = opened(office, watched)
    do(office, "fund", "分派", code)

    for more, words in (
        ({"outcome": "没有"}, "没有“没有”这种结论"),
        ({"outcome": "属实", "recovered": "x"}, "最多两位小数"),
        ({"outcome": "部分属实", "spared": "a"}, "要写行号"),
        ({"outcome": "部分属实", "spared": "9"}, "没有第 9 行"),
    ):
        assert words in do(office, "approver", "决定", code, **more)
    with open_ledger(watched / "cases.db") as ledger:
        assert "核实中" == ledger.case(code).state


@pytest.mark.slow
def test_letters_are_given_as_word_and_pdf(office: County, watched: Path):
    code = opened(office, watched)
    client = office.client("fund")
    address = f"/fund/audit/letter?year=2026&code={code}&kind="

    assert client.get(f"{address}notice&suffix=docx").content.startswith(b"PK")
    assert client.get(f"{address}talk&suffix=pdf").content.startswith(b"%PDF")
    assert 404 == client.get(f"{address}summons").status_code
    assert 404 == client.get(f"{CASE}?code=2026-99999").status_code


@pytest.mark.slow
def test_a_hospital_sees_its_own_room_and_no_other(
    office: County, watched: Path, text_of
):
    code = opened(office, watched)
    hospital = office.client("institution")

    assert 404 == hospital.get(QUEUE).status_code
    assert 404 == hospital.get(f"{CASE}?code={code}").status_code
    assert code not in text_of(hospital.get(ANSWERS))
    assert 404 == office.client("clerk").get(ANSWERS).status_code
    refused = hospital.post(
        f"{ANSWERS}/send", {"code": [code], "text": "x"}, follow=True
    )
    assert "现在不能由您答复" in text_of(refused)


def test_another_county_is_as_if_it_were_not_there(
    office: County, other: County, watched: Path
):
    code = opened(office, watched)

    assert 404 == other.client("fund").get(f"{CASE}?code={code}").status_code
