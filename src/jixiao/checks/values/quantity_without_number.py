"""数量指标没有数值。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.costs import costs, pair
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="VA03",
    title="数量指标没有数值",
    says="数量指标“{name}”的指标值“{stated}”没有数{cost}",
    suggests="写明数量和单位",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V02",
)
def quantity_without_number(table: TargetTable) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        if row.aspect == "数量指标" and row.target.qualitative and "覆盖" not in row.target.text:
            spent = pair(row, [cost.indicator for cost in costs(table)])
            yield Breach(
                (row.evidence, spent.evidence if spent else None),
                CellPath.in_row(index, "target"),
                name=row.name,
                stated=row.target.text,
                cost=f"，却安排 {spent.target.text}" if spent else "",
            )
