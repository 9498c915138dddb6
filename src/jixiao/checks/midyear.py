"""What a monitoring form says of money and of each row: spent, reached, expected by the year's end."""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.rubric_points import MONEY_ROWS, number_told
from jixiao.evaluation import direction
from jixiao.period import last_day
from jixiao.quantity import TargetValue
from jixiao.targets import Execution, Indicator, TargetTable

LIKELY, UNLIKELY = "确定能", "完全不可能"
_HUNDRED = 100


def money_rows(table: TargetTable) -> Iterator[tuple[str, str, Execution]]:
    """Give the rows of a monitoring form's money: key, printed name, amounts."""
    if table.monitored and table.budget_execution:
        for key, name in MONEY_ROWS.items():
            yield key, name, getattr(table.budget_execution, key)


def budget_of(row: Execution) -> Decimal | None:
    """Give the budget that money so far is measured by: the adjusted one, else the initial."""
    return row.initial if row.budget is None else row.budget


def executed_share(table: TargetTable) -> Decimal | None:
    """Give what was spent so far in per cent of the year's budget; None where not printed."""
    total = next((row for key, _, row in money_rows(table) if key == "total"), None)
    budget = budget_of(total) if total else None
    if total is None or total.executed is None or not budget:
        return None
    return total.executed * _HUNDRED / budget


def followed(table: TargetTable) -> list[Indicator]:
    """Give the rows that are to be reached."""
    return [row for row in table.indicators if not row.not_applicable] if table.monitored else []


def reached_share(row: Indicator) -> Decimal | None:
    """Give the value so far in per cent of the target; None for ceilings, dates and words."""
    target = row.target.number
    if row.actual is None or not target or direction(row)[0].is_ceiling:
        return None
    number = number_told(row.target, row.actual)
    return None if number is None else number * _HUNDRED / target


def is_reached(row: Indicator) -> bool | None:
    """Say whether the value so far reaches the target; None where it cannot be compared."""
    return _meets(row, row.actual)


def falls_short(row: Indicator) -> bool | None:
    """Say whether less is expected of the year than promised; None where it cannot be compared."""
    met = _meets(row, row.expected)
    return None if met is None else not met


def _meets(row: Indicator, told: TargetValue | None) -> bool | None:
    target = row.target
    if told is None or told.others or target.others:
        return None
    if target.deadline and told.deadline:
        return last_day(told.deadline) <= last_day(target.deadline)
    number = number_told(target, told)
    if number is None or target.number is None:
        return None
    return direction(row)[0].holds(number, target.number)
