"""How far a monitoring form has come."""

from decimal import Decimal

import pytest

from jixiao.checks.midyear import (
    budget_of,
    executed_share,
    falls_short,
    followed,
    is_reached,
    money_rows,
    reached_share,
)
from jixiao.targets import BudgetExecution, Execution, Indicator, TargetTable
from tests.checks.forms import row, table


def monitored(rows: list[Indicator], **total: int) -> TargetTable:
    amounts = {column: Decimal(amount) for column, amount in total.items()}
    execution = BudgetExecution(total=Execution(**amounts))
    return table(rows, monitored_months=7, budget_execution=execution)


def test_money_so_far_is_measured_by_the_adjusted_budget():
    assert 90 == budget_of(Execution(initial=Decimal(100), budget=Decimal(90)))
    assert 100 == budget_of(Execution(initial=Decimal(100)))


def test_the_share_spent_is_in_per_cent():
    assert 60 == executed_share(monitored([], initial=50, executed=30))


@pytest.mark.parametrize(
    "amounts", [{"initial": 50}, {"executed": 30}, {"initial": 0, "executed": 1}]
)
def test_a_share_needs_a_budget_and_what_was_spent(amounts: dict[str, int]):
    assert executed_share(monitored([], **amounts)) is None


def test_a_form_that_is_not_monitored_has_no_money_so_far_and_no_rows_to_follow():
    declared = table([row("宣传场次", "≥12场")])

    assert ([], None, []) == (
        list(money_rows(declared)),
        executed_share(declared),
        followed(declared),
    )


def test_the_rows_of_money_bear_the_words_of_the_form():
    names = [name for _, name, _ in money_rows(monitored([], initial=50))]

    assert ["年度资金总额", "财政拨款", "上年结转", "其他资金"] == names


def test_rows_that_do_not_apply_are_not_followed():
    applies, waived = row("宣传场次", "≥12场"), row("无", "无", not_applicable=True)

    assert [applies] == followed(monitored([applies, waived]))


def test_a_value_so_far_is_in_per_cent_of_the_target():
    assert 25 == reached_share(row("印制份数", "≥2万份", actual="5000份"))


@pytest.mark.parametrize(
    "cells",
    [
        {"target": "≤30分钟", "actual": "20分钟"},
        {"target": "有所提高", "actual": "提高"},
        {"target": "≥12场"},
        {"target": "≥12场", "actual": "约6场"},
    ],
)
def test_ceilings_words_and_blanks_have_no_share(cells: dict[str, str]):
    assert reached_share(row("指标", **cells)) is None


@pytest.mark.parametrize(
    ("target", "actual", "reached"),
    [
        ("≥12场", "12场", True),
        ("≥12场", "11场", False),
        ("≤30分钟", "30分钟", True),
        ("≤30分钟", "31分钟", False),
        ("2026年10月底前", "2026年10月31日", True),
        ("2026年10月底前", "2026年11月1日", False),
        ("12场", "13场", True),
    ],
)
def test_a_target_is_reached_at_its_limit(target: str, actual: str, reached: bool):
    assert reached is is_reached(row("指标", target, actual=actual))


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("≥12场", "办完"),
        ("≥12场", "12场，3期"),
        ("有所提高", "提高"),
        ("2026年10月底前", "12场"),
    ],
)
def test_what_cannot_be_compared_is_neither_reached_nor_short(target: str, actual: str):
    assert is_reached(row("指标", target, actual=actual)) is None
    assert falls_short(row("指标", target, expected=actual)) is None


def test_less_expected_than_promised_falls_short():
    assert falls_short(row("宣传场次", "≥12场", expected="11场"))
    assert not falls_short(row("宣传场次", "≥12场", expected="12场"))
    assert falls_short(row("宣传场次", "≥12场", actual="11场")) is None
