from datetime import date
from decimal import Decimal

import ibis

from jixiao.fund.records import Records
from jixiao.fund.records.netting import fund_fields
from jixiao.fund.resettling.balance import fund_balance, weigh
from jixiao.fund.store.embedded import Embedded


def change(year: int, insutype: str, **fen: int) -> dict[str, object]:
    return {
        "year": year,
        "insutype": insutype,
        **dict.fromkeys(fund_fields(), 0),
        **fen,
    }


def months(
    insutype: str, year: int, balance: int, count: int = 12
) -> list[dict[str, object]]:
    return [
        {"insutype": insutype, "month": date(year, month, 1), "income": 12_000,
         "outlay": 10_000, "balance": (balance + month) * 100}
        for month in range(count, 0, -1)
    ]  # fmt: skip


def test_more_paid_lowers_the_balance_and_the_months_it_lasts():
    weighed = weigh([change(2025, "390", hifp_pay=20_000)], months("390", 2025, 588))
    (year,) = weighed.years

    assert (144_000, 120_000, 60_000) == (year.income, year.outlay, year.balance)
    assert 40_000 == year.balance_after
    assert (Decimal("6.0"), Decimal("3.4")) == (year.reserve, year.reserve_after)


def test_what_a_year_pays_more_is_missing_in_the_next_too():
    changes = [change(2025, "390", hifp_pay=100), change(2026, "390", hifp_pay=1)]
    weighed = weigh(changes, [*months("390", 2025, 500), *months("390", 2026, 800, 6)])

    assert [(2025, 12, 51_100), (2026, 6, 80_499)] == [
        (year.year, year.months, year.balance_after) for year in weighed.years
    ]


def test_each_layer_is_paid_from_its_own_fund_and_one_not_loaded_is_told():
    changes = [
        change(2025, "310", hifp_pay=5, hifob_pay=7, maf_pay=11),
        change(2025, "390", hifp_pay=3, hifmi_pay=-2),
    ]
    weighed = weigh(changes, [*months("310", 2025, 1), *months("330", 2025, 1)])

    assert {("310", 5), ("330", 7)} == {
        (year.insutype, year.change) for year in weighed.years
    }
    assert {"maf_pay": 11, "hifp_pay": 3, "hifmi_pay": -2} == weighed.elsewhere


def test_a_fund_that_pays_nothing_lasts_for_no_number_of_months():
    paid = [row | {"outlay": 0} for row in months("390", 2025, 1)]

    (year,) = weigh([change(2025, "390")], paid).years

    assert None is year.reserve


def test_without_the_funds_months_there_is_no_balance():
    assert None is fund_balance(
        Records(Embedded(ibis.duckdb.connect())), ibis.table({"year": "int32"})
    )
