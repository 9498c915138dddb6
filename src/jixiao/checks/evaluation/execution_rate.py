"""执行率与执行数除以预算数不符。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import check
from jixiao.checks.rubric_points import wrong_rates
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="EV02",
    title="执行率与执行数除以预算数不符",
    says="{row}的执行率印作 {stated}%，{executed}÷{budget} 是 {rate}%",
    suggests="按全年执行数除以全年预算数重算{row}的执行率；数写错的改正数",
    severity=Severity.ERROR,
    basis="财预〔2020〕10号",
    rule="E01",
)
def execution_rate(table: TargetTable, *, tolerance: Decimal) -> Iterator[Breach]:
    """A monitoring form's rates are of money so far, and have a check of their own."""
    if not table.monitored:
        yield from wrong_rates(table, lambda row: row.budget, tolerance)
