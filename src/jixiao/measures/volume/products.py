"""带量采购品种数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven


@measure(
    code="VP02",
    title="带量采购品种数",
    says="带量采购 {above} 个品种",
    kind=ValueKind.TOTAL,
    unit="个",
    words=(
        "集采|带量采购|集中采购|集中带量采购|中选药品|中选产品 品种|药品|耗材 数|数量|个数|种数",
        "集采|带量采购|集中采购|集中带量采购|中选药品|中选产品 品种",
        (
            "集采|带量采购|集中采购|集中带量采购|中选 品种|药品品种|品类|药品|耗材|产品|品规 "
            "数|数量|个数|种数|数目 -率 -机构 -费 -金额 -降"
        ),
        "?落地|执行|药品|耗材|医用|医用耗材|国家|组织|省级|落实|集中|品种|和|中选|种类|药品和医用耗材|落地执行|覆盖|开展|常态化|药品及耗材|累计|和省级|省际联盟|中标|纳入|类",
    ),
    course="stands",
)
def products(purchases_in_force: ir.Table) -> ir.Table:
    """Return a row for each product with an agreement in force, on its first day."""
    rows = purchases_in_force
    products = rows.group_by("product").aggregate(first=rows.since.min())
    return proven(products, key=products["product"], on=products["first"])
