"""Months back and forth."""

from datetime import date

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.outlook.history import (
    history_until,
    month_end,
    months_between,
    read_month,
    shift,
)
from jixiao.period import Period


def test_months_go_over_years():
    assert date(2025, 12, 1) == shift(date(2026, 1, 1), -1)
    assert date(2027, 1, 1) == shift(date(2026, 12, 1), 1)
    assert date(2024, 2, 29) == month_end(date(2024, 2, 1))
    history = Period(date(2023, 7, 1), date(2026, 6, 30))
    assert history == history_until(date(2026, 6, 1))
    assert 36 == len(months_between(history.first, history.last))


@pytest.mark.parametrize(
    "text", ["2026-13", "2026", "2026-00", "06-2026", "2026-06-01"]
)
def test_what_is_no_month_is_refused(text: str):
    assert date(2026, 6, 1) == read_month("2026-06", "--month")
    with pytest.raises(JixiaoError, match=r"--month 的.*应是月份"):
        read_month(text, "--month")
