"""A self-evaluation: each indicator's points, the budget's execution, the total and its rating."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
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
    """The points of the budget's execution; None where they cannot be computed, `rule` says why.

    `rate` is in per cent of the budget the rubric names.
    """

    weight: Decimal
    rate: Decimal | None
    points: Decimal | None
    rule: str
    explained: bool


@dataclass(frozen=True, slots=True)
class ScoredIndicator:
    """An indicator scored; `missing` says what somebody still has to fill in."""

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

    `total` is out of 100 and None while something is missing; `won` is what the rows scored so far
    add up to, `possible` what they and the execution could; `achieved` what became of the objective.
    """

    table: TargetTable
    rubric: Rubric
    spending: Spending
    execution: ExecutionScore
    rows: tuple[ScoredIndicator, ...]
    won: Decimal
    possible: Decimal
    total: Decimal | None
    rating: str
    notes: tuple[str, ...]
    achieved: str = ""

    @property
    def missing(self) -> list[ScoredIndicator]:
        """The rows of which something is still to be filled in."""
        return [row for row in self.rows if row.missing]


def evaluate(
    table: TargetTable,
    actuals: Mapping[int, Actual],
    spending: Spending,
    rubric: Rubric,
    reasons: Mapping[int, str] | None = None,
    achieved: str = "",
    questions: Mapping[int, str] | None = None,
) -> SelfEvaluation:
    """Score a project's year; `actuals` and `reasons` are by the indicators' places in the table.

    `achieved` is 年度总体目标实际完成情况, as somebody wrote it; `questions` are, by place, what must
    be settled first: such a row is said to lack it, and wins nothing while it has no value.
    """
    weights = weigh(table, rubric)
    rows = []
    for place in applicable(table):
        actual, reason = actuals.get(place), (reasons or {}).get(place, "")
        row = _row(table, place, weights.of[place], actual, rubric, reason)
        rows.append(_questioned(row, (questions or {}).get(place, "")))
    execution = score_execution(spending, rubric)
    points = [execution.points, *(row.score.points for row in rows)]
    won = sum((won_points or Decimal(0) for won_points in points), Decimal(0))
    possible = sum((row.weight for row in rows), execution.weight)
    is_whole = None not in points
    total = rounded(won * WHOLE / possible) if is_whole and possible else None
    notes = list(weights.notes)
    if possible != WHOLE:
        notes.append(f"可得 {possible} 分，得 {won} 分，按 {WHOLE} 分折算")
    if execution.explained and not spending.reason:
        notes.append("预算执行须说明原因：在 filled.toml 的 [[spending]] 写 reason")
    return SelfEvaluation(
        table=table,
        rubric=rubric,
        spending=spending,
        execution=execution,
        rows=tuple(rows),
        won=won,
        possible=possible,
        total=total,
        rating=rubric.rating(total) if total is not None else "",
        notes=tuple(notes),
        achieved=achieved,
    )


def _row(
    table: TargetTable,
    place: int,
    weight: Decimal,
    actual: Actual | None,
    rubric: Rubric,
    reason: str,
) -> ScoredIndicator:
    indicator = table.indicators[place]
    scored = score(indicator, weight, actual, rubric)
    missing = ""
    if scored.points is None:
        missing = scored.rule
    elif scored.explained and not reason:
        missing = "须写明偏差原因和改进措施"
    return ScoredIndicator(place, indicator, weight, actual, scored, reason, missing)


def _questioned(row: ScoredIndicator, question: str) -> ScoredIndicator:
    """Say what must be settled first; of a row without a value it is why it has no points."""
    if not question:
        return row
    if row.actual is None:
        return replace(row, score=Score(None, question), missing=question)
    missing = "；".join(part for part in (question, row.missing) if part)
    return replace(row, missing=missing)


def score_execution(spending: Spending, rubric: Rubric) -> ExecutionScore:
    """Score the budget's execution: its share of the points, at most all of them."""
    weight = Decimal(rubric.execution.points)
    by_initial = rubric.execution.denominator == "initial"
    budget = spending.initial if by_initial else spending.adjusted
    name = "年初预算数" if by_initial else "全年预算数（调整后）"
    if budget is None or spending.executed is None:
        lacking = name if budget is None else "全年执行数"
        return ExecutionScore(
            weight, None, None, f"没有{lacking}，算不出执行率", explained=False
        )
    if budget == 0:
        return ExecutionScore(
            weight, None, None, f"{name}为 0，执行率没有意义", explained=True
        )
    share = spending.executed / budget
    points = rounded(weight * max(min(share, Decimal(1)), Decimal(0)))
    rule = f"全年执行数 {spending.executed:f} ÷ {name} {budget:f} = {share * _HUNDRED:.2f}%"
    if share < 0:
        rule += "，退回的多于支付的，不得分，请核对"
    if share > 1:
        rule += "，执行大于预算，按满分计，请核对预算调整"
    explained = share * _HUNDRED < rubric.execution.explained or share > 1
    return ExecutionScore(weight, rounded(share * _HUNDRED), points, rule, explained)


def filled(evaluation: SelfEvaluation) -> TargetTable:
    """Return the table as a self-evaluation form prints it: actual values, points, reasons, spending."""
    rows = {row.place: row for row in evaluation.rows}
    indicators = tuple(
        _filled(indicator, rows.get(place))
        for place, indicator in enumerate(evaluation.table.indicators)
    )
    spending, scored = evaluation.spending, evaluation.execution
    execution = Execution(
        initial=spending.initial,
        budget=spending.adjusted,
        executed=spending.executed,
        weight=scored.weight,
        rate=scored.rate,
        score=scored.points,
    )
    # What only the declaration prints is left to it.
    return msgspec.structs.replace(
        evaluation.table,
        form_title=_TITLE,
        indicators=indicators,
        budget_execution=BudgetExecution(total=execution),
        project_nature=None,
        term=None,
        finance_division=None,
        total_score=evaluation.total,
        objective_achieved=evaluation.achieved or None,
    )


def _filled(indicator: Indicator, row: ScoredIndicator | None) -> Indicator:
    if row is None:
        return indicator
    shown = TargetValue(text=row.actual.shown) if row.actual else None
    if row.actual and row.actual.number is not None:
        unit = indicator.target.unit
        shown = TargetValue(text=row.actual.shown, number=row.actual.number, unit=unit)
    return msgspec.structs.replace(
        indicator,
        actual=shown,
        weight=row.weight,
        score=row.score.points,
        reason=row.reason or None,
    )
