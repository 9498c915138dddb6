"""Spans of time."""

from datetime import datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.errors import JixiaoError
from jixiao.service.systems.spans import (  # fmt: skip
    clocked,
    common,
    read_hours,
    seconds,
    union,
    without,
)


def at(hour: int, minute: int = 0, day: int = 1) -> datetime:
    return datetime(2026, 6, day, hour, minute)


spans = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=5).map(
    lambda pairs: [(at(begins), at(ends)) for begins, ends in pairs]
)


def test_overlapping_spans_count_once():
    joined = union([(at(11), at(13)), (at(10), at(12)), (at(13), at(14))])

    assert [(at(10), at(14))] == joined


@pytest.mark.slow
@given(spans, spans)
def test_what_is_common_and_what_is_left_are_the_whole(first, second):
    whole = seconds(union(first))

    assert whole == seconds(common(first, second)) + seconds(without(first, second))


def test_only_the_hours_that_count_are_counted():
    hours = read_hours(["08:30-12:00", "14:30-18:00"])

    assert 3600 == clocked(at(11, 30), at(15), hours)
    assert 3600 == clocked(at(17, 30), at(9, 0, 2), hours)
    assert 12_600 == clocked(at(11, 30), at(15), read_hours(["全天"]))
    assert ((time(8, 30), time(12)), (time(14, 30), time(18))) == hours.times


def test_days_off_do_not_count_and_make_up_days_do():
    # 2026-02-14 is a Saturday that was made a working day; the festival lasts to the 23rd.
    hours = read_hours(["工作日", "08:30-12:00"])
    friday, after = datetime(2026, 2, 13, 11), datetime(2026, 2, 24, 9)

    assert 3600 + 12_600 + 1800 == clocked(friday, after, hours)
    assert not hours.holds(datetime(2026, 2, 20, 9))
    assert hours.holds(datetime(2026, 2, 14, 9))
    assert read_hours(["工作日"]) == read_hours(["工作日", "全天"])


@pytest.mark.parametrize("written", [["12:00-08:00"], ["上午"], [], ["全天", "08:00-09:00"]])  # fmt: skip
def test_hours_written_otherwise_are_refused(written: list[str]):
    with pytest.raises(JixiaoError, match=r"systems\.hours"):
        read_hours(written)
