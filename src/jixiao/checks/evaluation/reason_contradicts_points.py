"""得分与偏差原因互相矛盾。"""

from collections.abc import Iterator

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.rubric_points import reason, scored
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="EV11",
    title="得分与偏差原因互相矛盾",
    says="“{name}”分值 {weight}，得 {stated} 分，偏差原因却写“{reason}”",
    suggests="核对“{name}”是否完成：没有完成的扣分，完成的改正偏差原因",
    severity=Severity.WARNING,
    basis="财预〔2020〕10号",
    rule="E07",
)
def reason_contradicts_points(table: TargetTable) -> Iterator[Breach]:
    for place, row, weight, stated in scored(table):
        contradicting = words("says_unmet" if stated >= weight else "says_met")
        if contradicting.search(chinese.key(reason(row))):
            yield Breach(
                row.evidence,
                CellPath.in_row(place, "reason"),
                name=row.name,
                weight=weight,
                stated=stated,
                reason=row.reason,
            )
