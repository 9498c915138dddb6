"""Forecasts are tried on a year that is over."""

from datetime import date
from pathlib import Path

import pytest

from jixiao.fund.store.opening import open_engine
from jixiao.measures import Period
from jixiao.measures.backtest import held, try_out
from tests.evaluation.tables import table
from tests.measures.ledgers import PROJECT, a_bureau


@pytest.mark.slow
def test_a_year_that_goes_as_the_one_before_is_foreseen(tmp_path: Path):
    promised = table(
        ("产出指标", "数量指标", "印发宣传折页", "≥100份", None),
        ("产出指标", "质量指标", "培训合格率", "≥50%", None),
        project=PROJECT,
    )
    store = a_bureau(tmp_path / "bureau", range(2025, 2027))

    with open_engine(store) as engine:
        trials = try_out(engine, promised, Period(date(2026, 1, 1), date(2026, 12, 31)))

    assert {3, 11} <= {trial.months for trial in trials}
    assert (9, 9) == held(trials)["total"]
    assert not any(trial.contrary for trial in trials)
