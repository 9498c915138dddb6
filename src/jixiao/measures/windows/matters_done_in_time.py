"""经办业务按期办结率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_matter
from jixiao.measures.scopes import of_text


@measure(
    code="WI02",
    title="经办业务按期办结率",
    says="应办结 {below} 件，按期办结 {above} 件",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "业务|办件|窗口|事项 按时|按期|及时|限时 办结|办理 率",
        "业务|办件|窗口|事项 办结|办理 按时|按期|及时 率",
        "办理|审核|受理|登记|答复 及时率",
        (
            "业务|办件|窗口|事项|服务|经办|政务 及时|按期 办结|办理|完成|受理|审核|处理 率 -资金 -报销 -举报 "
            "-投诉 -信访 -工单 -热线 -缴费 -项目"
        ),
        (
            "业务|办件|窗口|事项|服务|经办 办结|办理|受理|审核|处理 及时率 -资金 -报销 -举报 -投诉 -信访 -工单 "
            "-热线 -缴费 -项目"
        ),
        "经办|经办服务|医保服务|窗口服务 及时率 -资金 -报销 -举报 -投诉 -信访 -工单 -热线 -缴费 -项目",
        "?经办|服务|医保|窗口|业务|政务|群众|事项|大厅|医疗保险|医保经办|政务服务|各类业务|各项业务|日常|参保人|综合|受理|办理|规定时限|承诺时限|件|申请|办事",
    ),
)
def matters_done_in_time(matters: ir.Table, *, item: str = "") -> ir.Table:
    """Return a row for each matter that is done or due, and has a day it is due."""
    rows = of_text(matters, "matter", item)
    rows = rows.filter(rows.due_date.notnull())
    in_time = (rows.done_on <= rows.due_date).fill_null(False)  # noqa: FBT003
    return by_matter(rows, above=in_time)
