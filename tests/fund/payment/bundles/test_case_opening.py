"""What leaked of a bundle becomes a case of who billed it, once."""

from datetime import date, datetime

import pytest

from jixiao.fund.cases import open_ledger
from jixiao.fund.payment.bundles import close_month
from jixiao.fund.payment.bundles.case_opening import open_leaks
from jixiao.fund.records import NotLoaded
from jixiao.fund.store.opening import open_scratch
from tests.fund.payment.bundles.rows import load
from tests.fund.payment.terms import terms

AT = datetime(2026, 5, 4, 9)


def test_a_leak_is_a_case_of_who_billed_it_once(tmp_path):
    with (
        open_scratch(tmp_path) as engine,
        open_ledger(tmp_path / "cases.db") as ledger,
    ):
        load(engine)
        with pytest.raises(NotLoaded):
            open_leaks(ledger, engine, by="甲", at=AT)
        close_month(engine, date(2026, 4, 1), terms())
        [code] = open_leaks(ledger, engine, by="甲", at=AT)
        again = open_leaks(ledger, engine, by="甲", at=AT)
        case = ledger.case(code)

    assert [] == again
    assert ("H3", 150_00, ["f3"]) == (
        case.subject, case.cost, [row.key for row in case.evidence]
    )  # fmt: skip
    assert "p1" not in {row.values["人员"] for row in case.evidence}
