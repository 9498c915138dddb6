"""预算执行的得分与执行率不符。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import check
from jixiao.checks.rubric_points import rubric
from jixiao.evaluation import Spending, score_execution
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="EV04",
    title="预算执行的得分与执行率不符",
    says="预算执行得 {stated} 分，{how}，应得 {due} 分",
    suggests="预算执行按执行率乘分值计分，最多得满分；请改正得分和总分",
    severity=Severity.ERROR,
    basis="财预〔2020〕10号",
    rule="E02",
)
def execution_points(table: TargetTable, *, tolerance: Decimal) -> Iterator[Breach]:
    """A form that weighs the execution otherwise than the rubric has its points in proportion."""
    total = table.budget_execution.total if table.budget_execution else None
    if total is None or total.score is None:
        return
    spending = Spending(total.initial, total.budget, total.executed)
    by_rubric = score_execution(spending, rubric())
    if by_rubric.points is None:
        return
    weight = by_rubric.weight if total.weight is None else total.weight
    due = by_rubric.points * weight / by_rubric.weight
    if abs(total.score - due) > tolerance:
        yield Breach(
            table.evidence.get("funding.annual.total"),
            "budget_execution.total.score",
            stated=total.score,
            how=by_rubric.rule,
            due=round(due, 2),
        )
