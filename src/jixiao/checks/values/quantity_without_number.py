"""数量指标没有数值。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.costs import QUANTITY, costs, pair
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
    priced = [cost.indicator for cost in costs(table)]
    for index, row in enumerate(table.indicators):
        if (
            row.aspect != QUANTITY
            or not row.target.qualitative
            or "覆盖" in row.target.text
        ):
            continue
        cost = pair(row, priced)
        yield Breach(
            (row.evidence, cost.evidence if cost else None),
            CellPath.in_row(index, "target"),
            name=row.name,
            stated=row.target.text,
            cost=f"，却安排 {cost.target.text}" if cost else "",
        )
