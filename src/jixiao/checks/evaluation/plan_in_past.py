"""改进措施的时间早于本年度。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="EV34",
    title="改进措施的时间早于本年度",
    says="“{name}”是 {year} 年度的，改进措施却写“{said}”",
    suggests="核对改进措施的年份，写以后要做的事",
    severity=Severity.WARNING,
    basis="财预〔2020〕10号",
    rule="E06",
)
def plan_in_past(table: TargetTable) -> Iterator[Breach]:
    year = table.fiscal_year
    for index, row in enumerate(table.indicators):
        for match in _PLANNED.finditer(chinese.key(row.reason or "")):
            if year and int(match["year"]) < year:
                yield Breach(
                    row.evidence,
                    CellPath.in_row(index, "reason"),
                    name=row.name,
                    year=year,
                    said=match["plan"],
                )


_PLANNED = re.compile(
    r"(?:^|[,，;；。:])(?P<plan>(?:将在|拟在|计划在|拟于|将于|计划于|在|于|力争)?(?P<year>20\d{2})年(?:\d{1,2}月)?(?:底|内|度|前|上半年|下半年)*"
    r"(?:将|拟|继续|进一步|抓紧|尽快)?(?:补足|补齐|补上|整改|改进|加快|加强|推进|落实|优化|完善|追补|压实)[^,，;；。]{0,16})"
)
