from pathlib import Path

import pytest

from jixiao.web.models import Trail
from tests.fund.payment.paid import paid_county
from tests.web.conftest import County
from tests.web.paid_county import let_see

PAGES = (
    "catalogue", "case?case=HIGH&year=2026", "settlement?year=2026", "statement?year=2026&hospital=H1",
    "statement.xlsx?year=2026&hospital=H1", "what-if?year=2026&changes=%E5%9F%BA%E9%87%91%3D200000",
    "simulation?year=2026", "lists?year=2026", "lists/letter.docx?year=2026&hospital=H1",
    "special?year=2026", "publication?year=2026", "publication.xlsx?year=2026&hospital=H1",
)  # fmt: skip


@pytest.fixture(scope="module")
def paid() -> Path:
    """Give a county's folder; the pages of all rooms are tried on it."""
    return paid_county()


@pytest.mark.parametrize("page", PAGES)
def test_a_foreign_county_and_a_foreign_role_are_as_if_not_there(
    home: County, other: County, paid: Path, page: str
):
    let_see(other, paid)
    let_see(home, paid)
    place = other.places["department"].pk
    mark = "&" if "?" in page else "?"

    assert 404 == home.client("clerk").get(f"/fund/{page}").status_code
    assert (
        404 == home.client("fund").get(f"/fund/{page}{mark}place={place}").status_code
    )
    assert 404 == home.client("fund").get(f"/fund/{page}{mark}place=x").status_code
    assert 405 == home.client("fund").post(f"/fund/{page}").status_code


@pytest.mark.slow
def test_a_case_says_step_by_step_why_it_is_where_it_is(
    home: County, paid: Path, text_of
):
    let_see(home, paid)

    client = home.client("fund")
    text = text_of(client.get("/fund/case?year=2026&case=HIGH"))
    near = text_of(client.get("/fund/case?year=2026&case=HIGH&near=1"))

    assert "再加一个编码会入的组" in near
    assert "再加一个编码会入的组" not in text

    assert "主要诊断 I21.000，取前四位 I21.0" in text
    assert "结果：I21.0:36.0700" in text
    assert "样例方案（不是任何版本的 CHS-DRG）" in text
    assert "个参数是样例，不是任何地方的规定" in text
    assert Trail.objects.filter(action="看一例的入组", about__endswith="HIGH").exists()


def test_a_case_that_is_not_there_is_told(home: County, paid: Path, text_of):
    let_see(home, paid)

    text = text_of(home.client("fund").get("/fund/case?year=2026&case=NONE"))

    assert "2026 年入组的病例里没有结算编号 NONE" in text
    assert not Trail.objects.filter(action="看一例的入组").exists()


@pytest.mark.slow
def test_the_catalogue_is_narrowed_and_ordered(home: County, paid: Path, text_of):
    let_see(home, paid)
    client = home.client("leader")

    assert "J18.9:保守" in text_of(client.get("/fund/catalogue?order=points"))
    narrowed = text_of(client.get("/fund/catalogue?words=I21&kind=核心"))
    assert "I21.0:36.0700" in narrowed
    assert "J18.9:保守" not in narrowed


def test_the_settlement_adds_up_to_the_fund(home: County, paid: Path, text_of):
    let_see(home, paid)

    text = text_of(home.client("auditor").get("/fund/settlement?year=2026"))

    assert "300,000.00" in text
    assert "费用过低" in text
    assert "还没有清算" in text_of(
        home.client("fund").get("/fund/settlement?year=2025")
    )


@pytest.mark.slow
def test_a_statement_is_checked_against_its_rows(home: County, paid: Path, text_of):
    let_see(home, paid)
    client = home.client("fund")

    assert "从逐例的行重算过，与印的一致" in text_of(
        client.get("/fund/statement?year=2026")
    )
    assert b"PK" == client.get("/fund/statement.xlsx?year=2026").content[:2]
    assert 404 == client.get("/fund/statement?year=2026&hospital=H7").status_code
    assert 404 == client.get("/fund/statement.xlsx?year=2025").status_code


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ("系数:H1=2", "多得的机构"),
        ("参数:dip.deviation_rule=3.0", "费用偏差病例按哪一版规范：3.0（样例，假设"),
        ("基金=很多", "应是不小于 0"),
        ("没有=1", "不认识"),
        ("参数=nobody", "没有叫 nobody 的参数"),
    ],
)
def test_what_if_compares_or_says_what_it_does_not_know(
    home: County, paid: Path, text_of, changes: str, message: str
):
    let_see(home, paid)

    response = home.client("fund").get(
        "/fund/what-if", {"year": "2026", "changes": changes}
    )

    assert message in text_of(response)


def test_a_simulation_stands_beside_what_was_booked(home: County, paid: Path, text_of):
    let_see(home, paid)

    text = text_of(home.client("fund").get("/fund/simulation?year=2026"))

    assert "分组方案是样例" in text
    assert "没有记 DRG 模拟运行的开始日期" in text
    assert "科室没有记" in text
    assert "按 DIP（元）" in text
    assert "组内变异系数" in text


@pytest.mark.parametrize("year", ["x", "20266", "1999", "²"])
def test_a_year_that_is_none_is_refused(home: County, paid: Path, year: str):
    let_see(home, paid)

    assert 400 == home.client("fund").get(f"/fund/catalogue?year={year}").status_code


def test_while_something_writes_a_page_asks_to_wait(
    home: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text_of
):
    (tmp_path / "fund.duckdb").write_text("this is not a store")
    monkeypatch.setattr("jixiao.web.work.fund_pages._PAUSE", 0)
    let_see(home, tmp_path)

    response = home.client("fund").get("/fund/catalogue")

    assert 400 == response.status_code
    assert "后台正在更新这些数据" in text_of(response)
