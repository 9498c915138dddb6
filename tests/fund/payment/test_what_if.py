from dataclasses import replace

import numpy as np
import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.payment.what_if import Change, Regrouped, compare, fit_of
from jixiao.fund.payment.year_cases import YearCases
from jixiao.fund.payment.year_settlement import HospitalAccount, YearRules, settle_year
from tests.fund.payment.terms import terms

A, B = "A", "B"


def cases() -> YearCases:
    """Four cases of two hospitals, three of them grouped."""
    return YearCases(
        ["1", "2", "3", "4"], ["H1", "H2"], np.array([0, 0, 1, 1]), [A, B], np.array([0, 1, 1, -1]),
        np.array([500_000, 900_000, 1_100_000, 300_000]), np.array([300_000, 600_000, 700_000, 200_000]),
        np.array([1, 2, 3, 4]),
    )  # fmt: skip


def rules() -> YearRules:
    accounts = {"H1": HospitalAccount(10_000), "H2": HospitalAccount(10_500)}
    return YearRules(
        terms(), {A: 6_000_000, B: 12_000_000}, accounts, 8_000_000, 1_800_000
    )


def regrouped(*groups: int) -> Regrouped:
    """The same cases as a catalogue groups them that has one group C (0; none: -1)."""
    others = replace(cases(), group_codes=["C"], groups=np.array(groups))
    return Regrouped(others, {"C": 7_000_000}, frozenset({"C"}), 9_000_000)


def test_nothing_changed_moves_nothing():
    compared = compare(cases(), rules(), Change())

    assert () == (*compared.winners, *compared.losers)


def test_whatever_changes_the_fund_is_shared_whole():
    for change in (
        Change(coefficients={"H1": 12_000}), Change(merged={A: B}), Change(joining={"H3": "H1"}),
        Change(without=frozenset({"H2"})), Change(regrouped=regrouped(0, 0, 0, -1)),
        Change(points={A: 9_000_000}), Change(fund=2_500_000),
    ):  # fmt: skip
        after = compare(cases(), rules(), change).after.clearing
        assert after.fund == sum(each.share for each in after.hospitals)


def test_a_hospital_that_joins_treats_what_the_one_it_is_like_treats():
    after = compare(cases(), rules(), Change(joining={"H3": "H1"})).after.clearing

    by_code = {each.year.code: each.year for each in after.hospitals}
    assert (by_code["H1"].points, by_code["H1"].cost) == (
        by_code["H3"].points,
        by_code["H3"].cost,
    )


def test_cases_merged_into_a_group_get_its_points():
    compared = compare(cases(), rules(), Change(merged={A: B}))

    assert {each.code for each in compared.groups if each.change < 0} == {A}


def test_groups_of_another_catalogue_stand_in_their_place():
    change = Change(regrouped=regrouped(0, 0, -1, -1))

    after = compare(cases(), rules(), change).after

    assert [0, 0, -1, -1] == [*after.cases.groups]
    assert ({"C": 7_000_000}, 9_000_000) == (
        after.rules.points,
        after.rules.point_value,
    )


def test_points_of_a_group_that_the_other_catalogue_lacks_are_refused():
    change = Change(regrouped=regrouped(0, 0, -1, -1), points={A: 1})

    with pytest.raises(JixiaoError, match="没有叫 A"):
        compare(cases(), rules(), change)


@pytest.mark.parametrize(
    "change",
    [
        Change(points={"Z": 1}), Change(merged={"Z": A}), Change(merged={A: "Z"}),
        Change(joining={"H1": "H2"}), Change(joining={"H3": "H9"}), Change(coefficients={"H9": 1}),
        Change(without=frozenset({"H9"})), Change(assessments={"H9": 1}),
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused(change: Change):
    with pytest.raises(JixiaoError, match=r"没有叫|已经在内"):
        compare(cases(), rules(), change)


def test_how_well_groups_fit_is_counted_by_hand():
    fit = fit_of(settle_year(cases(), rules()))

    # Costs 5 000, 9 000, 11 000: mean 8 333.3; within B 1 000 off each.
    total = 3_333.33**2 + 666.67**2 + 2_666.67**2
    assert fit.explained == pytest.approx(1 - 2_000_000 / total, abs=1e-4)
    assert fit.cv == pytest.approx(2 / 3 * 0.1, abs=1e-9)
