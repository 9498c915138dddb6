"""专线条数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_point


@measure(
    code="AH04",
    title="专线条数",
    says="专线 {above} 条",
    kind=ValueKind.TOTAL,
    unit="条",
    better="",
    words=(
        "专线 条数|数量|租赁数",
        "?网络|医保|社保|租赁|专用|业务|开通",
    ),
)
def lines(service_points: ir.Table) -> ir.Table:
    """Return a row for each line that was in use."""
    return by_point(service_points.filter(service_points.kind == "1"))
