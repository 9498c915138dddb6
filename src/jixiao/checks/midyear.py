"""What a monitoring form says of money and of each row: spent, reached, expected by the year's end."""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.rubric_points import MONEY_ROWS, number_for_target
from jixiao.evaluation import direction
from jixiao.period import last_day
from jixiao.quantity import TargetValue
from jixiao.targets import Execution, Indicator, TargetTable

LIKELY, UNLIKELY = "确定能", "完全不可能"
_HUNDRED = 100


def money_rows(table: TargetTable) -> Iterator[tuple[str, str, Execution]]:
    """The rows of a monitoring form's money: key, printed name, amounts."""
    if table.monitored and table.budget_execution:
        for key, name in MONEY_ROWS.items():
            yield key, name, getattr(table.budget_execution, key)


def budget_of(row: Execution) -> Decimal | None:
    """The budget that money so far is measured by: the adjusted one, else the initial."""
    return row.initial if row.budget is None else row.budget


def executed_share(table: TargetTable) -> Decimal | None:
    """What was spent so far in per cent of the year's budget; None where not printed."""
    if not table.monitored or not table.budget_execution:
        return None
    total = table.budget_execution.total
    budget = budget_of(total)
    if total.executed is None or not budget:
        return None
    return total.executed * _HUNDRED / budget


def followed(table: TargetTable) -> list[Indicator]:
    """The rows of a monitoring form that are to be reached; none of any other form."""
    if not table.monitored:
        return []
    return [row for row in table.indicators if not row.not_applicable]


def reached_share(row: Indicator) -> Decimal | None:
    """The value so far in per cent of the target; None for ceilings, dates and words."""
    target = row.target.number
    bound, _ = direction(row)
    if row.actual is None or not target or bound.is_ceiling:
        return None
    number = number_for_target(row.target, row.actual)
    return None if number is None else number * _HUNDRED / target


def is_reached(row: Indicator) -> bool | None:
    """Whether the value so far reaches the target; None where it cannot be compared."""
    return _meets_target(row, row.actual)


def falls_short(row: Indicator) -> bool | None:
    """Whether less is expected of the year than promised; None where it cannot be compared."""
    met = _meets_target(row, row.expected)
    return None if met is None else not met


def _meets_target(row: Indicator, value: TargetValue | None) -> bool | None:
    target = row.target
    if value is None or value.others or target.others:
        return None
    if target.deadline and value.deadline:
        return last_day(value.deadline) <= last_day(target.deadline)
    number = number_for_target(target, value)
    if number is None or target.number is None:
        return None
    bound, _ = direction(row)
    return bound.holds(number, target.number)
