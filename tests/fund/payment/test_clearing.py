from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.errors import JixiaoError
from jixiao.fund.payment import HospitalYear, clear_year
from tests.fund.payment.terms import terms

SAMPLE = terms()
A = HospitalYear("A", 2, 966_625_000, 773_300, 502_645)
B = HospitalYear("B", 2, 2_375_000_000, 2_800_000, 1_820_000)
"""The two hospitals of the known answer: 65 % of their costs were booked to the fund."""


def shares(clearing) -> list[int]:
    return [each.share for each in clearing.hospitals]


def test_the_two_hospitals_share_22000_yuan():
    clearing = clear_year([A, B], 2_200_000, SAMPLE)

    assert [636_389, 1_563_611] == shares(clearing)
    assert Fraction("10.1286511341") == round(clearing.point_value * 10**10) / Fraction(
        10**10
    )
    assert Fraction("0.65") == clearing.ratio
    assert 0 == clearing.beyond


def test_6_3_million_of_1_25_million_points_make_8_yuan_a_point():
    hospital = HospitalYear("A", 1, 1_250_000_000_000, 1_000_000_000, 630_000_000)

    assert 8 == clear_year([hospital], 630_000_000, SAMPLE).point_value


@given(
    st.lists(st.tuples(st.integers(0, 10**13), st.integers(1, 10**12)), min_size=1, max_size=9)
    .filter(lambda years: any(points for points, _ in years)),
    st.integers(1, 10**13),
)  # fmt: skip
def test_every_fen_of_the_fund_is_shared_out(years: list[tuple[int, int]], fund: int):
    hospitals = [
        HospitalYear(f"H{n}", 1, points, cost, cost // 2 + 1)
        for n, (points, cost) in enumerate(years)
    ]

    assert fund == sum(shares(clear_year(hospitals, fund, SAMPLE)))


def test_assessment_deductions_and_what_was_paid_are_taken_off():
    judged = HospitalYear(
        "A", 2, A.points, A.cost, A.booked, Fraction("0.98"), 10_000, 650_000
    )

    (first, _) = clear_year([judged, B], 2_200_000, SAMPLE).hospitals

    assert (636_389, 623_661, -36_339) == (first.share, first.assessed, first.due)


def test_a_hospital_that_was_paid_too_much_is_named():
    paid = HospitalYear("A", 2, A.points, A.cost, A.booked, paid=900_000)

    assert "应收回：A" in clear_year([paid, B], 2_200_000, SAMPLE).notes[0]


def test_a_hospital_without_cases_gets_nothing_and_stays_in_the_list():
    clearing = clear_year([A, B, HospitalYear("C", 0, 0, 0, 0)], 2_200_000, SAMPLE)

    assert [636_389, 1_563_611, 0] == shares(clearing)


def test_a_fixed_point_value_pays_what_it_pays_and_says_what_is_beyond():
    clearing = clear_year(
        [A, B], 2_200_000, terms(dip_point_value_form='"固定"'), 8_000_000
    )

    assert 1_737_645 == sum(shares(clearing))
    assert 1_737_645 - 2_200_000 == clearing.beyond
    assert "少 4,623.55 元" in clearing.notes[0]


def test_an_elastic_point_value_lies_between_the_two():
    form = terms(dip_point_value_form='"弹性"')
    clearing = clear_year([A, B], 2_200_000, form, 8_000_000)

    assert Fraction(8, 10) * 8 + Fraction(2, 10) * Fraction(3_520_000, 347_529) == clearing.point_value  # fmt: skip


def test_a_form_that_needs_the_budgets_point_value_asks_for_it():
    with pytest.raises(JixiaoError, match="年初点值"):
        clear_year([A, B], 2_200_000, terms(dip_point_value_form='"弹性"'))


def test_each_hospitals_own_ratio_need_not_add_up_and_says_so():
    other = HospitalYear("B", 2, B.points, B.cost, B.booked - 200_000)

    clearing = clear_year([A, other], 2_200_000, terms(dip_ratio_of='"各机构"'))

    assert clearing.beyond
    assert "可用基金" in clearing.notes[0]


@pytest.mark.parametrize(("hospitals", "fund"), [([A, B], 0), ([], 100)])
def test_no_fund_or_no_costs_cannot_be_cleared(
    hospitals: list[HospitalYear], fund: int
):
    with pytest.raises(JixiaoError, match="才能清算"):
        clear_year(hospitals, fund, SAMPLE)


def test_a_year_without_points_is_refused():
    with pytest.raises(JixiaoError, match="没有分值"):
        clear_year([HospitalYear("A", 1, 0, 100, 50)], 100, SAMPLE)
