"""The desks of prices for programs: the last linkage with its orders, and the credit of firms."""

from contextlib import closing
from datetime import date
from pathlib import Path

from jixiao.fund.parameters import load_parameter_sets
from jixiao.fund.prices.linkage import link
from jixiao.fund.store.opening import open_engine, open_store
from jixiao.web.api.desk_shapes import FirmCredit, PriceLinkage
from tests.measure_page import select_rows
from tests.web.api.test_desks import answered, ask
from tests.web.conftest import County
from tests.web.paid_county import let_see
from tests.web.views.test_price_linkage import DECISION, EVENT, OFFERS, ORDERS

DAY = date(2026, 3, 31)


def test_a_linkage_and_firms_are_given(home: County, tmp_path: Path):
    with closing(open_store(tmp_path)) as store:
        for code, rows in (
            ("LISTED_PRICE", OFFERS),
            ("PRICE_DECISION", [DECISION]),
            ("PURCHASE_ORDER", ORDERS),
            ("FIRM_EVENT", [EVENT]),
        ):
            store.execute(f'CREATE TABLE "{code}" AS {select_rows(code, rows)}')
    let_see(home, tmp_path)
    early = ask(home, "leader", "prices?year=2026")
    with open_engine(tmp_path) as engine:
        link(engine, DAY, "宁夏", load_parameter_sets()["sample"].on(DAY))

    linkage = answered(home, "prices?year=2026", PriceLinkage)
    credit = answered(home, "firms?year=2026&day=2026-06-30", FirmCredit)

    assert 404 == early.status_code
    assert {
        "可联动": 1,
        "不高于参考价": 0,
        "没有可比的": 0,
        "没有读懂": 1,
    } == linkage.states
    states = {product.code: product.state for product in linkage.products}
    assert {"X宁夏": "可联动", "X2": "没有读懂"} == states
    assert (DAY, 2) == (linkage.on, linkage.orders.orders)
    assert ["严重失信"] == [firm.tier for firm in credit.firms]
