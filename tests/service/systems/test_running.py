"""The share of its service time that a system ran."""

from datetime import datetime, timedelta
from fractions import Fraction

from jixiao.service.systems.running import running, unannounced

JUNE = (datetime(2026, 6, 1), datetime(2026, 7, 1))
WHOLE = Fraction(1)


def span(begins: int, ends: int, day: int = 10) -> tuple[datetime, datetime]:
    first = datetime(2026, 6, day)
    return first + timedelta(hours=begins), first + timedelta(hours=ends)


TWO = [(span(10, 12), WHOLE), (span(11, 13), WHOLE)]


def test_two_overlapping_outages_of_a_month_of_thirty_days():
    ran = running([JUNE], TWO, [])

    assert (43_200 * 60, 180 * 60) == (ran.service, ran.down)
    assert Fraction(43_020, 43_200) == ran.share
    assert "99.583" == f"{float(ran.share) * 100:.3f}"


def test_an_announced_window_is_taken_off_the_service_time():
    ran = running([JUNE], TWO, [span(2, 4, day=20)])

    assert (43_080 * 60, 120 * 60, 180 * 60) == (ran.service, ran.planned, ran.down)
    assert "99.582" == f"{float(ran.share) * 100:.3f}"


def test_an_outage_within_an_announced_window_is_none():
    assert 3600 * 2 == running([JUNE], TWO, [span(10, 11)]).down


def test_an_outage_over_the_end_of_the_month_counts_to_the_end():
    ran = running([JUNE], [(span(23, 30, day=30), WHOLE)], [])

    assert 3600 == ran.down


def test_an_outage_of_some_users_counts_by_their_share_and_the_widest_of_two():
    some = [(span(10, 12), Fraction(1, 2)), (span(11, 13), Fraction(1, 4))]
    ran = running([JUNE], some, [])

    assert 3 * 3600 == ran.down
    assert 3600 + 900 == ran.weighted_down


def test_without_service_there_is_no_share():
    assert running([], TWO, []).share is None


def test_a_planned_stop_longer_than_announced_is_told():
    window, slack = [span(10, 11)], timedelta(minutes=5)

    assert unannounced(span(10, 12), window, slack)
    assert not unannounced(span(10, 11), window, slack)
