"""故障及时响应率：故障里，几分钟内响应的；没有响应的不算。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_incident
from jixiao.measures.scopes import of_failures

_MINUTE = 60


@measure(
    code="SY04",
    title="故障及时响应率",
    says="故障 {below} 次，及时响应 {above} 次",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "故障|运维|维护|系统 响应 及时率|率",
        "故障|运维|维护 及时 响应|处理|解决|修复 率",
        "故障|运维|维护|系统|问题|报修|平台|网络|设备 响应|处理|解决|修复|排除|处置|维护 及时率 -响应时间",
        "故障|问题|报修|运维|设备 及时|按期 响应|处理|解决|修复|排除|处置|维护 率 -整改 -信访 -违规",
        "故障|系统故障|设备故障|问题 修复|排除|解决|处理 率 -整改 -违规 -检查 -监督 -信访 -群众 -发现 -审计",
        "?信息|系统|运行|网络|故障|维护|运维|及时|业务|设备|平台|软件|硬件|信息化|发生|问题|终端|报修|率|服务",
    ),
)
def answered_in_time(
    incidents: ir.Table, *, item: str = "", within_minutes: int
) -> ir.Table:
    """Return a row for each failure."""
    rows = of_failures(incidents, item)
    timely = rows.seconds.between(0, within_minutes * _MINUTE)
    return by_incident(rows, above=timely.fill_null(False))  # noqa: FBT003 — Ibis takes it so
