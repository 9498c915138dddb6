from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.errors import JixiaoError
from jixiao.fund.payment import Deviation, price_cases
from jixiao.fund.payment.apportionment import rounded
from jixiao.fund.payment.case_points import FEW
from tests.fund.payment.terms import terms

SAMPLE = terms()
DRAFT = terms(dip_deviation_rule='"3.0"')
YUAN = 1_000_000


def price(
    cost: int, rules=SAMPLE, points=6_825_000, coefficient=10_500, auxiliary=10_000
):
    """The kind and the points of one case at 8 yuan a point: its standard is 5 733.00 yuan."""
    priced = price_cases(rules, 8 * YUAN, [points], [coefficient], [auxiliary], [cost])
    return Deviation(priced.kinds[0]), int(priced.points[0])


def test_the_four_cases_of_the_two_hospitals():
    priced = price_cases(
        SAMPLE,
        8 * YUAN,
        [6_825_000, 6_825_000, 12_000_000, 12_000_000],
        [10_500, 10_500, 9_000, 9_000],
        [10_000] * 4,
        [573_300, 200_000, 900_000, 1_900_000],
    )

    assert [716_625_000, 250_000_000, 1_080_000_000, 1_295_000_000] == list(
        priced.points
    )
    assert 3_341_625_000 == priced.total
    assert [0, 1, 0, 2] == list(priced.kinds)


def test_a_low_case_brings_at_the_budgets_point_value_what_it_cost():
    assert (Deviation.LOW, 250_000_000) == price(200_000)


@pytest.mark.parametrize(
    ("cost", "kind", "points"),
    [
        (286_649, Deviation.LOW, 358_311_250),
        (286_650, Deviation.NORMAL, 716_625_000),
        (1_146_600, Deviation.NORMAL, 716_625_000),
        (1_146_601, Deviation.HIGH, 716_626_250),
        (1_719_900, Deviation.HIGH, 2 * 716_625_000),
        (2_872_233, Deviation.HIGH, 2_873_666_250),
    ],
)
def test_costs_around_half_and_twice_the_standard(
    cost: int, kind: Deviation, points: int
):
    assert (kind, points) == price(cost)


def test_exactly_half_is_low_where_the_terms_say_so():
    counted = terms(dip_low_boundary='"算"')

    assert (Deviation.LOW, 358_312_500) == price(286_650, counted)


def test_the_draft_has_no_formula_for_high_costs_and_says_so():
    assert (Deviation.UNPRICED_HIGH, 716_625_000) == price(1_146_601, DRAFT)
    assert (Deviation.UNPRICED_HIGH, 716_625_000) == price(2_866_500, DRAFT)
    assert (Deviation.EXTREME, 716_625_000) == price(2_866_501, DRAFT)
    assert "没有公式" in Deviation.UNPRICED_HIGH.word


def test_a_case_without_a_group_has_no_points_unless_the_terms_give_a_share():
    some = terms(dip_ungrouped_share="0.8")

    assert (Deviation.UNGROUPED, 0) == price(100_000, points=0)
    assert (Deviation.UNGROUPED, 100_000_000) == price(100_000, some, points=0)


def witness(
    points: int, coefficient: int, auxiliary: int, cost: int, value: int
) -> int:
    """The rule of 1.0 in fractions: slow, and written apart."""
    group = Fraction(points, 10_000) * Fraction(coefficient, 10_000)
    if not group:
        return 0
    ratio = Fraction(cost, 100) / (group * Fraction(value, YUAN))
    factor = (
        ratio if ratio < Fraction(1, 2) else ratio - 1 if ratio > 2 else Fraction(1)
    )
    return rounded(group * Fraction(auxiliary, 10_000) * factor * 1_000_000)


CASE = st.tuples(
    st.integers(0, 10**9 - 1),
    st.integers(0, 10**5 - 1),
    st.integers(0, 10**5 - 1),
    st.integers(0, 10**11 - 1),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(CASE, min_size=1, max_size=20), st.integers(10**4, 10**10 - 1))
def test_every_case_is_priced_as_fractions_price_it(
    cases: list[tuple[int, ...]], value: int
):
    columns = list(zip(*cases, strict=True))

    priced = price_cases(SAMPLE, value, *columns)

    assert [witness(*case, value) for case in cases] == list(priced.points)


@pytest.mark.slow
def test_a_year_compiled_is_priced_as_each_case_alone():
    rng = np.random.default_rng(7)
    size = FEW + 1
    columns = [
        rng.integers(0, 10**9, size),
        rng.integers(0, 10**5, size),
        rng.integers(0, 10**5, size),
        rng.integers(0, 10**11, size),
    ]
    value = 12_345_678

    priced = price_cases(SAMPLE, value, *columns)

    assert [
        witness(*map(int, case), value) for case in zip(*columns, strict=True)
    ] == list(priced.points)


@pytest.mark.parametrize(
    ("change", "title"),
    [({"points": -1}, "病种分值"), ({"coefficient": 10**5}, "机构系数"),
     ({"auxiliary": 10**5}, "辅助系数"), ({"cost": 10**11}, "费用")],
)  # fmt: skip
def test_numbers_that_would_not_stay_exact_are_refused(
    change: dict[str, int], title: str
):
    with pytest.raises(JixiaoError, match=title):
        price(**{"cost": 100} | change)


@pytest.mark.parametrize("value", [0, 9_999, 10**10])
def test_point_values_that_nobody_has_are_refused(value: int):
    with pytest.raises(JixiaoError, match="点值"):
        price_cases(SAMPLE, value, [1], [1], [1], [1])


def test_a_line_with_too_many_digits_is_refused():
    with pytest.raises(JixiaoError, match=r"dip.low 最多写两位小数"):
        price(1, terms(dip_low="0.455"))
