"""价格联动批次数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven


@measure(
    code="LP01",
    title="价格联动批次数",
    says="执行的价格联动 {above} 批",
    kind=ValueKind.TOTAL,
    unit="批",
    words=(
        "价格联动|挂网联动 批次|批数|批次数|轮次",
        "?药品|挂网|医药|产品|耗材|开展|完成|次数|数",
    ),
)
def linkages(price_decisions: ir.Table) -> ir.Table:
    """Return a row for each linkage with a decision that takes effect in the period."""
    rows = price_decisions
    batches = rows.group_by("linkage_no").aggregate(first=rows.effective_on.min())
    return proven(batches, key=batches.linkage_no, on=batches["first"])
