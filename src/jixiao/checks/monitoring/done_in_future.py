"""监控期里写着以后的日子。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.midyear import followed
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="MO14",
    title="监控期里写着以后的日子",
    says="“{name}”1—{months} 月的完成情况写“{said}”，是监控期以后的事",
    suggests="核对日期；还没有做的写进度，预计的写在全年预计一栏",
    severity=Severity.WARNING,
    basis="财预〔2019〕136号",
    rule="M02",
)
def done_in_future(table: TargetTable) -> Iterator[Breach]:
    months, year = table.monitored_months, table.fiscal_year
    if not months or not year:
        return
    for row in followed(table):
        said = chinese.key(row.actual.text) if row.actual else ""
        match = _DONE_AT.search(said)
        if not match or _PLANNED.search(said):
            continue
        at = (int(match["year"] or year), int(match["month"]))
        if at > (year, months):
            yield Breach(
                row.evidence,
                CellPath.in_row(table.indicators.index(row), "actual"),
                name=row.name,
                months=months,
                said=row.actual.text if row.actual else "",
            )


_DONE_AT = re.compile(
    r"(?:(?P<year>20\d{2})年)?(?P<month>\d{1,2})月(?:\d{1,2}日|[上中下]旬|底)?(?:已|全部|已经)*(?:完工|完成|竣工|验收|投入使用|建成|交付|发放|上线)"
)
_PLANNED = re.compile(r"预计|计划|拟|将|力争|前|争取")
