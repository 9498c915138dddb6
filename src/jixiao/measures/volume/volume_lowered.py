"""集采平均降价幅度，按采购量加权。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_contract


@measure(
    code="VP06",
    title="集采平均降价幅度",
    says="按集采前价格 {below:元}，降低 {above:元}",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "集采|带量采购|集中采购|中选药品|中选产品 降价|价格降低|价格下降 幅度|率|降幅",
        "集采|带量采购|集中采购|中选药品|中选产品 平均 降幅|降价幅度|降价率",
        "集采|带量采购|集中采购|集中带量采购|中选药品|中选产品|中选品种 平均 降幅|降价|降价率",
        (
            "集采|带量采购|集中采购|集中带量采购|中选药品|中选产品|中选 价格|药价|平均价格 "
            "降幅|下降率|降低率|下降幅度|降低幅度|平均降幅|平均下降"
        ),
        "?药品|耗材|医用|医用耗材|国家|组织|省级|平均|价格|中选|品种|产品|药价|较|中标|相比|集采前|下降|中选价格|中选药品价格",
    ),
)
def volume_lowered(purchases_in_force: ir.Table) -> ir.Table:
    """Return a row for each agreement of which both prices are told."""
    rows = purchases_in_force.filter(
        purchases_in_force.former_price > 0, purchases_in_force.price.notnull()
    )
    before = rows.former_price * rows.purchased.fill_null(0) * 100
    lower = (rows.former_price - rows.price) * rows.purchased.fill_null(0) * 100
    return by_contract(
        rows, above=lower.round().cast("int64"), below=before.round().cast("int64")
    )
