"""Points are given out whole, by the paper or by the rubric."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.evaluation import rubrics
from jixiao.evaluation.weights import weigh
from tests.evaluation.tables import Row, table

OUTPUT = ("产出指标", "数量指标", "次数", "≥1次", None)
EFFECT = ("效益指标", "社会效益指标", "作用", "显著", None)
CONTENT = ("满意度指标", "服务对象满意度指标", "满意度", "≥90%", None)
COST = ("成本指标", "经济成本指标", "费用", "≤1万元", None)
MOF = rubrics()["mof_2020"]


def test_weights_on_paper_hold():
    rows = [(*OUTPUT[:4], "60"), (*CONTENT[:4], "30")]

    weights = weigh(table(*rows), MOF)

    assert {0: Decimal(60), 1: Decimal(30)} == weights.of
    assert () == weights.notes


def test_weights_that_add_up_wrongly_hold_and_are_told():
    weights = weigh(table((*OUTPUT[:4], "60"), (*CONTENT[:4], "33")), MOF)

    assert {0: Decimal(60), 1: Decimal(33)} == weights.of
    assert ("表上分值合计 93，应为 90",) == weights.notes


def test_without_weights_each_level_is_shared_out_equally():
    weights = weigh(table(OUTPUT, OUTPUT, OUTPUT, EFFECT, CONTENT), MOF)

    assert [Decimal(x) for x in ("16.67", "16.67", "16.66", "30", "10")] == list(
        weights.of.values()
    )
    assert "产出指标 50" in weights.notes[0]


@pytest.mark.parametrize(
    ("rows", "points"),
    [
        ((COST, OUTPUT, EFFECT, CONTENT), (20, 40, 20, 10)),
        ((COST, OUTPUT, EFFECT), (20, 40, 30)),
        ((OUTPUT, EFFECT, CONTENT), (50, 30, 10)),
        ((OUTPUT, EFFECT), (50, 40)),
    ],
)
def test_the_newer_rubric_has_cost_as_a_level(
    rows: tuple[Row, ...], points: tuple[int, ...]
):
    assert list(points) == list(weigh(table(*rows), rubrics()["mof_2021"]).of.values())


def test_the_points_of_a_level_without_rows_go_to_the_others():
    weights = weigh(table(OUTPUT, CONTENT), MOF)

    assert [Decimal(75), Decimal(15)] == list(weights.of.values())
    assert "没有效益指标" in weights.notes[0]


def test_a_rubric_that_splits_freely_shares_equally():
    weights = weigh(table(OUTPUT, EFFECT, CONTENT), rubrics()["sichuan_2023"])

    assert [Decimal(30)] * 3 == list(weights.of.values())


def test_rows_that_do_not_apply_get_nothing():
    weights = weigh(
        table(OUTPUT, ("效益指标", "经济效益指标", "无", "无", None), EFFECT, CONTENT),
        MOF,
    )

    assert [0, 2, 3] == list(weights.of)


@pytest.mark.slow
@given(
    st.lists(st.sampled_from([OUTPUT, EFFECT, CONTENT, COST]), min_size=1, max_size=40),
    st.sampled_from(sorted(rubrics())),
)
def test_all_the_points_are_given_out_to_the_cent(rows: list[Row], code: str):
    assert Decimal(90) == sum(weigh(table(*rows), rubrics()[code]).of.values())
