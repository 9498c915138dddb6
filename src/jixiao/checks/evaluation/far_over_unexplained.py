"""远超目标没有说明原因。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.rubric_points import possible, reason
from jixiao.evaluation import applicable
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="EV13",
    title="远超目标没有说明原因",
    says="“{name}”指标值 {target}，实际完成 {actual}：{how}",
    suggests="写明“{name}”远超目标的原因；是目标定得过低的，来年提高",
    severity=Severity.WARNING,
    basis="财预〔2020〕10号",
    rule="E09",
)
def far_over_unexplained(table: TargetTable) -> Iterator[Breach]:
    for place in applicable(table):
        row = table.indicators[place]
        weight = Decimal(1) if row.weight is None else row.weight
        scores = possible(row, weight)
        if not scores or reason(row):
            continue
        if all(score.explained and score.points == weight for score in scores):
            yield Breach(
                row.evidence,
                CellPath.in_row(place, "actual"),
                name=row.name,
                target=row.target.text,
                actual=row.actual.text if row.actual else "",
                how=scores[0].rule,
            )
