"""单位成本：合同金额除以数量。"""

from ibis import ir

from jixiao.entry import TENTHS
from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_delivery
from jixiao.measures.scopes import of_project, of_text


@measure(
    code="PU03",
    title="单位采购成本",
    says="金额 {above:万分元}，数量 {below:数}",
    kind=ValueKind.MEAN,
    unit="元/件",
    better="lower",
    words=(
        "每条|每台|每套|每辆|每份|每册 -补助 -补贴 -奖励 -工资 -缴费",
        "采购 单价|单位成本",
    ),
)
def unit_cost(deliveries: ir.Table, *, project: str = "", item: str) -> ir.Table:
    """Return a row for each acceptance."""
    rows = of_text(of_project(deliveries, project), "item", item)
    rows = rows.filter(rows.amount.notnull())
    return by_delivery(rows, above=rows.amount * TENTHS, below=rows.quantity * TENTHS)
