"""效益指标写成了满意度。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.satisfaction import measures_satisfaction
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CH17",
    title="效益指标写成了满意度",
    says="“{name}”列在{aspect}，量的是满意度",
    suggests="移到满意度指标；{aspect}另写项目带来的变化",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="I10",
    once=True,
)
def satisfaction_in_effects(table: TargetTable) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        if row.dimension == "效益指标" and measures_satisfaction(row):
            place = CellPath.in_row(index, "aspect")
            yield Breach(row.evidence, place, name=row.name, aspect=row.aspect)
