"""晚于期限却得满分。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.rubric_points import scored
from jixiao.findings import Breach, Severity
from jixiao.period import last_day
from jixiao.targets import TargetTable


@check(
    code="EV24",
    title="晚于期限却得满分",
    says="“{name}”的期限是{target}，{actual}才完成，得 {stated} 分是满分",
    suggests="按晚完成扣分并写明原因；日期写错的改正日期",
    severity=Severity.ERROR,
    basis="财预〔2020〕10号",
    rule="E03",
)
def late_with_all_points(table: TargetTable) -> Iterator[Breach]:
    for place, row, weight, stated in scored(table):
        deadline = row.target.deadline
        day = row.actual.deadline if row.actual else None
        if row.actual is None or deadline is None or day is None or stated < weight:
            continue
        if last_day(day) > last_day(deadline) and len(day) >= len(deadline):
            yield Breach(
                row.evidence,
                CellPath.in_row(place, "actual"),
                name=row.name,
                target=row.target.text,
                actual=row.actual.text,
                stated=stated,
            )
