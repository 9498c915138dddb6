"""医保服务点数：期末在用的服务点。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven

_POINT = "2"


@measure(
    code="SE15",
    title="医保服务点数",
    says="医保服务点 {above} 个",
    kind=ValueKind.TOTAL,
    unit="个",
    words=(
        "医保服务点|医保服务站|医疗保障服务站|医疗保障服务点 数|数量|个数|总数",
        "建成|设立|建设 医保服务点|医保服务站|医疗保障服务站 -补助 -费",
        "?医保|医疗保障|经办|建成|设立|建设|个",
    ),
    course="stands",
)
def service_points_open(service_points: ir.Table) -> ir.Table:
    """Return a row for each point of service in use."""
    rows = service_points.filter(service_points.kind == _POINT)
    return proven(rows, key=rows.point_no, on=rows.opened_on)
