"""What a signal declares, and what is refused."""

import pytest
from ibis import ir

from jixiao.errors import FaultyEntry
from jixiao.fund.outlook import SignalLevel, library, signal


def test_a_signal_says_how_loud_it_is_and_what_it_looks_at():
    reserve_runs_low = library()["RE01"]

    assert (SignalLevel.WARNING, "预警") == (
        reserve_runs_low.level,
        reserve_runs_low.level.word,
    )
    assert {"months": True} == reserve_runs_low.sources
    assert "reserves" == reserve_runs_low.family


def test_a_limit_without_a_value_on_the_page_is_refused():
    with pytest.raises(FaultyEntry, match=r"ZZ01.*least 不是已知的项"):

        @signal(code="ZZ01", title="x", says="x", level=SignalLevel.WATCH, basis="x")
        def _(months: ir.Table, *, least: int) -> ir.Table:
            return months.filter(months.outlay < least)
