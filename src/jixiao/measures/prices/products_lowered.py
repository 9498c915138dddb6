"""价格联动降价品种数。"""

from ibis import ir

from jixiao.fund.records.prices import LOWERED
from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven


@measure(
    code="LP02",
    title="价格联动降价品种数",
    says="联动降价 {above} 个产品",
    kind=ValueKind.TOTAL,
    unit="个",
    words=(
        "价格联动|挂网联动|联动降价 品种|产品|药品 数|数量|个数",
        "?药品|挂网|医药|调整|下调|降价|价格|的|品规|个",
    ),
)
def products_lowered(price_decisions: ir.Table) -> ir.Table:
    """Return a row for each listed product whose price was lowered in the period, on its first day."""
    rows = price_decisions.filter(price_decisions.decision == LOWERED)
    products = rows.group_by("listing_code").aggregate(first=rows.effective_on.min())
    return proven(products, key=products.listing_code, on=products["first"])
