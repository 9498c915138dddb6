"""得分高于分值。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.rubric_points import scored
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="EV06",
    title="得分高于分值",
    says="“{name}”分值 {weight}，得分 {stated}",
    suggests="核对“{name}”的分值和得分，得分最多等于分值",
    severity=Severity.ERROR,
    basis="财预〔2020〕10号",
    rule="E04",
)
def points_within_weight(table: TargetTable) -> Iterator[Breach]:
    for place, row, weight, stated in scored(table):
        if stated > weight:
            at = CellPath.in_row(place, "score")
            yield Breach(row.evidence, at, name=row.name, weight=weight, stated=stated)
    total = table.budget_execution.total if table.budget_execution else None
    if total is None or total.weight is None or total.score is None:
        return
    if total.score > total.weight:
        yield Breach(
            table.evidence.get("funding.annual.total"),
            "budget_execution.total.score",
            name="预算执行",
            weight=total.weight,
            stated=total.score,
        )
