"""带量采购完成率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_contract_ended


@measure(
    code="VP01",
    title="带量采购完成率",
    says="约定 {below}，实际采购 {above}",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "集采|带量采购|集中采购|集中带量采购|中选药品|中选产品 完成|落实|执行 率|比例 -未|机构|覆盖",
        "约定采购量|任务量|约定量 完成 率|比例 -未",
        (
            "集采|带量采购|集中采购|集中带量采购|中选药品|中选产品|约定采购量|协议采购量|任务量 "
            "采购|采购量|任务|协议量|合同|约定 完成|落实|执行 率 -未 -机构 -覆盖 -货款"
        ),
        "集采|带量采购|集中采购|集中带量采购 任务|政策|工作 完成|落实|执行 率 -未 -机构 -覆盖",
        "?药品|耗材|医用|约定|采购量|任务|任务量|国家|组织|省级|中选|集采|合同|协议|量|产品|采购|落实|执行|药品和医用耗材|结果|政策|工作|中标|计划|药品耗材|省际联盟|省级集采|国家集采|批次|协议采购量|采购任务|目标",
    ),
)
def volume_done(purchases_ended: ir.Table) -> ir.Table:
    """Return a row for each agreement that ends in the period, and what was agreed."""
    rows = purchases_ended.filter(purchases_ended.agreed > 0)
    return by_contract_ended(rows, above=rows.purchased.fill_null(0), below=rows.agreed)
