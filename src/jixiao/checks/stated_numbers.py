"""The numbers a text states of a row that contradict a value of the row."""

from decimal import Decimal

from jixiao.checks.amounts import (
    Counted,
    listed_counts,
    named_counts,
    named_goals,
    named_rates,
)
from jixiao.checks.costs import QUANTITY
from jixiao.checks.paired_counts import only_count
from jixiao.quantity import Bound, TargetValue, read_value
from jixiao.targets import Indicator, TargetTable


def contradicting_numbers(row: Indicator, text: str, table: TargetTable) -> list[str]:
    """The numbers, as printed, that a text states of a row's target; none where one agrees."""
    return _named_otherwise(row, text) or _other_count(row, table, text)


def _named_otherwise(row: Indicator, text: str) -> list[str]:
    """The numbers a text states of a row, as printed; none where one of them agrees."""
    value = row.target.in_base_units()
    if value is None:
        return []
    number, unit = value
    goals = _goals_missed(row, text, number, unit) or _goals_of_effect(row, text, value)
    if goals:
        return goals
    stated = _numbers_stated(row, text, unit)
    if any(_agrees(row.target, number, said) for said, _ in stated):
        return []
    return [printed for _, printed in stated]


def _goals_missed(
    row: Indicator, text: str, number: Decimal, unit: str | None
) -> list[str]:
    """The goals under a row's own name that its bound is looser than: 降到15分钟 and ≤20分钟."""
    bound = row.target.bound
    if bound is None or bound not in (Bound.AT_MOST, Bound.BELOW):
        return []
    goals = [
        (goal, printed)
        for goal, of_unit, printed in named_goals(text, row.name)
        if of_unit == unit
    ]
    if any(number <= goal for goal, _ in goals):
        return []
    return [printed for _, printed in goals]


def _goals_of_effect(
    row: Indicator, text: str, value: tuple[Decimal, str | None]
) -> list[str]:
    """The amounts that an effect's own name will come to, where they are others: 借阅量达到3.2万册次."""
    number, unit = value
    if row.aspect == QUANTITY or unit in ("%", None):
        return []
    goals = [
        (read_value(f"{goal}{of_unit}", None)[0].in_base_units(), printed)
        for goal, of_unit, printed in named_goals(text, row.name)
    ]
    of_unit = [
        (each[0], printed) for each, printed in goals if each and each[1] == unit
    ]
    if any(_agrees(row.target, number, goal) for goal, _ in of_unit):
        return []
    return [printed for _, printed in of_unit]


def _numbers_stated(
    row: Indicator, text: str, unit: str | None
) -> list[tuple[Decimal, str]]:
    """The counts of a quantity's subject in its unit, or the rates under a rate's name."""
    if unit == "%":
        return named_rates(text, row.name)
    counts = named_counts(text, row.name) or listed_counts(text, row.name)
    return [(count, printed) for count, of_unit, printed in counts if of_unit == unit]


def _agrees(target: TargetValue, number: Decimal, stated: Decimal) -> bool:
    """A ceiling above what the objective says is no contradiction; a floor below it promises less."""
    if target.bound in (Bound.AT_MOST, Bound.BELOW):
        return stated <= number
    return stated == number


def _other_count(row: Indicator, table: TargetTable, text: str) -> list[str]:
    """The one count of a row's unit that a text states, where it is another number."""
    value = row.target.in_base_units()
    if value is None or row.target.text.startswith("每"):
        return []
    count = only_count(text, row, table)
    if count is None:
        return []
    is_looser = _is_term(row, count) and count.number < value[0]
    if _agrees(row.target, value[0], count.number) and not is_looser:
        return []
    return [count.printed]


def _is_term(row: Indicator, count: Counted) -> bool:
    """Whether both are the time within which something is done: ≤4小时 and 2小时内."""
    is_within = any(
        f" {word}" in count.words for word in ("内", "以内", "之内")
    ) or count.words.rstrip().endswith(("不超过", "控制在"))
    bound = row.target.bound
    return (
        count.unit in _TIME
        and is_within
        and bound in (Bound.AT_MOST, Bound.BELOW, Bound.EXACTLY)
    )


_TIME = frozenset({"小时", "分钟", "工作日", "个工作日", "日", "天"})
