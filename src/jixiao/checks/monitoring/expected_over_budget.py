"""全年预计执行数大于预算数。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.midyear import budget_of, money_rows
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="MO02",
    title="全年预计执行数大于预算数",
    says="{row}的全年预计执行数 {expected} 大于预算数 {budget}",
    suggests="核对{row}的全年预计执行数；确需超出的，先按程序调整预算",
    severity=Severity.ERROR,
    basis="财预〔2019〕136号",
    rule="M01",
)
def expected_over_budget(table: TargetTable) -> Iterator[Breach]:
    for key, name, row in money_rows(table):
        budget = budget_of(row)
        if row.expected is not None and budget is not None and row.expected > budget:
            yield Breach(
                table.evidence.get(f"funding.annual.{key}"),
                f"budget_execution.{key}.expected",
                row=name,
                expected=row.expected,
                budget=budget,
            )
