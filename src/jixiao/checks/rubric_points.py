"""Points of a self-evaluation form: which the rubric allows, and what the form has lost."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

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
_HALF_A_STEP = Decimal("0.5")


class ScoredRow(NamedTuple):
    """A row that prints what it could win (`weight`) and what it won (`stated`)."""

    place: int
    row: Indicator
    weight: Decimal
    stated: Decimal


def rubric() -> Rubric:
    """The rubric that forms are held to."""
    return rubrics()["mof_2020"]


@cache
def _readings() -> tuple[Rubric, ...]:
    """The ways a form may have scored: bare numbers as floors or exactly, bands of 2021."""
    exact = msgspec.structs.replace(rubric().quantity, bare="exact")
    return (
        rubric(),
        msgspec.structs.replace(rubric(), quantity=exact),
        rubrics()["mof_2021"],
    )


def scored(table: TargetTable) -> Iterator[ScoredRow]:
    """The rows that print both their weight and their score, in the order of the form."""
    for place in applicable(table):
        row = table.indicators[place]
        if row.weight is not None and row.score is not None:
            yield ScoredRow(place, row, row.weight, row.score)


def groups_hold_points(table: TargetTable) -> bool:
    """Whether points stand on rows of groups, and values on the rows of which a group consists."""
    with_points = [row for row in table.indicators if row.weight is not None]
    without = [row for row in table.indicators if row.weight is None]
    return (
        bool(with_points)
        and not any(row.target.text for row in with_points)
        and any(row.target.text for row in without)
    )


def possible(row: Indicator, weight: Decimal) -> list[Score] | None:
    """What a row's actual value may win, by every reading; None where a person must judge."""
    actual = _actual(row)
    if actual is None:
        return None
    scores = [score(row, weight, actual, reading) for reading in _readings()]
    if any(reading_score.points is None for reading_score in scores):
        return None
    return scores


def is_unmet(row: Indicator, weight: Decimal) -> bool:
    """Whether points were lost, or no reading gives them all."""
    if row.score is not None and row.score < weight:
        return True
    scores = possible(row, weight)
    if scores is None:
        return False
    return all((reading_score.points or 0) < weight for reading_score in scores)


def reason(row: Indicator) -> str:
    """The reason a row prints; empty for 无 and the like."""
    return (row.reason or "") if is_stated(row.reason) else ""


def is_stated(text: str | None) -> bool:
    """Whether a cell says something: 无 and the like do not."""
    return bool(text) and not is_not_applicable(text or "")


def _printed_step(rate: Decimal) -> Decimal:
    """How far a rate may be off for its printed decimals: 45% stands for 44.5 to 45.5."""
    exponent = int(rate.as_tuple().exponent)
    return _HALF_A_STEP.scaleb(min(0, exponent))


def band_place(actual: TargetValue) -> int | None:
    """The place in the rubric of the band that an actual value names, the best 0."""
    text = chinese.key(actual.text)
    for from_worst, list_name in enumerate(_BANDS):
        if words(list_name).search(text):
            return len(_BANDS) - 1 - from_worst
    return None


def execution_rate(table: TargetTable) -> Decimal | None:
    """The share of the year's budget that was spent, in per cent; None where not printed."""
    total = table.budget_execution.total if table.budget_execution else None
    if total is None or not total.budget or total.executed is None:
        return None
    return total.executed / total.budget * 100


def wrong_rates(
    table: TargetTable,
    budget_of: Callable[[Execution], Decimal | None],
    tolerance: Decimal,
) -> Iterator[Breach]:
    """The printed rates of execution that are not what was spent divided by the budget.

    `budget_of` says which budget a row is measured by; `tolerance` is in percentage points.
    """
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
    """The points of all rows and of the execution; None where a row prints none."""
    rows = list(scored(table))
    if not rows or len(rows) < len(applicable(table)):
        return None
    execution = table.budget_execution.total if table.budget_execution else Execution()
    if execution.weight is not None and execution.score is None:
        return None
    return sum((row.stated for row in rows), execution.score or Decimal(0))


def sum_of_weights(table: TargetTable) -> Decimal:
    """What the rows and the execution could win together."""
    execution = table.budget_execution.total if table.budget_execution else Execution()
    weights = (row.weight for row in scored(table))
    return sum(weights, execution.weight or Decimal(0))


def _actual(row: Indicator) -> Actual | None:
    """A row's actual value as the rubric takes it; None where it cannot be compared."""
    actual, target = row.actual, row.target
    if actual is None or actual.others or target.others:
        return None
    if target.deadline:
        day = last_day(actual.deadline) if actual.deadline else None
        return Actual(actual.text, day=day) if day else None
    number = number_for_target(target, actual)
    return None if number is None else Actual(actual.text, number)


def number_for_target(target: TargetValue, value: TargetValue) -> Decimal | None:
    """The number of a value in the target's unit: printed exactly, or with the target's own sign.

    None for any other sign, and where there is no number that can be set beside the target.
    """
    if value.bound not in (None, Bound.EXACTLY, target.bound):
        return None
    return _in_unit_of(target, value)


def _in_unit_of(target: TargetValue, value: TargetValue) -> Decimal | None:
    """The number of a value in the target's unit; None where the units are not of one kind."""
    number, unit = value.number, value.unit
    if number is None or unit == target.unit:
        return number
    if target.number is None and unit == "%":
        return number
    if unit is None:
        return number if _may_lack_unit(target, number) else None
    if unit in SCALES and target.unit and target.unit in SCALES:
        return convert(number, unit, target.unit)
    for multiples in _MULTIPLES:
        if unit in multiples and target.unit in multiples:
            return number * multiples[unit] / multiples[target.unit]
    return _rescaled(target, value)


_MULTIPLES = (
    {"秒": 1, "分钟": 60, "小时": 3600},
    {"米": 1, "公里": 1000, "千米": 1000},
    {"公斤": 1, "千克": 1, "吨": 1000},
)
"""Units that are exact multiples of each other; a day may be a working day."""


def _may_lack_unit(target: TargetValue, number: Decimal) -> bool:
    """Whether a number without a unit is in the target's: it has no scale, and is no bare share."""
    in_base_units = target.in_base_units()
    has_scale = in_base_units is None or in_base_units[0] != target.number
    return not has_scale and (target.unit != "%" or number > 1)


def _rescaled(target: TargetValue, value: TargetValue) -> Decimal | None:
    """The number of a value at the scale of the target (10000份 is 1 of 万份); None for two kinds."""
    of_target, of_value = target.in_base_units(), value.in_base_units()
    if not of_target or not of_value or not target.number:
        return None
    (base, base_unit), (number, unit) = of_target, of_value
    return number * target.number / base if unit == base_unit else None
