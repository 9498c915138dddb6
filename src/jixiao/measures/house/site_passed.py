"""网站检查合格率：有结论的巡检里，合格的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_site_inspection


@measure(
    code="DS02",
    title="政府网站和新媒体检查合格率",
    says="有结论的巡检 {below} 次，合格 {above} 次",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "网站|新媒体|公开 检查|巡检|抽查|普查|监测 合格 率",
        "网站|新媒体 合格 率",
        "?政务|政府|内容|门户|医保|局|情况|和|及|合格率",
    ),
)
def site_passed(site_inspections: ir.Table) -> ir.Table:
    """Return a row for each inspection that came to a result."""
    rows = site_inspections.filter(site_inspections.passed.notnull())
    return by_site_inspection(rows, above=rows.passed == "1")
