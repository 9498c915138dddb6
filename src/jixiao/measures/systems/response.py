"""运行维护响应时间：故障从报告到响应的平均时间；计划停机不算。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_incident
from jixiao.measures.scopes import of_failures


@measure(
    code="SY02",
    title="信息系统运行维护响应时间",
    says="故障 {below} 次，响应共用 {above:分钟}",
    kind=ValueKind.MEAN,
    unit="分钟",
    better="lower",
    words=(
        "系统|网络|故障 运行维护|维护|故障|运维 响应 时间",
        "运维|维护|故障 响应 时间",
        "系统|网络|故障|运维|维护|问题|服务|应急 响应 时间|速度 -重大 -及时 -安全事件",
        "?修复|恢复|信息|系统|网络|业务|运行|平均|服务|处理|信息化|排除|处置|问题|运维服务|维护|平台|响应|设备|报修|软件|技术|支持",
    ),
)
def response(incidents: ir.Table, *, item: str = "") -> ir.Table:
    """Return a row for each failure that was responded to, in seconds."""
    rows = of_failures(incidents, item)
    rows = rows.filter(rows.seconds >= 0)
    return by_incident(rows, above=rows.seconds)
