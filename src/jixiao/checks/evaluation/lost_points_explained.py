"""扣了分没有写偏差原因。"""

from collections import Counter
from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import CannotCheck, check
from jixiao.checks.rubric_points import groups_hold_points, reason, scored
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="EV10",
    title="扣了分没有写偏差原因",
    says="{count} 条指标扣了分，没有写偏差原因和改进措施：{rows}",
    suggests="在扣了分的每一行写明没有完成的原因和改进措施",
    severity=Severity.ERROR,
    basis="财预〔2020〕10号",
    rule="E06",
)
def lost_points_explained(table: TargetTable) -> Iterator[Breach]:
    if groups_hold_points(table):
        raise CannotCheck("分值印在分组的行上，组内哪一行扣了分看不出")
    prints_reasons = table.dialect != _UNKNOWN_FORM or any(
        row.reason is not None for row in table.indicators
    )
    lost = [each for each in scored(table) if each.stated < each.weight]
    lines = Counter(row.evidence.lines for row in table.indicators)
    lines[None] = 0
    glued = [each for each in lost if lines[each.row.evidence.lines] > 1]
    unexplained = [
        each
        for each in lost
        if not reason(each.row) and lines[each.row.evidence.lines] <= 1
    ]
    if unexplained:
        yield Breach(
            (each.row.evidence for each in unexplained),
            CellPath.in_row(unexplained[0].place, "reason"),
            None if prints_reasons else Severity.WARNING,
            count=len(unexplained),
            rows=[
                f"“{row.name}”（分值 {weight:f}，得 {stated:f} 分）"
                for _, row, weight, stated in unexplained
            ],
        )
    if glued:
        raise CannotCheck("几行指标连写成一行，哪些字是原因分不清")


_UNKNOWN_FORM = "base"
"""The dialect of forms that none was written for: they may have no column for reasons."""
