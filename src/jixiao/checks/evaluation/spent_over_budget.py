"""全年执行数大于全年预算数。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="EV03",
    title="全年执行数大于全年预算数",
    says="全年执行数 {executed}{unit}，全年预算数只有 {budget}{unit}，多 {gap}{unit}",
    suggests="年中追加了预算的，全年预算数填调整后的数；没有追加的，核对执行数",
    severity=Severity.ERROR,
    basis="财预〔2020〕10号",
    rule="E01",
    tells_for=("EV04",),
)
def spent_over_budget(table: TargetTable) -> Iterator[Breach]:
    total = table.budget_execution.total if table.budget_execution else None
    if total is None or total.budget is None or total.executed is None:
        return
    if total.executed > total.budget:
        yield Breach(
            table.evidence.get("funding.annual.total"),
            "budget_execution.total.executed",
            executed=total.executed,
            budget=total.budget,
            gap=total.executed - total.budget,
            unit=table.money_unit,
        )
