"""The fund's ledger and its budget."""

from datetime import date
from decimal import Decimal

from jixiao.fund.synthesis.shape import shapes
from jixiao.fund.synthesis.work import budgets


def test_a_year_is_budgeted_at_a_rise_above_the_last_and_the_first_not_at_all():
    outlays = [
        {"insutype": "390", "year": year, "month": 3, "fen": 100_000}
        for year in (2025, 2026)
    ]

    planned = list(budgets(shapes()["county"], range(2025, 2027), [], outlays))

    of_residents = {
        row["year_begins"]: row["outlay"] for row in planned if row["insutype"] == "390"
    }
    assert {date(2026, 1, 1): Decimal("1060.00")} == of_residents
