"""What a text may be, by its wording."""

import pytest

from jixiao.targets.reading.wording import IMPOSSIBLE, wording_cost


@pytest.mark.parametrize(
    ("text", "likely", "unlikely"),
    [
        ("道路维修里程", "name", "value"),
        ("≥95%", "value", "name"),
        ("显著提升", "value", "name"),
        ("设备故障,停测三月", "reason", "value"),
        ("万元", "unit", "name"),
        ("≥", "sign", "value"),
    ],
)
def test_a_text_costs_least_where_it_belongs(text: str, likely: str, unlikely: str):
    assert wording_cost(text, likely) < wording_cost(text, unlikely)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("95%", "sign"),
        ("120", "weight"),
        ("十分", "score"),
        ("一", "serial"),
        ("已完成", "tick"),
    ],
)
def test_a_column_of_one_shape_holds_nothing_else(text: str, kind: str):
    assert IMPOSSIBLE == wording_cost(text, kind)


def test_points_cost_a_value_more_than_figures_with_a_unit():
    assert wording_cost("10次", "value") < wording_cost("10", "value")


def test_each_character_and_mark_too_many_makes_a_value_less_likely():
    costs = [
        wording_cost(text, "value")
        for text in ("按期完成", "按期完成全部道路维修", "按期完成,全部道路维修")
    ]

    assert sorted(costs) == costs
    assert len(set(costs)) == len(costs)
