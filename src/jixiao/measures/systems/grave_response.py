"""重大安全事件响应时间：重大事件从报告到响应的平均时间。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_incident
from jixiao.measures.scopes import of_failures


@measure(
    code="SY03",
    title="信息系统重大安全事件响应时间",
    says="重大事件 {below} 次，响应共用 {above:分钟}",
    kind=ValueKind.MEAN,
    unit="分钟",
    better="lower",
    words=(
        "重大 事件|事故|故障 响应 时间",
        "?信息|系统|安全|网络|业务|运行|特大|网络安全|信息安全|应急",
    ),
)
def grave_response(incidents: ir.Table, *, item: str = "") -> ir.Table:
    """Return a row for each grave incident that was responded to, in seconds."""
    rows = of_failures(incidents, item)
    grade = rows.grade.fill_null("")
    rows = rows.filter(rows.seconds >= 0, grade.contains("重大"), ~grade.contains("非"))
    return by_incident(rows, above=rows.seconds)
