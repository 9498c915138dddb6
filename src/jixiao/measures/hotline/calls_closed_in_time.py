"""热线工单按期办结率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_call


@measure(
    code="HO02",
    title="热线工单按期办结率",
    says="应办结 {below} 件，按期办结 {above} 件",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "热线|12393|12345|咨询电话|服务电话 按时|按期|及时|限时 办结|办理|处理|回复|答复 率",
        "热线|12393|12345|咨询电话|服务电话 办结|办理|处理|回复|答复 按时|按期|及时 率",
        "工单 按时|按期|及时 办结|办理|处理|回复|答复 率",
        "热线|12393|12345|咨询电话|服务电话|工单 及时|按期 办结|办理|处理|回复|答复|转办 率",
        "热线|12393|12345|咨询电话|工单 办结|办理|处理|回复|答复 及时率",
        "?工单|诉求|咨询|投诉|服务|电话|群众|政务|12393|12345|件|来电|事项|医保|反映|问题|转办|交办",
    ),
)
def calls_closed_in_time(due_calls: ir.Table) -> ir.Table:
    """Return a row for each call that is done or due, and has a day it is due."""
    rows = due_calls.filter(due_calls.due_date.notnull())
    in_time = (rows.closed_on <= rows.due_date).fill_null(False)  # noqa: FBT003
    return by_call(rows, above=in_time)
