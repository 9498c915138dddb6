"""Events answered and mended against their grade's limit."""

from datetime import datetime, timedelta
from fractions import Fraction

import pytest

from jixiao.service.systems.answering import Clock, Outcome, promptness
from jixiao.service.systems.notes import Incident
from jixiao.service.systems.spans import Hours

NOON = datetime(2026, 6, 10, 12)
LIMITS = {"一般": Fraction(30), "重大": Fraction(60)}
CLOCK = Clock(LIMITS, Hours(), NOON + timedelta(minutes=31))


def after(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def incident(
    responded: datetime | None = None,
    restored: datetime | None = None,
    grade: str = "一般",
) -> Incident:
    return Incident("1", "A", NOON, responded, restored, grade)


@pytest.mark.parametrize(
    ("of", "outcome"),
    [
        (incident(after(30)), Outcome.IN_TIME),
        (incident(after(30) + timedelta(seconds=1)), Outcome.LATE),
        (incident(after(60), grade="重大安全事件"), Outcome.IN_TIME),
        (incident(after(61), grade="重大"), Outcome.LATE),
        (incident(after(1), grade=""), Outcome.NO_LIMIT),
        (incident(after(1), grade="特别重大"), Outcome.NO_LIMIT),
        (incident(after(-1)), Outcome.REVERSED),
        (incident(restored=after(20)), Outcome.UNRECORDED),
        (incident(), Outcome.LATE),
        (incident(grade="重大"), Outcome.WAITING),
    ],
)
def test_a_response_is_told_against_its_limit(of: Incident, outcome: Outcome):
    assert outcome == CLOCK.response(of).outcome


def test_an_event_not_mended_is_counted_until_now():
    answer = CLOCK.restoring(incident(after(5)))

    assert (31 * 60, Outcome.LATE) == (answer.seconds, answer.outcome)


def test_what_nobody_wrote_down_is_a_failure():
    two = [CLOCK.response(incident(after(3))), CLOCK.response(incident(restored=after(9)))]  # fmt: skip
    came = promptness(two, 90)

    assert Fraction(1, 2) == came.rate
    assert 180 == came.worst


def test_no_events_are_no_full_mark():
    came = promptness([], 90)

    assert (None, None, None) == (came.rate, came.percentile, came.worst)


def test_the_percentile_is_of_the_nearest_rank():
    times = [CLOCK.response(incident(after(minutes))) for minutes in range(1, 11)]

    assert 9 * 60 == promptness(times, 90).percentile
    assert 60 == promptness(times, 0).percentile
