"""价格联动次数：药品的，一批算一次。"""

from ibis import ir

from jixiao.fund.records.prices import CONSUMABLE
from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven


@measure(
    code="LP01",
    title="药品价格联动次数",
    says="执行的药品价格联动 {above} 批",
    kind=ValueKind.TOTAL,
    unit="次",
    words=(
        "价格联动|挂网联动 批次|批数|批次数|轮次 -耗材",
        "价格联动|挂网联动 -执行|落实|率|比例|节约|节省|减少|费用|资金|品种|产品数|降价|耗材",
        "价格联动|挂网联动|价格动态调整|价格调整 批次|次数|轮次|频次|次 -耗材 -服务项目 -医疗服务 -执行 -落实 -率",
        "价格 联动 批次|次数|轮次|频次 -耗材 -执行 -落实 -率",
        "价格 联动 -执行|落实|率|比例|节约|节省|减少|费用|资金|品种|产品数|降价|耗材",
        "?药品|挂网|医药|产品|开展|完成|实施|工作|次数|数|的|调整|动态|次|价格|挂网价格|药品价格|集采|组织",
    ),
)
def linkages(price_decisions: ir.Table) -> ir.Table:
    """Return a row for each linkage with a decision on drugs that takes effect in the period."""
    rows = price_decisions.filter(price_decisions.kind.fill_null("") != CONSUMABLE)
    batches = rows.group_by("linkage_no").aggregate(first=rows.effective_on.min())
    return proven(batches, key=batches.linkage_no, on=batches["first"])
