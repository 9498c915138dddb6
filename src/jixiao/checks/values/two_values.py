"""一格写了两个值。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="VA05",
    title="一格写了两个值",
    says="“{name}”的指标值“{stated}”里有 {count} 个值",
    suggests="每个值单列一条指标",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V12 V16",
)
def two_values(table: TargetTable) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        if row.target.others:
            yield Breach(
                row.evidence,
                CellPath.in_row(index, "target"),
                name=row.name,
                stated=row.target.text,
                count=1 + len(row.target.others),
            )
