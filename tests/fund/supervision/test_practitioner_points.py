"""Points of practitioners: both sides of 9 and 12, the new year, one fact twice."""

from datetime import date

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.supervision.practitioner_points import (
    PointsDecision,
    qualification,
    refuses,
)

DAY = date(2026, 6, 30)


def decided(*points: int, months: int = 3) -> list[PointsDecision]:
    return [
        PointsDecision(f"n{k}", date(2026, 5, k + 1), each, f"f{k}", months)
        for k, each in enumerate(points)
    ]


@pytest.mark.parametrize(
    ("points", "state"),
    [
        ((4,), "正常"),
        ((5,), "正常"),
        ((6,), "正常"),
        ((8,), "正常"),
        ((9,), "暂停"),
        ((5, 4), "暂停"),
        ((8, 4), "终止"),
        ((12,), "终止"),
    ],
)
def test_sums_of_a_year_decide(points: tuple[int, ...], state: str):
    standing = qualification(decided(*points), DAY)

    assert (state, sum(points)) == (standing.state, standing.points)


@pytest.mark.parametrize(("points", "year"), [((8, 4), 2027), ((12,), 2029)])
def test_how_long_nobody_is_registered_again(points: tuple[int, ...], year: int):
    until = qualification(decided(*points), DAY).until

    assert until
    assert year == until.year


def test_a_suspension_serves_its_term_over_the_new_year():
    decisions = [
        PointsDecision("a", date(2026, 12, 31), 9, "f1", 2),
        PointsDecision("b", date(2027, 1, 1), 1, "f2"),
    ]

    first = qualification(decisions, date(2027, 1, 1))
    later = qualification(decisions, date(2027, 2, 28))

    assert ("暂停", 1, date(2027, 2, 28)) == (first.state, first.points, first.until)
    assert "正常" == later.state


def test_one_fact_by_two_decisions_counts_once_and_highest():
    decisions = [
        PointsDecision("a", date(2026, 5, 1), 4, "f"),
        PointsDecision("b", date(2026, 5, 2), 6, "f"),
    ]

    assert 6 == qualification(decisions, DAY).points


def test_a_decision_that_was_withdrawn_does_not_count():
    decisions = [PointsDecision("a", date(2026, 5, 1), 9, "f", withdrawn=True)]

    assert ("正常", 0) == (
        qualification(decisions, DAY).state,
        qualification(decisions, DAY).points,
    )


def test_lines_are_refused_from_the_day_on_but_emergencies_pass_a_suspension():
    decisions = decided(9)

    assert not refuses(decisions, date(2026, 4, 30))
    assert refuses(decisions, date(2026, 5, 1))
    assert not refuses(decisions, date(2026, 5, 1), emergency=True)
    assert refuses(decided(12), date(2026, 5, 1), emergency=True)


def test_a_suspension_says_for_how_long():
    with pytest.raises(JixiaoError, match="要写明暂停几个月"):
        qualification([PointsDecision("a", date(2026, 5, 1), 9, "f")], DAY)


def test_a_repair_on_the_day_of_a_decision_lowers_it():
    day = date(2026, 3, 2)
    decided = [
        PointsDecision("决一", day, 4, "决一"),
        PointsDecision("2026-00001 修复 3", day, -1, "2026-00001 修复 3"),
    ]

    assert 3 == qualification(decided, day).points
