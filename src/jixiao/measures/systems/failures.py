"""系统故障次数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_incident
from jixiao.measures.scopes import of_failures


@measure(
    code="SY08",
    title="系统故障次数",
    says="故障 {above} 次",
    kind=ValueKind.TOTAL,
    unit="次",
    better="lower",
    words=(
        "系统|网络|平台|专线|故障 故障|中断|宕机 次数|数 -响应 -修复 -率",
        "安全事件|安全事故 次数|数|起数|件数 -响应 -率",
        "系统|网络|平台 故障|中断|宕机 -响应 -修复 -率 -处理 -时间",
        (
            "系统|网络|平台|信息|数据 安全事件|安全事故|重大故障|故障|瘫痪|泄露 "
            "次数|起数|件数|数|发生数|发生次数 -响应 -修复 -率"
        ),
        "安全|网络安全|信息安全|数据安全 事件|事故|责任事故 次数|起数|件数|数|发生数|发生次数|发生 -响应 -修复 -率",
        "?信息|系统|网络|业务|运行|发生|重大|一般|信息安全|网络安全|全年|数据|责任|出现|事件|事故|网络与信息安全|泄密|泄露|瘫痪|停机|医保|平台|发生率",
    ),
)
def failures(incidents: ir.Table, *, item: str = "") -> ir.Table:
    """Return a row for each failure."""
    return by_incident(of_failures(incidents, item))
