"""满意度的指标值不合常情。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="VA11",
    title="满意度的指标值不合常情",
    says="“{name}”的指标值“{stated}”{reason}",
    suggests="按近年调查的结果定一个够得着、又不过低的值",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V09",
)
def satisfaction_in_reason(
    table: TargetTable, *, lowest: Decimal, highest: Decimal
) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        number = row.target.number
        if "满意" not in row.name or number is None or row.target.unit != "%":
            continue
        if number == highest or number < lowest:
            reason = (
                "，调查很难人人满意" if number == highest else f"，低于 {lowest}%，偏低"
            )
            yield Breach(
                row.evidence,
                CellPath.in_row(index, "target"),
                name=row.name,
                stated=row.target.text,
                reason=reason,
            )
