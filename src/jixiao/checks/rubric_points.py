"""Points of a self-evaluation form: which the rubric allows, and what the form has lost."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache

import msgspec

from jixiao import chinese
from jixiao.checks.standard import words
from jixiao.evaluation import Actual, Rubric, Score, applicable, rubrics, score
from jixiao.findings import Breach
from jixiao.money import SCALES, convert
from jixiao.period import last_day
from jixiao.quantity import Bound, TargetValue, is_not_applicable
from jixiao.targets import Execution, Indicator, TargetTable

MONEY_ROWS = {
    "total": "年度资金总额",
    "fiscal_appropriation": "财政拨款",
    "carried_over": "上年结转",
    "other": "其他资金",
}
"""The rows of what was spent, and what forms call them."""
_BANDS = ("band_missed", "band_partly", "band_met")
"""The word lists of the rubric's bands, the worst first: 未达成 holds the words of 达成."""


def rubric() -> Rubric:
    """Give the rubric that forms are held to."""
    return rubrics()["mof_2020"]


@cache
def _readings() -> tuple[Rubric, ...]:
    """Give the ways a form may have scored: bare numbers as floors or exactly, bands of 2021."""
    exact = msgspec.structs.replace(rubric().quantity, bare="exact")
    return (
        rubric(),
        msgspec.structs.replace(rubric(), quantity=exact),
        rubrics()["mof_2021"],
    )


def scored(table: TargetTable) -> Iterator[tuple[int, Indicator, Decimal, Decimal]]:
    """Give the rows that print what they could win and what they won, with their places."""
    for place in applicable(table):
        row = table.indicators[place]
        if row.weight is not None and row.score is not None:
            yield place, row, row.weight, row.score


def possible(row: Indicator, weight: Decimal) -> list[Score] | None:
    """Give what a row's actual value may win, by every reading; None where a person must judge."""
    actual = _actual(row)
    if actual is None:
        return None
    found = [score(row, weight, actual, reading) for reading in _readings()]
    return None if any(each.points is None for each in found) else found


def is_unmet(row: Indicator, weight: Decimal) -> bool:
    """Say whether points were lost, or no reading gives them all."""
    if row.score is not None and row.score < weight:
        return True
    found = possible(row, weight)
    return found is not None and all((each.points or 0) < weight for each in found)


def reason(row: Indicator) -> str:
    """Give the reason a row prints; nothing for 无 and the like."""
    return (row.reason or "") if is_told(row.reason) else ""


def is_told(text: str | None) -> bool:
    """Say whether a cell tells something: 无 and the like do not."""
    return bool(text) and not is_not_applicable(text or "")


def _printed_step(rate: Decimal) -> Decimal:
    """Give how far a rate may be off for its printed decimals: 45% stands for 44.5 to 45.5."""
    return Decimal("0.5").scaleb(min(0, int(rate.as_tuple().exponent)))


def band_place(actual: TargetValue) -> int | None:
    """Give the place in the rubric of the band that an actual value names."""
    text = chinese.key(actual.text)
    lists = enumerate(_BANDS)
    found = next((place for place, name in lists if words(name).search(text)), None)
    return None if found is None else len(_BANDS) - 1 - found


def execution_rate(table: TargetTable) -> Decimal | None:
    """Give the share of the year's budget that was spent, in per cent; None where not printed."""
    total = table.budget_execution.total if table.budget_execution else None
    if total is None or not total.budget or total.executed is None:
        return None
    return total.executed / total.budget * 100


def wrong_rates(
    table: TargetTable, budget_of: Callable[[Execution], Decimal | None], tolerance: Decimal
) -> Iterator[Breach]:
    """Find the rates of execution that are not what was spent by the budget, in percentage points."""
    if table.budget_execution is None:
        return
    for key, name in MONEY_ROWS.items():
        row: Execution = getattr(table.budget_execution, key)
        budget = budget_of(row)
        if row.rate is None or row.executed is None or not budget:
            continue
        rate = row.executed / budget * 100
        if abs(rate - row.rate) > max(tolerance, _printed_step(row.rate)):
            yield Breach(
                table.evidence.get(f"funding.annual.{key}"),
                f"budget_execution.{key}.rate",
                row=name,
                stated=row.rate,
                executed=row.executed,
                budget=budget,
                rate=round(rate, 2),
            )


def sum_of_points(table: TargetTable) -> Decimal | None:
    """Add the points of all rows and of the execution; None where a row prints none."""
    rows = [row for _, row, _, _ in scored(table)]
    if not rows or len(rows) < len(applicable(table)):
        return None
    total = table.budget_execution.total if table.budget_execution else None
    if total is not None and total.weight is not None and total.score is None:
        return None
    own = (total.score if total else None) or Decimal(0)
    return sum((row.score for row in rows if row.score is not None), own)


def _actual(row: Indicator) -> Actual | None:
    """Take an actual value as the rubric does; None where it cannot be set beside the target."""
    told, target = row.actual, row.target
    if told is None or told.others or target.others:
        return None
    if target.deadline:
        return Actual(told.text, day=last_day(told.deadline)) if told.deadline else None
    number = number_told(target, told)
    return None if number is None else Actual(told.text, number)


def number_told(target: TargetValue, told: TargetValue) -> Decimal | None:
    """Give the number that was told in the target's unit: printed exactly, or with its sign before it.

    None for any other sign, and where there is no number that can be set beside the target.
    """
    if told.bound not in (None, Bound.EXACTLY, target.bound):
        return None
    return _in_unit_of(target, told)


def _in_unit_of(target: TargetValue, told: TargetValue) -> Decimal | None:
    """Say a number in the target's unit; None where the two units are not of one kind.

    A number without its unit is in the target's, unless that has a scale or is a share.
    """
    number, unit = told.number, target.unit
    if number is None or told.unit == unit or (target.number is None and told.unit == "%"):
        return number
    if told.unit is None:
        own = target.in_base_units()
        plain = own is not None and own[0] == target.number
        return number if plain and (unit != "%" or number > 1) else None
    if told.unit in SCALES and unit in SCALES:
        return convert(number, told.unit, str(unit))
    own, other = target.in_base_units(), told.in_base_units()
    if not (own and other and target.number) or own[1] != other[1]:
        return None
    return other[0] * target.number / own[0]
