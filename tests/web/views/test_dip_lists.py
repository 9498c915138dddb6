"""A hospital's lists that go back, by the letter that the office gives."""

import io

import pytest
from docx import Document

from tests.fund.payment.paid import paid_county
from tests.web.conftest import County
from tests.web.paid_county import let_see


@pytest.mark.slow
def test_rates_checks_and_letters_of_a_year_are_shown(home: County, text_of):
    let_see(home, paid_county())
    client = home.client("fund")

    text = text_of(client.get("/fund/lists?year=2026"))
    letter = client.get("/fund/lists/letter.docx?year=2026&hospital=H2")

    assert "QS02 必填项空白" in text
    assert "没有查：" in text
    assert "不能算" in text
    assert 404 == letter.status_code, "no list of it was refused"
    assert "还没有核对过" in text_of(client.get("/fund/lists?year=2025"))


def test_a_letter_goes_back_with_the_lists_that_were_refused(home: County, tmp_path):
    from jixiao.fund.store.opening import open_engine
    from tests.fund.payment.paid import own_county

    county = own_county(tmp_path)
    with open_engine(county) as engine:
        engine.run(
            "INSERT INTO list_marks BY NAME SELECT 'a' setl_id, 'H1' fixmedins_code, 2026 AS year,"
            " 'QS02' code, '必填项空白' title, '拒绝' severity, '性别空白' says"
        )
    let_see(home, county)

    response = home.client("fund").get("/fund/lists/letter.docx?year=2026&hospital=H1")

    text = "\n".join(p.text for p in Document(io.BytesIO(response.content)).paragraphs)
    assert "H1：" in text
    assert "有 1 张" in text
