"""The fund's ledger and its budget, and what a bureau keeps of watching."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from jixiao.fund.store.opening import open_scratch
from jixiao.fund.synthesis.shape import shapes
from jixiao.fund.synthesis.work import budgets, rewards, systems
from jixiao.measures.declaration import library
from jixiao.measures.measuring import Asked, take
from jixiao.period import Period
from tests.measure_page import select_rows


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


def printed(row: dict[str, object]) -> dict[str, str]:
    return {name: str(cell) for name, cell in row.items() if cell is not None}


@pytest.fixture
def watched(tmp_path: Path):
    """Hold two years' rewards and systems as loaded tables."""
    shape, rng = shapes()["county"], np.random.default_rng(3)
    drawn = [row for year in (2025, 2026) for row in rewards(shape, year, [], rng)]
    with open_scratch(tmp_path) as engine:
        engine.make("TIP_REWARD", select_rows("TIP_REWARD", [*map(printed, drawn)]))
        in_use = [*map(printed, systems(range(2025, 2027)))]
        engine.make("SYSTEM_USE", select_rows("SYSTEM_USE", in_use))
        yield engine, drawn


@pytest.mark.slow
def test_tips_and_systems_of_a_year_measure_as_they_were_drawn(watched):
    engine, drawn = watched
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    asked = [Asked(library()[code]) for code in ("SU13", "SU14", "SY05", "SY06")]

    kept, paid, since, months = take(engine, asked, year)

    # Twelve noticed: one waived, one left lying, one paid in January.
    assert (9, 11) == (kept.above, kept.below)
    yuan = sum(row["paid_amount"] or 0 for row in drawn if paid_in_2026(row))
    assert int(yuan * 100) == paid.above
    assert date(2026, 5, 18) == since.day
    assert 12 == months.above


def paid_in_2026(row: dict[str, object]) -> bool:
    return str(row["paid_on"]).startswith("2026")
