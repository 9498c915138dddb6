"""带量采购货款按时结算率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_contract_ended


@measure(
    code="VP04",
    title="带量采购货款按时结算率",
    says="应付货款 {below:元}，按时结算 {above:元}",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "集采|带量采购|集中采购|集中带量采购|中选药品|中选产品 货款|回款|药款 及时|按时|按期 率",
        "集采|带量采购|集中采购|集中带量采购|中选药品|中选产品 货款|回款|药款 结算|支付|拨付 率",
        "货款|药款 结算|支付 及时|按时|按期 率",
        "货款|药款 及时|按时|按期 结算|支付|回款 率",
        "货款|药款 30日内|30天内|三十日内 支付|结算|付清 率",
        "集采|带量采购|集中采购|集中带量采购|中选药品 结算|回款|付款|支付|结款|拨付 及时率 -节",
        "货款|药款|回款 结算|支付|付款|拨付 及时率",
        "货款|药款|回款 及时率",
        "?高值|低值|集采|带量采购|集中采购|集中带量采购|药品|耗材|医用|结算|支付|拨付|医疗机构|机构|国家|组织|货款|回款|直接|药品耗材|付款|企业|配送企业|与|向|结付|中标|产品|及时",
    ),
)
def goods_paid_in_time(purchases_ended: ir.Table) -> ir.Table:
    """Return a row for each agreement that ends in the period and of which the price is told."""
    rows = purchases_ended.filter(purchases_ended.payable > 0)
    return by_contract_ended(
        rows, above=rows.paid_in_time.fill_null(0), below=rows.payable
    )
