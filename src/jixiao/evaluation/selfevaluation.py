"""A self-evaluation: each indicator's points, the budget's execution, the total and its rating."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import msgspec

from jixiao.evaluation.rubric import WHOLE, Rubric
from jixiao.evaluation.scoring import Actual, Score, rounded, score
from jixiao.evaluation.weights import applicable, weigh
from jixiao.quantity import TargetValue
from jixiao.targets import BudgetExecution, Execution, Indicator, TargetTable

_HUNDRED = 100
_TITLE = "项目支出绩效自评表"


@dataclass(frozen=True, slots=True)
class Spending:
    """What a project had and spent, in the form's unit.

    `initial` is 年初预算数, `adjusted` 全年预算数 after changes, `executed` 全年执行数.
    """

    initial: Decimal | None = None
    adjusted: Decimal | None = None
    executed: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ExecutionScore:
    """The points of the budget's execution; none where they cannot be computed, `rule` says why.

    `rate` is in per cent of the budget the rubric names.
    """

    weight: Decimal
    rate: Decimal | None
    points: Decimal | None
    rule: str
    explained: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator scored; `missing` says what somebody still has to give."""

    place: int
    indicator: Indicator
    weight: Decimal
    actual: Actual | None
    score: Score
    reason: str
    missing: str


@dataclass(frozen=True, slots=True)
class SelfEvaluation:
    """A project's year scored.

    `total` is out of 100 and none while something is missing; `won` is what the rows scored so far
    give, `possible` what they and the execution could; `achieved` what became of the objective.
    """

    table: TargetTable
    rubric: Rubric
    spending: Spending
    execution: ExecutionScore
    rows: tuple[Row, ...]
    won: Decimal
    possible: Decimal
    total: Decimal | None
    rating: str
    notes: tuple[str, ...]
    achieved: str = ""

    @property
    def missing(self) -> list[Row]:
        """The rows of which something is still to be given."""
        return [row for row in self.rows if row.missing]


def evaluate(
    table: TargetTable,
    actuals: Mapping[int, Actual],
    spending: Spending,
    rubric: Rubric,
    reasons: Mapping[int, str] | None = None,
    achieved: str = "",
) -> SelfEvaluation:
    """Score a project's year; `actuals` and `reasons` are by the indicators' places in the table.

    `achieved` is 年度总体目标实际完成情况, as somebody wrote it.
    """
    weights = weigh(table, rubric)
    told = reasons or {}
    rows = tuple(
        _row(table, place, weights.of[place], actuals.get(place), rubric, told.get(place, ""))
        for place in applicable(table)
    )
    execution = score_execution(spending, rubric)
    won = sum((row.score.points or Decimal(0) for row in rows), execution.points or Decimal(0))
    possible = sum((row.weight for row in rows), execution.weight)
    whole = execution.points is not None and all(row.score.points is not None for row in rows)
    total = rounded(won * WHOLE / possible) if whole and possible else None
    notes = list(weights.notes)
    if possible != WHOLE:
        notes.append(f"可得 {possible} 分，得 {won} 分，按 {WHOLE} 分折算")
    if execution.explained and not spending.reason:
        notes.append("预算执行须说明原因：在 filled.toml 的 [[spending]] 写 reason")
    return SelfEvaluation(
        table, rubric, spending, execution, rows, won, possible, total,
        rubric.rating(total) if total is not None else "", tuple(notes), achieved,
    )  # fmt: skip


def _row(
    table: TargetTable, place: int, weight: Decimal, actual: Actual | None, rubric: Rubric,
    reason: str,
) -> Row:  # fmt: skip
    indicator = table.indicators[place]
    scored = score(indicator, weight, actual, rubric)
    missing = ""
    if scored.points is None:
        missing = scored.rule
    elif scored.explained and not reason:
        missing = "须写明偏差原因和改进措施"
    return Row(place, indicator, weight, actual, scored, reason, missing)


def score_execution(spending: Spending, rubric: Rubric) -> ExecutionScore:
    """Score the budget's execution: its share of the points, at most all of them."""
    weight = Decimal(rubric.execution.points)
    initial = rubric.execution.denominator == "initial"
    budget = spending.initial if initial else spending.adjusted
    named = "年初预算数" if initial else "全年预算数（调整后）"
    if budget is None or spending.executed is None:
        what = named if budget is None else "全年执行数"
        return ExecutionScore(weight, None, None, f"没有{what}，算不出执行率", explained=False)
    if budget == 0:
        return ExecutionScore(weight, None, None, f"{named}为 0，执行率没有意义", explained=True)
    rate = spending.executed / budget
    points = rounded(weight * min(rate, Decimal(1)))
    rule = f"全年执行数 {spending.executed:f} ÷ {named} {budget:f} = {rate * _HUNDRED:.2f}%"
    if rate > 1:
        rule += "，执行大于预算，按满分计，请核对预算调整"
    low = rate * _HUNDRED < rubric.execution.explained
    return ExecutionScore(weight, rounded(rate * _HUNDRED), points, rule, explained=low or rate > 1)


def filled(evaluation: SelfEvaluation) -> TargetTable:
    """Give the table as a self-evaluation form prints it: actual values, points, reasons, spending."""
    rows = {row.place: row for row in evaluation.rows}
    indicators = tuple(
        _filled(indicator, rows.get(place))
        for place, indicator in enumerate(evaluation.table.indicators)
    )
    spent, own = evaluation.spending, evaluation.execution
    total = Execution(
        initial=spent.initial, budget=spent.adjusted, executed=spent.executed, weight=own.weight,
        rate=own.rate, score=own.points,
    )  # fmt: skip
    # What only the declaration prints is left to it.
    return msgspec.structs.replace(
        evaluation.table, form_title=_TITLE, indicators=indicators,
        budget_execution=BudgetExecution(total=total), project_nature=None, term=None,
        finance_division=None, total_score=evaluation.total, objective_achieved=evaluation.achieved or None,
    )  # fmt: skip


def _filled(indicator: Indicator, row: Row | None) -> Indicator:
    if row is None:
        return indicator
    shown = TargetValue(text=row.actual.shown) if row.actual else None
    if row.actual and row.actual.number is not None:
        unit = indicator.target.unit
        shown = TargetValue(text=row.actual.shown, number=row.actual.number, unit=unit)
    return msgspec.structs.replace(
        indicator, actual=shown, weight=row.weight, score=row.score.points,
        reason=row.reason or None,
    )  # fmt: skip
