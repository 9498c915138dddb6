"""各项都是满分。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.rubric_points import scored, sum_of_points
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="EV21",
    title="各项都是满分",
    says="{count} 条指标都得满分，总分 {total}，没有一处不足",
    suggests="核对完成值是否如实、目标是否定得过低；真的都完成的，来年把目标定高些",
    severity=Severity.ADVICE,
    basis="财预〔2020〕10号",
    rule="E15",
)
def nothing_lost(table: TargetTable, *, least: int) -> Iterator[Breach]:
    rows = list(scored(table))
    total = sum_of_points(table) if table.total_score is None else table.total_score
    if not rows or total is None or total < least:
        return
    if all(stated >= weight for _, _, weight, stated in rows):
        evidence = (row.evidence for _, row, _, _ in rows)
        yield Breach(
            [table.evidence.get("total_score"), *evidence],
            "total_score",
            count=len(rows),
            total=total,
        )
