"""数字写法不规范。"""

import re
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
            (row, f"{row.subject_name} {printed}（{fault}）")
            for row in table.rows
            for column, printed in row.amounts.items()
            if (fault := _fault(column, printed))
        ]
        if wrong:
            yield Breach(
                [row.evidence for row, _ in wrong],
                f"budget.tables.{table.code}",
                title=table.title,
                count=len(wrong),
                printed=[words for _, words in wrong],
            )


def _fault(column: str, printed: str) -> str:
    """What is wrong with a printed number; empty where nothing is."""
    if number_of(printed) is None:
        return "负号写了两个" if _TWO_MINUS.match(printed.strip()) else "不是一个数"
    return "缺“%”" if column.endswith("%") and "%" not in printed else ""


_TWO_MINUS = re.compile(r"[-－—–−]{2,}\s*\d")
