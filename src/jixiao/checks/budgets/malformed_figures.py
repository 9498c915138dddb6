"""数字写法不规范。"""

from collections.abc import Iterator

from jixiao.budgets import Budget, number_of
from jixiao.checks import check
from jixiao.findings import Breach, Severity


@check(
    code="BU06",
    title="数字写法不规范",
    says="{title}有 {count} 处数字写法不规范：{printed}",
    suggests="改成规范写法：一个负号，百分比带“%”",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="B07",
)
def malformed_figures(budget: Budget) -> Iterator[Breach]:
    for table in budget.tables:
        wrong = [
            (row, printed)
            for row in table.rows
            for column, printed in row.amounts.items()
            if _is_malformed(column, printed)
        ]
        if wrong:
            yield Breach(
                [row.evidence for row, _ in wrong],
                f"budget.tables.{table.code}",
                title=table.title,
                count=len(wrong),
                printed=[f"{row.subject_name} {printed}" for row, printed in wrong],
            )


def _is_malformed(column: str, printed: str) -> bool:
    if number_of(printed) is None:
        return True
    return column.endswith("%") and "%" not in printed
