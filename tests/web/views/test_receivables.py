"""What patients owe at a browser: by age, with what does not hold together."""

from contextlib import closing
from pathlib import Path

from jixiao.fund.store.opening import open_store
from tests.measure_page import select_rows
from tests.web.conftest import County
from tests.web.paid_county import let_see

AGREEMENT = {
    "agreement_no": "A1", "psn_no": "P1", "mdtrt_id": "M1", "fixmedins_code": "H1",
    "signed_on": "2026-01-05", "deposit": "100.00", "deposit_free": "1",
}  # fmt: skip
INSTALMENTS = [
    {"agreement_no": "A1", "nth": "1", "due_on": "2026-02-01", "due_amount": "500.00"},
    {"agreement_no": "A1", "nth": "2", "due_on": "2026-06-15", "due_amount": "300.00",
     "written_off": "300.00", "written_on": "2026-06-20"},
]  # fmt: skip


def test_balances_of_a_day_are_shown(home: County, tmp_path: Path, text_of):
    with closing(open_store(tmp_path)) as store:
        for code, rows in (
            ("CREDIT_AGREEMENT", [AGREEMENT]),
            ("CREDIT_INSTALMENT", INSTALMENTS),
        ):
            store.execute(f'CREATE TABLE "{code}" AS {select_rows(code, rows)}')
    let_see(home, tmp_path)
    client = home.client("leader")

    june = text_of(client.get("/fund/owed?year=2026&day=2026-06-30"))
    january = text_of(client.get("/fund/owed?year=2026&day=2026-01-31"))

    assert "800.00" in june
    assert "没有批准文号" in june
    assert "免收押金" in june
    assert "没有逾期的协议" in january
    assert 400 == client.get("/fund/owed?year=2026&day=x").status_code
    form = {"year": "2026", "day": "2026-06-30"}
    assert 302 == home.client("fund").post("/fund/owed/open", form).status_code
    assert "协议 A1 到 2026-06-30 逾期 800.00 元" in text_of(client.get("/fund/owed?year=2026"))  # fmt: skip
    assert 400 == client.post("/fund/owed/open", form).status_code


def test_what_was_not_loaded_is_said(home: County, tmp_path: Path, text_of):
    open_store(tmp_path).close()
    let_see(home, tmp_path)

    shown = text_of(home.client("fund").get("/fund/owed?year=2026"))

    assert "CREDIT_AGREEMENT" in shown or "先诊疗后付费协议" in shown
    assert "jixiao load" not in shown
