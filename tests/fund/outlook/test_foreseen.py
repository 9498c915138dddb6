"""Series of the records, those that are carried on and those that are refused."""

from datetime import date

import pytest

from jixiao.fund import kept_tables
from jixiao.fund.outlook.foreseen import foresee, keep_foreseen, series_until
from jixiao.fund.outlook.history import history_until, shift
from jixiao.fund.outlook.watching import watch
from jixiao.fund.records import Records
from jixiao.fund.store.opening import open_scratch
from tests.fund.outlook.test_forecast import noisy
from tests.measure_page import load_example
from tests.spec_page import Example

JUNE = date(2026, 6, 1)
SHOCK = 3
"""From April on half as much again is paid."""
STAYS = 200
"""Stays a month: what a single one costs would be chance."""
_AS_OFTEN = f"""
    INSERT INTO "SETL_D"
    SELECT * EXCLUDE (nth) REPLACE (setl_id || '.' || nth AS setl_id)
    FROM "SETL_D", range(1, {STAYS}) AS again(nth)
"""


def settled() -> list[dict[str, str]]:
    months = 66
    rows = []
    for n, fen in enumerate(noisy(3, months).values):
        month = shift(JUNE, n - months + 1)
        paid = fen * 3 // 2 if n >= months - SHOCK else fen
        stay = {"med_type": "21", "setl_time": f"{month} 10:00:00"}
        rows.append(
            stay | {"setl_id": str(n), "fund_pay_sumamt": f"{paid / 100 / STAYS:.2f}"}
        )
    fresh = {"med_type": "11", "setl_time": f"{JUNE} 10:00:00"}
    rows.append(fresh | {"setl_id": "x", "fund_pay_sumamt": "1.00"})
    return rows


@pytest.mark.slow
def test_a_shock_is_warned_of_and_short_series_are_named(tmp_path):
    with open_scratch(tmp_path) as engine:
        load_example(engine, Example("", [("SETL_D", settled())], []))
        engine.run(_AS_OFTEN)
        period = history_until(JUNE, 84)
        records = Records(engine, period, kept=kept_tables())
        refused = keep_foreseen(records, JUNE)
        raised = watch(records, JUNE).standing
        series = series_until(records, JUNE)
        forecasts = foresee(series, 12)

    assert ("390/普通门诊只有 1 个月，少于 24 个月，不推算。",) == refused
    assert ("390/普通门诊只有 1 个月，少于 36 个月，不推算。",) == forecasts.refused
    (surprise,) = (each for each in raised if each.signal.code == "FO01")
    assert ("390/住院", date(2026, 4, 1), "预警") == (
        surprise.place,
        surprise.since,
        surprise.level.word,
    )
    assert ["390/住院"] == [made.series.name for made in forecasts.made]
