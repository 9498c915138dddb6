"""故障平均恢复时间。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_incident
from jixiao.measures.scopes import of_failures


@measure(
    code="SY07",
    title="故障平均恢复时间",
    says="故障 {below} 次，恢复共 {above:分钟}",
    kind=ValueKind.MEAN,
    unit="分钟",
    better="lower",
    words=(
        "故障|系统|网络 恢复|修复|排除|解决|处理 时间 -响应",
        "故障|系统 平均 恢复|修复|排除|解决|处理 时间 -响应",
        "故障|问题 恢复|修复|排除|解决|处理|处置 时间 -响应 -率",
        "?信息|系统|网络|故障|业务|运行|平均|运维|维护|问题|完成|平台|设备|软件|系统故障|硬件|最长|单次",
    ),
)
def restored(incidents: ir.Table, *, item: str = "") -> ir.Table:
    """Return a row for each failure that was mended."""
    rows = of_failures(incidents, item)
    rows = rows.filter(rows.restored_at >= rows.reported_at)
    lasted = rows.restored_at.delta(rows.reported_at, unit="second")
    return by_incident(rows, above=lasted)
