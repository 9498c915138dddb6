"""名称和指标值的日期不一致。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.period import read_deadline
from jixiao.targets import TargetTable


@check(
    code="TI07",
    title="名称和指标值的日期不一致",
    says="“{name}”写着{first}，指标值是 {second}",
    suggests="核对两处日期，改正写错的一处",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="K04",
)
def two_dates(table: TargetTable) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        stated = row.target.deadline
        for match in _DATE.finditer(chinese.key(row.name)) if stated else ():
            in_name = read_deadline(match[0], table.fiscal_year)
            if in_name and in_name.date and stated and not _agree(in_name.date, stated):
                yield Breach(
                    row.evidence,
                    CellPath.in_row(index, "name"),
                    name=row.name,
                    first=match[0],
                    second=row.target.text,
                )


_DATE = re.compile(r"(?:20\d{2}年)?\d{1,2}月(?:\d{1,2}日|底)|20\d{2}年\d{1,2}月")


def _agree(left: str, right: str) -> bool:
    """Whether two dates are the same, or one is the month or the year of the other."""
    return left.startswith(right) or right.startswith(left)
