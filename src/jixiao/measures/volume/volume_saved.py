"""带量采购节约费用。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_contract


@measure(
    code="VP05",
    title="带量采购节约费用",
    says="节约 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    words=(
        "集采|带量采购|集中采购|中选药品|中选产品 节约|节省|降低|减少|减轻 费用|资金|金额|支出|药费|负担",
        "节约|节省|降低|减少 药品|耗材|采购 费用|资金|金额|支出 @集采|带量|集中采购",
        (
            "集采|带量采购|集中采购|集中带量采购|中选药品|中选产品 节约|节省|降低|减少|减轻 "
            "额|金额|资金|费用|支出|总额 -率"
        ),
        (
            "集采|带量采购|集中采购|集中带量采购|中选药品|中选产品 药费|药品费用|医药费用|费用|资金 "
            "节约|节省|减少|降低 额|金额|数 -率"
        ),
        "?药品|耗材|医用|医用耗材|国家|组织|省级|费用|资金|金额|医疗|采购|群众|患者|负担|基金|额|药|品种|药品费用|医药费用|医保基金|药品耗材|累计|年|总|成本|药价|医药|医疗费用",
    ),
)
def volume_saved(purchases_in_force: ir.Table) -> ir.Table:
    """Return a row for each agreement of which both prices are told."""
    rows = purchases_in_force.filter(
        purchases_in_force.former_price.notnull(), purchases_in_force.price.notnull()
    )
    lower = (rows.former_price - rows.price) * rows.purchased.fill_null(0)
    return by_contract(rows, above=(lower * 100).round().cast("int64"))
