"""政务公开巡检次数：当期的巡检。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_site_inspection


@measure(
    code="DS01",
    title="政务公开巡检次数",
    says="巡检 {above} 次",
    kind=ValueKind.TOTAL,
    unit="次",
    words=(
        "公开|网站|新媒体 巡检|自查|抽查|检查|监测 次数 -购买 -委托 -第三方 -费 -率",
        "公开|网站|新媒体 巡检 -购买 -委托 -第三方 -费 -率",
        "?政务|政府|内容|门户|开展|医保|局|情况|和|及|全年|信息",
    ),
)
def site_inspections(site_inspections: ir.Table) -> ir.Table:
    """Return a row for each inspection of the period."""
    return by_site_inspection(site_inspections)
