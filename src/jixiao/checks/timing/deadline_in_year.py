"""完成期限不在本年度。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="TI02",
    title="完成期限不在本年度",
    says="“{name}”的期限“{stated}”不在 {year} 年度",
    suggests="核对期限；跨年完成的写明本年应达到的进度",
    severity=Severity.ERROR,
    basis="财预〔2015〕88号",
    rule="K02",
)
def deadline_in_year(table: TargetTable) -> Iterator[Breach]:
    year = table.fiscal_year
    for index, indicator in enumerate(table.indicators):
        deadline = indicator.target.deadline
        if year and deadline and int(deadline[:4]) != year:
            yield Breach(
                indicator.evidence,
                CellPath.in_row(index, "target"),
                name=indicator.name,
                stated=indicator.target.text,
                year=year,
            )
