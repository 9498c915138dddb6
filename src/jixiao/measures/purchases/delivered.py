"""采购数量：验收合格的货物或服务的数量。"""

from ibis import ir

from jixiao.entry import TENTHS
from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_delivery
from jixiao.measures.scopes import of_project, of_text


@measure(
    code="PU01",
    title="采购（服务）数量",
    says="验收合格 {above:数}",
    scale=TENTHS,
    kind=ValueKind.TOTAL,
    unit="",
    words=(
        "采购|购置|购买|配备 数量|台数|套数",
        "采购|购置|购买|配备|更新|安装|新购 数量|台数|套数|个数|辆数|数",
        "设备|电脑|办公设备 数量|台数|套数 @采购|购置|购买|配备",
    ),
)
def delivered(deliveries: ir.Table, *, project: str = "", item: str) -> ir.Table:
    """Return a row for each acceptance."""
    rows = of_text(of_project(deliveries, project), "item", item)
    return by_delivery(rows, above=rows.accepted_quantity * TENTHS)
