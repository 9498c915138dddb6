"""Prices linked at a browser: ordered, calculated by the worker, shown, opened as cases."""

from contextlib import closing
from pathlib import Path

import pytest

from jixiao.fund.cases import open_ledger
from jixiao.fund.prices.kept import FIRM_RATINGS
from jixiao.fund.store.opening import open_engine, open_store
from jixiao.web.background.pricing import link_prices
from jixiao.web.models import Job
from tests.measure_page import select_rows
from tests.web.conftest import County
from tests.web.paid_county import let_see

OFFER = {
    "generic_name": "示例药", "kind": "1", "form": "片剂", "spec": "0.25g*24片", "maker": "甲制药",
    "price_unit": "盒", "begins_on": "2025-01-01",
}  # fmt: skip
OFFERS = [
    OFFER | {"province": where, "listing_code": f"X{where}", "price": price}
    for where, price in (("宁夏", "24.00"), ("北京", "8.00"), ("上海", "9.00"), ("江苏", "9.50"))
] + [OFFER | {"province": "宁夏", "listing_code": "X2", "price": "1.00", "spec": "大盒"}]  # fmt: skip
DECISION = {
    "linkage_no": "LD1", "listing_code": "X宁夏", "decision": "1", "old_price": "24", "new_price": "8",
    "decided_on": "2026-04-20", "effective_on": "2026-05-01",
}  # fmt: skip
ORDERS = [
    {
        "order_no": f"D{n}", "fixmedins_code": "H1", "listing_code": "X宁夏", "quantity": "10",
        "price": price, "ordered_on": "2026-06-01",
    }
    for n, price in enumerate(("8", "24"))
]  # fmt: skip
EVENT = {
    "event_no": "E1", "firm_code": "91SAMPLE1", "firm_name": "示例药业", "matter": "1", "authority": "示例法院",
    "document": "示例刑初1号", "decided_on": "2026-01-05", "amount": "600000",
}  # fmt: skip


@pytest.fixture
def priced(home: County, tmp_path: Path) -> Path:
    with closing(open_store(tmp_path)) as store:
        for code, rows in (
            ("LISTED_PRICE", OFFERS),
            ("PRICE_DECISION", [DECISION]),
            ("PURCHASE_ORDER", ORDERS),
            ("FIRM_EVENT", [EVENT]),
        ):
            store.execute(f'CREATE TABLE "{code}" AS {select_rows(code, rows)}')
    let_see(home, tmp_path)
    return tmp_path


@pytest.mark.slow
def test_a_linkage_goes_from_the_page_to_a_case(home: County, priced: Path, text_of):
    client = home.client("fund")
    form = {"year": "2026", "province": "宁夏", "day": "2026-03-31"}

    before = text_of(client.get("/fund/prices?year=2026"))
    assert 302 == client.post("/fund/prices/do", form).status_code
    link_prices(Job.objects.get(kind="link"), lambda *_: None)
    shown = text_of(client.get("/fund/prices?year=2026"))
    unread = text_of(client.get("/fund/prices?year=2026&state=4"))
    opened = text_of(client.post("/fund/prices/open", {"year": "2026"}, follow=True))

    assert "jixiao prices" not in before
    assert "还没有" in before
    assert "红标★" in shown
    assert "160.00" in shown
    assert "没有读懂" in unread
    assert "甲制药" not in unread.split("产品（")[0]
    assert "甲制药" in opened
    with open_ledger(priced / "cases.db") as ledger:
        (case,) = ledger.cases()
    assert ("prices", "甲制药") == (case.engine, case.subject)


@pytest.mark.parametrize(
    "words", [{"day": "2026-03-31"}, {"province": "宁夏", "day": "三月"}]
)
@pytest.mark.usefixtures("priced")
def test_what_is_no_linkage_is_not_ordered(home: County, words: dict[str, str]):
    answer = home.client("fund").post("/fund/prices/do", {"year": "2026", **words})

    assert 400 == answer.status_code
    assert not Job.objects.filter(kind="link").exists()


@pytest.mark.usefixtures("priced")
def test_who_only_looks_orders_nothing(home: County):
    form = {"year": "2026", "province": "宁夏", "day": "2026-03-31"}

    assert 400 == home.client("leader").post("/fund/prices/do", form).status_code


@pytest.mark.usefixtures("priced")
def test_firms_are_shown_with_their_tier(home: County, text_of):
    shown = text_of(home.client("leader").get("/fund/firms?year=2026&day=2026-06-30"))

    assert "严重失信" in shown
    assert "修复还缺 ①②④⑤⑥" in shown
    assert "未核对" in shown


@pytest.mark.slow
def test_ratings_of_a_day_are_kept_and_become_cases(
    home: County, priced: Path, text_of
):
    form = {"year": "2026", "day": "2026-06-30"}

    opened = text_of(home.client("fund").post("/fund/firms/keep", form, follow=True))

    assert "示例药业" in opened
    assert 400 == home.client("leader").post("/fund/firms/keep", form).status_code
    with open_engine(priced) as engine:
        (row,) = FIRM_RATINGS.rows(engine)
    assert ("91SAMPLE1", "严重失信") == (row["firm_code"], row["tier"])
    with open_ledger(priced / "cases.db") as ledger:
        (case,) = ledger.cases()
    assert ("firm", "示例药业") == (case.engine, case.subject)
