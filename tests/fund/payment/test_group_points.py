from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.errors import JixiaoError
from jixiao.fund.payment import GroupCost, YearCost, points_of_groups
from jixiao.fund.payment.group_points import rebase, weighted_mean
from tests.fund.payment.terms import terms

YEARS = (YearCost(100, 50_000_000), YearCost(80, 41_600_000), YearCost(20, 11_200_000))
"""Means of 5 000, 5 200 and 5 600 yuan."""
NONE = YearCost(0, 0)
SAMPLE = terms()


def test_the_two_readings_of_weights_differ():
    assert 546_000 == weighted_mean(YEARS, (1, 2, 7), by_cases=False)
    assert 529_000 == weighted_mean(YEARS, (1, 2, 7), by_cases=True)


def test_the_weight_of_a_year_without_cases_falls_away():
    assert 552_500 == weighted_mean(
        (YEARS[0], NONE, YEARS[2]), (1, 2, 7), by_cases=False
    )
    assert weighted_mean((NONE, NONE, NONE), (1, 2, 7), by_cases=False) is None


def test_as_many_years_as_weights_are_needed():
    with pytest.raises(JixiaoError, match="权重有 3 个，费用有 2 年"):
        weighted_mean(YEARS[:2], (1, 2, 7), by_cases=False)


def flat(code: str, mean: int, cases: int = 10) -> GroupCost:
    return GroupCost(code, (YearCost(cases, cases * mean * 100),) * 3)


def test_a_group_of_5460_yuan_where_all_cost_8000_has_682_5_points():
    group = GroupCost("甲", YEARS)
    rest = [YearCost(y.cases, y.cases * 1_600_000 - y.cost) for y in YEARS]

    points = points_of_groups([group, GroupCost("乙", tuple(rest))], terms())

    assert 6_825_000 == points["甲"]


def test_points_by_a_base_group_and_by_a_standard_amount():
    groups = [flat("甲", 5_000), flat("乙", 12_500), GroupCost("丙", (NONE,) * 3)]
    by_group = terms(dip_points_method='"基准病种"', dip_base_group='["甲"]')
    by_amount = terms(dip_points_method='"标准定额"', dip_standard_yuan="10000")

    assert {"甲": 10_000_000, "乙": 25_000_000} == points_of_groups(groups, by_group)
    assert {"甲": 5_000_000, "乙": 12_500_000} == points_of_groups(groups, by_amount)


def test_a_base_group_without_cases_is_refused():
    with pytest.raises(JixiaoError, match="基准病种 丙 没有病例"):
        points_of_groups(
            [GroupCost("丙", (NONE,) * 3)],
            terms(dip_points_method='"基准病种"', dip_base_group='["丙"]'),
        )


def test_no_cases_make_no_points():
    with pytest.raises(JixiaoError, match="没有病例的费用"):
        points_of_groups([], terms())


@given(st.integers(2, 50))
def test_scaling_all_costs_leaves_the_points(scale: int):
    groups = [GroupCost("甲", YEARS), flat("乙", 9_000)]
    scaled = [
        GroupCost(g.code, tuple(YearCost(y.cases, y.cost * scale) for y in g.years))
        for g in groups
    ]

    assert points_of_groups(groups, SAMPLE) == points_of_groups(scaled, SAMPLE)


POINTS = st.dictionaries(
    st.text("甲乙丙丁戊己", min_size=1, max_size=3),
    st.tuples(st.integers(1, 10**8), st.integers(1, 10**8), st.integers(1, 5_000)),
    min_size=1,
)


@pytest.mark.slow
@given(POINTS)
def test_rebased_points_hold_the_whole_up_to_what_rounding_leaves(groups):
    before = {code: old for code, (old, _, _) in groups.items()}
    after = {code: new for code, (_, new, _) in groups.items()}
    cases = {code: n for code, (_, _, n) in groups.items()}

    rebased = rebase(before, after, cases)

    whole = sum(before[code] * cases[code] for code in groups)
    assert whole == rebased.left + sum(p * cases[c] for c, p in rebased.points.items())
    assert 0 <= rebased.left < max(cases.values()) * len(groups)
    assert all(
        abs(points - after[code] * rebased.factor) < 1
        for code, points in rebased.points.items()
    )


def test_points_that_hold_already_are_left_alone():
    same = rebase({"甲": 5, "乙": 7}, {"甲": 5, "乙": 7}, {"甲": 3, "乙": 4})

    assert ({"甲": 5, "乙": 7}, Fraction(1), 0) == (same.points, same.factor, same.left)


def test_points_that_are_all_nothing_are_refused():
    with pytest.raises(JixiaoError, match="合计是 0"):
        rebase({"甲": 5}, {"甲": 0}, {"甲": 3})
