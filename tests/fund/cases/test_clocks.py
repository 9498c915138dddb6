"""Terms over holidays and make-up days."""

from datetime import date

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.cases.clocks import CALENDAR, WORKING, Clock, due_on, last_day_of


def clock(days: int, kind: str) -> Clock:
    return Clock("x", days, kind, "x", confirmed=True)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2025, 9, 30), 1, date(2025, 10, 9)),  # the holidays of October
        (date(2025, 9, 26), 1, date(2025, 9, 28)),  # a Sunday that is worked
        (date(2026, 3, 2), 5, date(2026, 3, 9)),  # a weekend between
        (date(2026, 3, 6), 1, date(2026, 3, 9)),
    ],
)
def test_working_days_know_holidays_and_make_up_days(start: date, days: int, end: date):
    assert end == due_on(start, clock(days, WORKING))


def test_calendar_days_count_all():
    assert date(2025, 10, 5) == due_on(date(2025, 9, 30), clock(5, CALENDAR))


def test_a_year_without_notice_is_refused():
    with pytest.raises(JixiaoError, match="还没有 2031 年的放假安排"):
        due_on(date(2031, 1, 1), clock(1, WORKING))


def test_a_year_without_notice_goes_by_weekdays_and_says_so():
    last_day, doubt = last_day_of(date(2030, 12, 31), clock(3, WORKING))

    assert date(2031, 1, 3) == last_day
    assert "2031 年的放假安排还没有，按周一至周五算" in doubt
    assert (date(2026, 3, 9), "") == last_day_of(date(2026, 3, 2), clock(5, WORKING))
