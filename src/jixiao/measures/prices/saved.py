"""价格联动节约采购费用。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_linked_order


@measure(
    code="LP03",
    title="价格联动节约采购费用",
    says="联动后的订单比原挂网价少付 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    words=(
        "价格联动|挂网联动|联动降价 节约|节省|减少 费用|资金|金额|支出|药费",
        "?药品|挂网|采购|医药|降价|价格|费用|资金|金额",
    ),
)
def saved(linked_orders: ir.Table) -> ir.Table:
    """Return a row for each order after a linkage: what it paid less than at the old price."""
    return by_linked_order(linked_orders, above=linked_orders.saved)
