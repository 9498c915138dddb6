"""因病致贫风险名单反馈及时率：移交的人里，按期反馈的。"""

import ibis
from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven


@measure(
    code="FW05",
    title="因病致贫风险名单反馈及时率",
    says="反馈 {below} 人，按期反馈 {above} 人",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "因病致贫|因病返贫|返贫致贫|致贫返贫|返贫 预警|监测|风险 反馈|核查|处置|响应 率|及时率|比例",
        "?名单|对象|人员|信息|及时|因病|移交|困难群众",
    ),
    of_persons=True,
)
def relief_checked_in_time(relief_results: ir.Table, *, within_days: int) -> ir.Table:
    """Return a row for each person who was handed over and looked at in the period."""
    rows = relief_results.filter(relief_results.handed_on.notnull())
    last = rows.handed_on + ibis.interval(days=1) * within_days
    return proven(
        rows,
        key=rows.psn_no,
        on=rows.checked_on,
        above=rows.checked_on <= last.cast("date"),
    )
