"""A product's year: premiums, dues and payouts, and what does not agree."""

from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.payment.topup.product import load_product
from jixiao.fund.payment.topup.year import ProductYear, product_year, whole_year
from jixiao.fund.records import Records
from jixiao.fund.store.opening import open_scratch
from tests.drawn import drawn
from tests.measure_page import load_example
from tests.spec_page import Example

TERM = {
    "product": "sample", "psn_no": "P1", "begins_on": "2026-01-01", "ends_on": "2026-12-31", "premium": "150.00",
}  # fmt: skip
BILL = {
    "setl_id": "S1", "mdtrt_id": "M1", "psn_no": "P1", "setl_time": "2026-06-01 09:00:00", "med_type": "21",
    "medfee_sumamt": "40000.00", "inscp_amt": "40000.00", "hifp_pay": "20000.00", "fund_pay_sumamt": "20000.00",
    "psn_pay": "20000.00",
}  # fmt: skip


def year_of(tmp_path: Path, *payouts: dict[str, str], terms=(TERM,)) -> ProductYear:
    paid = [
        {"product": "sample", "psn_no": "P1", "setl_id": "S1", "paid_on": "2026-07-01", **each}
        for each in payouts
    ]  # fmt: skip
    tables = [("TOPUP_ENROL", list(terms)), ("SETL_D", [BILL]), ("TOPUP_PAYOUT", paid)]
    with open_scratch(tmp_path) as engine:
        load_example(engine, Example("", [t for t in tables if t[1]], []))
        year = whole_year(2026)
        return product_year(Records(engine, year), load_product(), year)


@pytest.mark.slow
def test_a_year_adds_up_and_agrees(tmp_path: Path):
    came = year_of(tmp_path, {"amount": "2500.00"})

    assert (1, 15_000, 250_000, 250_000) == (came.persons, came.premium, came.due, came.paid)  # fmt: skip
    assert [] == came.differences
    assert came.loss_ratio == pytest.approx(250_000 / 15_000)


@drawn(one_of=4)
@pytest.mark.parametrize(
    ("payouts", "difference"),
    [
        ((), "应赔 2,500.00 元，没有赔"),
        (({"amount": "2500.01"},), "赔了 2,500.01 元"),
        (({"amount": "2500.00"}, {"amount": "1.00", "setl_id": "S9"}), "S9 不是在保人员"),
        (({"amount": "2500.00"}, {"amount": "17500.01", "product": "other"}), "几个产品共赔的更多"),
    ],
)  # fmt: skip
def test_what_does_not_agree_is_said(tmp_path: Path, payouts, difference: str):
    [difference_found] = year_of(tmp_path, *payouts).differences

    assert difference in str(difference_found)


def test_terms_that_overlap_are_refused(tmp_path: Path):
    later = TERM | {"begins_on": "2026-12-31", "ends_on": "2027-12-30"}

    with pytest.raises(JixiaoError, match="重叠"):
        year_of(tmp_path, terms=(TERM, later))


def test_a_product_that_nobody_has_is_refused(tmp_path: Path):
    with pytest.raises(JixiaoError, match="没有产品 sample"):
        year_of(tmp_path, terms=(TERM | {"product": "other"},))
