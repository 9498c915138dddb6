"""热线工单办结率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_call


@measure(
    code="HO05",
    title="热线工单办结率",
    says="应办结 {below} 件，已办结 {above} 件",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "热线|12393|12345|工单|咨询电话|服务电话 办结|办理|处理|回复|答复 率 -及时 -按时 -按期 -限时 -满意 -接通",
        "?工单|诉求|咨询|投诉|服务|电话|群众|政务|12393|12345|件|热线|转办|交办|完成|办理|来电|事项|医保|反映|问题|处置|率|办结",
    ),
)
def calls_closed(due_calls: ir.Table) -> ir.Table:
    """Return a row for each call that had to be dealt with, and is done or due."""
    return by_call(due_calls, above=due_calls.closed_on.notnull())
