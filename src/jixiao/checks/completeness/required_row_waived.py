"""必填的指标填了“无”。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CO12",
    title="必填的指标填了“无”",
    says="必填的{aspect}填的是“{stated}”",
    suggests="按项目补一条{aspect}；确实不适用的，说明原因",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="I22",
)
def required_row_waived(table: TargetTable) -> Iterator[Breach]:
    filled = {row.aspect for row in table.indicators if not row.not_applicable}
    for index, row in enumerate(table.indicators):
        if row.not_applicable and row.required and row.aspect not in filled:
            stated = row.target.text or row.name
            place = CellPath.in_row(index)
            yield Breach(row.evidence, place, aspect=row.aspect, stated=stated)
