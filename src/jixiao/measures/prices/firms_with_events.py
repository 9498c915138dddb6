"""招采信用评价企业数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven


@measure(
    code="LP05",
    title="招采信用评价企业数",
    says="有失信事项、应评价的企业 {above} 家",
    kind=ValueKind.TOTAL,
    unit="家",
    better="",
    words=(
        "招采信用|招采信用评价|价格和招采信用 评价|评级 企业 数|数量|家数|户数",
        "失信 医药企业|药企|企业 评价|评级 数|数量|家数",
        "信用评价|招采信用 企业 数|数量|家数|户数",
        "?医药|价格|和|药品|耗材|开展|评价|评级|企业|信用|评定|参与|医药企业|配送|生产",
    ),
)
def firms_with_events(firm_events: ir.Table) -> ir.Table:
    """Return a row for each firm with an event of the period, by its credit code, on the first day."""
    rows = firm_events
    firms = rows.group_by("firm_code").aggregate(first=rows.decided_on.min())
    return proven(firms, key=firms.firm_code, on=firms["first"])
