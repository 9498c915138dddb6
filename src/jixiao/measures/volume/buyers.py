"""参加带量采购机构数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven


@measure(
    code="VP03",
    title="参加带量采购机构数",
    says="参加带量采购的机构 {above} 家",
    kind=ValueKind.TOTAL,
    unit="家",
    words=(
        "参加|参与|执行|落实 集采|带量采购|集中采购|集中带量采购 机构|医疗机构|医药机构|医院 数|数量|家数",
        "集采|带量采购|集中采购|集中带量采购|中选药品|中选产品 机构|医疗机构|医药机构 数|数量|家数",
        "参加|参与|执行|落实|开展|实施 集采|带量采购|集中采购|集中带量采购 <level> 数|数量|家数 -率",
        "集采|带量采购|集中采购|集中带量采购 <level> 数|数量|家数|覆盖数 -率",
        "?药品|耗材|医用|公立|定点|的|国家|组织|民营|覆盖|执行|参与|药品和医用耗材|落地|医保定点|纳入",
    ),
    course="stands",
)
def buyers(purchases_in_force: ir.Table) -> ir.Table:
    """Return a row for each institution with an agreement in force, on its first day."""
    rows = purchases_in_force
    buyers = rows.group_by("fixmedins_code").aggregate(first=rows.since.min())
    return proven(
        buyers,
        key=buyers.fixmedins_code,
        on=buyers["first"],
        place=buyers.fixmedins_code,
    )
