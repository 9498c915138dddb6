"""网上采购医疗机构数：期内在平台下过订单的机构。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven


@measure(
    code="LP06",
    title="网上采购医疗机构数",
    says="下过订单 {above} 家",
    kind=ValueKind.TOTAL,
    unit="家",
    words=(
        "网采|网上采购|阳光采购|平台采购 医疗机构|机构|医院 数|数量|家数|个数",
        "网采|网上采购|阳光采购|平台采购|挂网采购 机构 数|数量|家数|个数 -率",
        "?药品|耗材|医用|开展|参与|参加|的|公立|定点|实现|医药|医疗|公立医疗机构|全部",
    ),
)
def buyers_online(orders: ir.Table) -> ir.Table:
    """Return a row for each institution that ordered, on the first day of it."""
    heads = orders.group_by("fixmedins_code").aggregate(first=orders.ordered_on.min())
    return proven(
        heads, key=heads.fixmedins_code, on=heads["first"], place=heads.fixmedins_code
    )
