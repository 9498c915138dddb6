"""执行率与执行数除以预算数不符。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import check
from jixiao.checks.points import printed_step
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable

_ROWS = {
    "total": "年度资金总额",
    "fiscal_appropriation": "财政拨款",
    "carried_over": "上年结转",
    "other": "其他资金",
}


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
    if table.budget_execution is None:
        return
    for key, name in _ROWS.items():
        row = getattr(table.budget_execution, key)
        if row.rate is None or row.executed is None or not row.budget:
            continue
        rate = row.executed / row.budget * 100
        if abs(rate - row.rate) > max(tolerance, printed_step(row.rate)):
            yield Breach(
                table.evidence.get(f"funding.annual.{key}"),
                f"budget_execution.{key}.rate",
                row=name,
                stated=row.rate,
                executed=row.executed,
                budget=row.budget,
                rate=round(rate, 2),
            )
