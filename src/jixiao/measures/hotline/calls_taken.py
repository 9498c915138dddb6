"""热线受理量。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_call


@measure(
    code="HO04",
    title="热线受理量",
    says="受理来电和工单 {above} 件",
    kind=ValueKind.TOTAL,
    unit="件",
    better="",
    words=(
        "热线|12393|12345|咨询电话|服务电话 受理|接听|来电|接到|接待|答复 量|数|数量|件数|次数|人次|个数",
        "接听|受理|答复 热线|咨询电话|服务电话|来电 数量|量|次数|件数",
        (
            "热线|12393|12345|咨询电话|服务电话|电话 受理|接听|来电|接到|接待|答复|接线|咨询|呼入 "
            "量|数|数量|件数|次数|人次|个数|总量 -率"
        ),
        "?服务|电话|咨询|群众|诉求|工单|医保|全年|政务|人次|12393|12345|来电|总|接听|受理|接线|话务|人工|次",
    ),
)
def calls_taken(calls: ir.Table) -> ir.Table:
    """Return a row for each call that was answered, or of which it is not told."""
    return by_call(calls.filter(calls.answered.fill_null("1") == "1"))
