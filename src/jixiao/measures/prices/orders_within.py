"""价格联动执行率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_linked_order


@measure(
    code="LP04",
    title="价格联动执行率",
    says="联动后的订单 {below} 张，不高于联动后价格的 {above} 张",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "价格联动|挂网联动|联动价格|联动结果 执行|落实 率|比例 -未",
        "?药品|挂网|采购|医药|价格|政策|结果|订单",
    ),
)
def orders_within(linked_orders: ir.Table) -> ir.Table:
    """Return a row for each order after a linkage; above where it pays no more than the new price."""
    return by_linked_order(linked_orders, above=linked_orders.above == 0)
