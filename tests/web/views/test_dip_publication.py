"""A cleared year's data, a workbook for each hospital."""

from tests.fund.payment.paid import paid_county
from tests.web.conftest import County
from tests.web.paid_county import let_see


def test_each_hospital_has_its_workbook_and_what_is_missing_is_said(
    home: County, text_of
):
    let_see(home, paid_county())
    client = home.client("leader")

    text = text_of(client.get("/fund/publication?year=2026"))

    assert "费用消耗指数" in text
    assert "住院率：没有按统筹区参保人数算" in text
    assert "个参数是样例" in text
    book = client.get("/fund/publication.xlsx?year=2026&hospital=H1")
    assert b"PK" == book.content[:2]
    assert 404 == client.get("/fund/publication.xlsx?year=2026&hospital=H7").status_code
    assert "没有清算" in text_of(client.get("/fund/publication?year=2025"))
