"""Severe cases, or rigid costs, are paid at the budget's value; the rest shares what is left."""

from dataclasses import replace

import numpy as np
import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.parameters import Terms
from jixiao.fund.payment.fixed_part import CostStructure, doubts_of
from jixiao.fund.payment.what_if import Change, compare
from jixiao.fund.payment.year_cases import YearCases
from jixiao.fund.payment.year_settlement import (
    HospitalAccount,
    SettledYear,
    YearRules,
    settle_year,
)
from tests.fund.payment.terms import terms

A, B = "A", "B"
SEVERE = terms(dip_point_value_form='"重症固定"')
RIGID = terms(dip_point_value_form='"刚性固定"')
STRUCTURE = {A: CostStructure(1_000, 300, 100), B: CostStructure(1_000, 0, 0)}


def cases() -> YearCases:
    """Two cases of 750 points in H1, one of 750 in H2, all at their standard; the second is severe."""
    return YearCases(
        ["1", "2", "3"], ["H1", "H2"], np.array([0, 0, 1]), [A, B], np.array([0, 0, 1]),
        np.array([600_000, 600_000, 600_000]), np.array([300_000, 300_000, 300_000]),
        np.array([1, 2, 3]), marked=["CCI1-2", "CCI1-2|重度", ""],
    )  # fmt: skip


def settled(
    rules: Terms, fund: int = 810_000, of: YearCases | None = None
) -> SettledYear:
    accounts = {"H1": HospitalAccount(10_000), "H2": HospitalAccount(10_000)}
    points = {A: 7_500_000, B: 7_500_000}
    return settle_year(
        of or cases(),
        YearRules(rules, points, accounts, 8_000_000, fund, structure=STRUCTURE),
    )


def test_the_severe_are_paid_at_the_budgets_value_and_the_rest_floats():
    clearing = settled(SEVERE).clearing

    # 750 points at 8 yuan are 6 000 yuan; 16 200 less that over 1 500 points are 6.80.
    assert (8, "6.80") == (clearing.fixed_value, f"{float(clearing.point_value):.2f}")
    assert [555_000, 255_000] == [each.share for each in clearing.hospitals]


def test_rigid_costs_are_paid_at_the_budgets_value_group_by_group():
    year = settled(RIGID)

    assert [300_000_000, 300_000_000, 0] == year.fixed.tolist()
    assert 810_000 == sum(each.share for each in year.clearing.hospitals)
    assert 8 == year.clearing.fixed_value


def test_where_nothing_is_severe_the_value_floats():
    light = replace(cases(), marked=["", "", ""])

    clearing = settled(SEVERE, of=light).clearing

    assert (None, [540_000, 270_000]) == (
        clearing.fixed_value,
        [each.share for each in clearing.hospitals],
    )


def test_a_fund_that_the_fixed_part_uses_up_is_refused():
    with pytest.raises(JixiaoError, match="用完了可用基金"):
        settled(SEVERE, fund=200_000)


def test_what_cannot_be_told_apart_is_said():
    assert "分不出重症" in doubts_of(replace(cases(), marked=None), {}, SEVERE)[0]
    assert "A、B" in doubts_of(cases(), {}, RIGID)[0]
    assert [] == doubts_of(cases(), {}, terms())


def test_what_if_tells_groups_by_both_values():
    compared = compare(
        cases(), settled(terms()).rules, Change(terms=SEVERE)
    )  # fmt: skip

    assert {A: 555_000, B: 255_000} == {
        each.code: each.after for each in compared.groups
    }
