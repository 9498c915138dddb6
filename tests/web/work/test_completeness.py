"""What a table lacks, and what a form leaves blank without a word."""

from decimal import Decimal

from msgspec.structs import replace

from jixiao.quantity import read_value
from jixiao.targets import BudgetExecution, Execution, Objective, TargetTable
from jixiao.targets.editing import blank
from jixiao.web.work.completeness import blank_in, missing_in
from tests.web.conftest import a_table


def test_an_empty_table_lacks_everything():
    missing = missing_in(blank(2026, "甲", "乙"))

    assert ("项目名称", "年度资金总额", "年度总体目标") == missing[:3]
    assert 6 == len(missing)


def test_a_row_without_a_value_or_that_does_not_apply_promises_nothing():
    rows = a_table().indicators
    unvalued = replace(rows[5], target=read_value("", 2026)[0])
    waived = replace(rows[5], not_applicable=True)

    for row in (unvalued, waived):
        table = replace(a_table(), indicators=(*rows[:5], row))
        assert ("满意度指标（至少一条，有名称和指标值）",) == missing_in(table)


def test_satisfaction_may_stand_below_outcomes():
    rows = a_table().indicators
    below = replace(rows[5], dimension="效益指标")

    assert () == missing_in(replace(a_table(), indicators=(*rows[:5], below)))


def test_the_objective_of_its_own_level_is_one():
    objectives = {"objective": None, "own_level_objective": Objective(text="办好宣传")}

    assert () == missing_in(replace(a_table(), **objectives))


def form(**spent: Decimal) -> TargetTable:
    rows = tuple(
        replace(row, actual=read_value("1", 2026)[0]) for row in a_table().indicators
    )
    execution = BudgetExecution(total=Execution(**spent))
    return replace(a_table(), indicators=rows, budget_execution=execution)


def test_what_was_spent_and_of_how_much_must_be_said():
    assert ("预算数", "执行数") == blank_in(form())
    assert ("执行数",) == blank_in(form(initial=Decimal(12)))
    assert () == blank_in(form(budget=Decimal(12), executed=Decimal(0)))


def test_a_row_is_filled_or_says_why_not():
    whole = form(initial=Decimal(12), executed=Decimal(3))
    first, second, *others = whole.indicators
    empty, excused = (
        replace(first, actual=None),
        replace(second, actual=None, reason="年底"),
    )

    blank = blank_in(replace(whole, indicators=(empty, excused, *others)))

    assert ("宣传场次",) == blank
