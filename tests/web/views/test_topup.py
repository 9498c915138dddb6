"""A top-up product's year at a browser: what is due, what was not paid, which products there are."""

from contextlib import closing
from pathlib import Path

import pytest

from jixiao.fund.payment.topup.product import SAMPLE
from jixiao.fund.store.opening import open_store
from tests.measure_page import select_rows
from tests.web.conftest import County
from tests.web.paid_county import let_see

ENROLLED = {
    "product": "sample", "psn_no": "P1", "begins_on": "2026-01-01", "ends_on": "2026-12-31",
    "premium": "100.00",
}  # fmt: skip
SETTLED = {
    "setl_id": "S1", "mdtrt_id": "M1", "psn_no": "P1", "insutype": "390", "med_type": "21",
    "setl_time": "2026-05-01 10:00:00", "medfee_sumamt": "30000.00", "inscp_amt": "25000.00",
    "fund_pay_sumamt": "0.00", "vali_flag": "1",
}  # fmt: skip


@pytest.fixture
def insured(home: County, tmp_path: Path) -> Path:
    with closing(open_store(tmp_path)) as store:
        for code, rows in (("TOPUP_ENROL", [ENROLLED]), ("SETL_D", [SETTLED])):
            store.execute(f'CREATE TABLE "{code}" AS {select_rows(code, rows)}')
    let_see(home, tmp_path)
    return tmp_path


@pytest.mark.slow
@pytest.mark.usefixtures("insured")
def test_what_was_not_paid_is_shown(home: County, text_of):
    shown = text_of(home.client("leader").get("/fund/topup?year=2026"))

    assert "S1 应赔 5,000.00 元，没有赔" in shown
    assert "样例" in shown


@pytest.mark.slow
def test_what_was_not_paid_is_asked_of_the_insurer(
    home: County, insured: Path, text_of
):
    client = home.client("fund")

    assert 302 == client.post("/fund/topup/open", {"year": "2026"}).status_code
    shown = text_of(client.get("/fund/topup?year=2026"))
    by_looker = home.client("leader").post("/fund/topup/open", {"year": "2026"})

    assert (insured / "cases.db").exists()
    assert "笔赔付和条款对不上" in shown
    assert 400 == by_looker.status_code


def test_a_products_of_the_place_come_first(home: County, insured: Path, text_of):
    product = insured / "topup" / "local.toml"
    product.parent.mkdir()
    product.write_text(SAMPLE.read_text("utf-8").replace("15000", "20000"), "utf-8")
    client = home.client("fund")

    shown = text_of(client.get("/fund/topup?year=2026"))
    unknown = text_of(client.get("/fund/topup?year=2026&product=none"))

    assert "S1 应赔 2,500.00 元，没有赔" in shown
    assert "没有叫 none 的产品" in unknown
