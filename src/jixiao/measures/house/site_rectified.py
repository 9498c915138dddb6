"""政务公开巡检问题整改率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_site_inspection


@measure(
    code="DS03",
    title="政务公开巡检问题整改率",
    says="发现问题 {below} 个，已整改 {above} 个",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "公开|网站|新媒体 巡检|检查|抽查 问题 整改 率",
        "公开|网站|新媒体 问题 整改 率",
        "?政务|政府|内容|门户|医保|局|发现|完成|和|及|情况|巡检",
    ),
)
def site_rectified(site_inspections: ir.Table) -> ir.Table:
    """Return a row for each inspection of which the faults are written."""
    rows = site_inspections.filter(site_inspections.faults.notnull())
    mended = rows.rectified.fill_null(0).cast("int64")
    return by_site_inspection(rows, above=mended, below=rows.faults.cast("int64"))
