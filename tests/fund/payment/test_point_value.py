import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.payment.point_value import budget_point_value


def test_costs_and_points_of_three_years_are_weighted():
    costs, points = (800_000, 1_200_000, 900_000), (1_000_000_000,) * 3

    assert 9_500_000 == budget_point_value(costs, points, (1, 2, 7))


def test_a_year_without_points_falls_away():
    assert 8_000_000 == budget_point_value((5, 800_000), (0, 1_000_000_000), (2, 7))


def test_history_without_points_has_no_value():
    with pytest.raises(JixiaoError, match="没有分值"):
        budget_point_value((5,), (0,), (1,))
