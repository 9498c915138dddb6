"""监控表的执行率与执行数除以预算数不符。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import check
from jixiao.checks.midyear import budget_of
from jixiao.checks.rubric_points import wrong_rates
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="MO01",
    title="监控期执行率与执行数除以预算数不符",
    says="{row}的执行率印作 {stated}%，{executed}÷{budget} 是 {rate}%",
    suggests="按监控期执行数除以年初预算数（调整过的用调整后的）重算{row}的执行率",
    severity=Severity.ERROR,
    basis="财预〔2019〕136号",
    rule="M01",
)
def rate_so_far(table: TargetTable, *, tolerance: Decimal) -> Iterator[Breach]:
    if table.monitored:
        yield from wrong_rates(table, budget_of, tolerance)
