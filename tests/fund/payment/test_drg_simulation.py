import numpy as np
import pyarrow as pa
import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.payment.drg_stability import stability
from jixiao.fund.payment.drg_weights import (
    ByPoints,
    GroupWeight,
    case_weights,
    cost_coefficients,
    group_weights,
)
from tests.fund.payment.terms import terms


def rows(*cases: tuple[str, int, int, int]) -> pa.Table:
    """Cases as group, year, yuan and days."""
    drgs, years, yuan, days = zip(*cases, strict=True)
    return pa.table({
        "setl_id": [str(n) for n in range(len(cases))],
        "drg": drgs,
        "year": years,
        "medfee_sumamt": [each * 100 for each in yuan],
        "days": days,
        "status": ["没有入组" if code == "0000" else "入组" for code in drgs],
    })  # fmt: skip


def test_a_group_that_costs_half_of_the_mean_weighs_half():
    weights = group_weights(
        rows(("A", 2026, 5_000, 4), ("B", 2026, 15_000, 8), ("0000", 2026, 99_000, 9)),
        terms(),
    )

    assert {"A": 5_000, "B": 15_000} == {
        code: each.weight for code, each in weights.items()
    }
    assert (500_000, 4.0) == (weights["A"].mean, weights["A"].days)


def test_stays_too_long_weigh_nothing():
    weights = group_weights(
        rows(("A", 2026, 5_000, 4), ("A", 2026, 90_000, 61)), terms()
    )

    assert 1 == weights["A"].cases


def test_no_cases_make_no_weights():
    with pytest.raises(JixiaoError, match="没有可算权重"):
        group_weights(rows(("0000", 2026, 1, 1)), terms())


def test_low_cases_weigh_what_they_cost_and_high_ones_are_counted_apart():
    group = GroupWeight("A", 15_000, 1_000_000, 5.0, 10)
    costs = np.array([399_999, 400_000, 3_000_000, 3_000_001, 100])
    places = np.array([0, 0, 0, 0, -1])

    weights, low, high = case_weights(places, [group], costs, terms())

    assert [599_999, 1_500_000, 1_500_000, 1_500_000, 0] == [*weights]
    assert [True, False, False, False, False] == [*low]
    assert [False, False, False, True, False] == [*high]


def test_the_point_method_as_it_was_first_printed():
    # The group costs 12 000 of a mean of 8 000: 150 points.
    group = GroupWeight("A", 15_000, 1_200_000, 5.0, 10)
    before = pa.table({
        "fixmedins_code": ["H1", "H2"], "drg": ["A", "A"], "medfee_sumamt": [1_320_000, 1_080_000],
    })  # fmt: skip
    coefficients = cost_coefficients(before, ["H1", "H3", "H1", "H1"], ["A"] * 4)
    points = ByPoints(coefficients, np.array([False, False, True, True]))
    costs = np.array([1_200_000, 1_200_000, 300_000, 2_000_000])

    weights, _, _ = case_weights(np.zeros(4, int), [group], costs, terms(), points)

    # 1.1 times in a hospital that spends 13 200; 1 where the group is new; broken off, by cost, at most 150.
    assert [11_000, 10_000, 11_000, 11_000] == [*coefficients]
    assert [165.0, 150.0, 37.5, 150.0] == [each / 10_000 for each in weights.tolist()]


def test_stability_is_counted_by_hand():
    first, second = stability(
        rows(("A", 2025, 5_000, 4), ("B", 2025, 15_000, 8), ("0000", 2025, 1, 1),
             ("A", 2026, 10_000, 4), ("A", 2026, 10_000, 4), ("B", 2026, 40_000, 8)),
        terms(),
    )  # fmt: skip

    assert (2025, 2, 2, 1.0, 0.0, None) == (
        first.year, first.cases, first.groups, first.explained, first.cv, first.moved,
    )  # fmt: skip
    # Weights 0.5 and 1.5 become 0.5 and 2.0 of a mean of 20 000: a third more for one of three.
    assert pytest.approx(1 / 9, abs=1e-4) == second.moved
