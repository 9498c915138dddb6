"""指标值空白。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import CannotCheck, check
from jixiao.checks.rubric_points import groups_hold_points
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CO05",
    title="指标值空白",
    says="“{name}”没有指标值",
    suggests="补填指标值；确不涉及的，名称和指标值都写“不涉及”",
    severity=Severity.ERROR,
    basis="财预〔2015〕88号",
    rule="V01",
)
def value_filled(table: TargetTable) -> Iterator[Breach]:
    if groups_hold_points(table):
        raise CannotCheck(
            "分值印在分组的行上，指标值印在组内的行上，是否空白请对照原件"
        )
    for index, row in enumerate(table.indicators):
        if not row.target.text and not row.not_applicable:
            yield Breach(row.evidence, CellPath.in_row(index, "target"), name=row.name)
