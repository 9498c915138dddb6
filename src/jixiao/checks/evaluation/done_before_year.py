"""完成的日期在本年度之前。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.period import last_day
from jixiao.targets import TargetTable


@check(
    code="EV29",
    title="完成的日期在本年度之前",
    says="“{name}”是 {year} 年度的指标，实际完成写的是“{actual}”",
    suggests="核对完成日期的年份；以前年度做完的事不应列入本年",
    severity=Severity.ERROR,
    basis="财预〔2020〕10号",
    rule="K02",
)
def done_before_year(table: TargetTable) -> Iterator[Breach]:
    year = table.fiscal_year
    for index, row in enumerate(table.indicators):
        day = row.actual.deadline if row.actual else None
        target = row.target.deadline
        is_of_year = target is not None and last_day(target).year == year
        if row.actual and day and year and is_of_year and last_day(day).year < year:
            yield Breach(
                row.evidence,
                CellPath.in_row(index, "actual"),
                name=row.name,
                year=year,
                actual=row.actual.text,
            )
