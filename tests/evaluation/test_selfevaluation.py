"""A year scored: rows, execution, total, rating; what is missing is named and not made up."""

from decimal import Decimal

import pytest

from jixiao.evaluation import Actual, Spending, evaluate, filled, rubrics
from jixiao.evaluation.selfevaluation import score_execution
from tests.evaluation.tables import table

MOF = rubrics()["mof_2020"]
ROWS = (
    ("产出指标", "数量指标", "检查", "≥10家", "50"),
    ("效益指标", "社会效益指标", "作用", "显著", "30"),
    ("满意度指标", "服务对象满意度指标", "满意度", "≥90%", "10"),
)
SPENT = Spending(Decimal(100), Decimal(100), Decimal("99.1"))
ACTUALS = {
    0: Actual("9家", Decimal(9)),
    1: Actual("达成", band="达成预期指标", share=Decimal(1)),
    2: Actual("95%", Decimal(95)),
}


def test_a_whole_year_has_a_total_and_a_rating():
    evaluation = evaluate(table(*ROWS), ACTUALS, SPENT, MOF, {0: "少查一家"})

    assert [Decimal(45), Decimal(30), Decimal(10)] == [
        row.score.points for row in evaluation.rows
    ]
    assert Decimal("9.91") == evaluation.execution.points
    assert (Decimal("94.91"), "优") == (evaluation.total, evaluation.rating)
    assert [] == evaluation.missing


def test_while_something_is_missing_there_is_no_total():
    evaluation = evaluate(table(*ROWS), {0: ACTUALS[0]}, SPENT, MOF)

    assert evaluation.total is None
    assert ["检查", "作用", "满意度"] == [
        row.indicator.name for row in evaluation.missing
    ]
    assert "须写明偏差原因和改进措施" == evaluation.missing[0].missing


def test_what_does_not_apply_is_scaled_to_a_hundred():
    rows = (*ROWS[:2], (*ROWS[2][:3], "不适用", "10"))

    evaluation = evaluate(
        table(*rows), ACTUALS, Spending(None, Decimal(1), Decimal(1)), MOF, {0: "x"}
    )

    assert (Decimal(85), Decimal(90)) == (evaluation.won, evaluation.possible)
    assert Decimal("94.44") == evaluation.total
    assert any("折算" in note for note in evaluation.notes)


@pytest.mark.parametrize(
    ("spending", "points", "word"),
    [
        (Spending(None, Decimal(100), Decimal(80)), "8.00", "80.00%"),
        (Spending(None, Decimal(100), Decimal(120)), "10.00", "执行大于预算"),
        (Spending(None, Decimal(0), Decimal(0)), None, "没有意义"),
        (Spending(None, None, Decimal(1)), None, "没有全年预算数"),
        (Spending(None, Decimal(1), None), None, "没有全年执行数"),
    ],
)
def test_the_budgets_execution(spending: Spending, points: str | None, word: str):
    execution = score_execution(spending, MOF)

    assert (Decimal(points) if points else None) == execution.points
    assert word in execution.rule


def test_low_execution_must_be_explained():
    low = Spending(None, Decimal(100), Decimal("89.9"))

    evaluation = evaluate(table(*ROWS), ACTUALS, low, MOF, {0: "x"})

    assert any("预算执行须说明原因" in note for note in evaluation.notes)


def test_a_published_form_of_wrong_sums_is_scored_rightly():
    # W12: rows that sum to 93 were printed as 94; execution 99.1 % got 9 instead of 9.91.
    evaluation = evaluate(table(*ROWS), ACTUALS, SPENT, MOF, {0: "x"})

    rows = sum(row.score.points or 0 for row in evaluation.rows)
    assert evaluation.total == rows + (evaluation.execution.points or 0)


def test_the_form_is_filled_and_nothing_else_changes():
    before = table(*ROWS)

    after = filled(evaluate(before, ACTUALS, SPENT, MOF, {0: "少查一家"}))

    first = after.indicators[0]
    assert first.actual is not None
    assert ("9家", Decimal(50), Decimal(45), "少查一家") == (
        first.actual.text,
        first.weight,
        first.score,
        first.reason,
    )
    assert [i.name for i in before.indicators] == [i.name for i in after.indicators]
    assert after.budget_execution is not None
    assert Decimal("99.1") == after.budget_execution.total.executed


def test_what_comes_back_beyond_what_was_paid_earns_nothing():
    scored = score_execution(Spending(Decimal(10), Decimal(10), Decimal(-7)), MOF)

    assert Decimal(0) == scored.points
    assert "退回" in scored.rule


def test_a_question_is_told_and_stops_a_row_without_a_value():
    asked = evaluate(table(*ROWS), {}, SPENT, MOF, questions={0: "记录不全"})
    beside = evaluate(table(*ROWS), ACTUALS, SPENT, MOF, questions={0: "填写不同"})

    assert (None, "记录不全") == (asked.rows[0].score.points, asked.rows[0].missing)
    assert beside.rows[0].score.points is not None
    assert "填写不同" in beside.rows[0].missing
