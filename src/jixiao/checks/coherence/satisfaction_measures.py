"""满意度指标量的不是满意度。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CH02",
    title="满意度指标量的不是满意度",
    says="“{name}”列在满意度指标，量的不是满意度",
    suggests="改为“某某对某某的满意度”；了解度、知晓率移到社会效益",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="I03 I10",
)
def satisfaction_measures(table: TargetTable) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        if row.dimension != "满意度指标" or row.not_applicable:
            continue
        if "满意" not in row.name:
            yield Breach(row.evidence, CellPath.in_row(index, "name"), name=row.name)
