"""缴费单位数，一家只算一次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven
from jixiao.measures.scopes import of_codes


@measure(
    code="CT05",
    title="缴费单位数",
    says="缴费单位 {above} 家",
    kind=ValueKind.TOTAL,
    unit="家",
    better="",
    words=(
        "缴费|参保 单位|企业|用人单位 数 -人数 -未",
        "参保|缴费 单位|企业|用人单位 数|数量|户数|家数|总数 -人数 -未",
        "?参保|缴费|单位|用人|企业|职工医保|正常|实际|家|户|登记|在册|数量|机关事业",
    ),
)
def payers(contributions: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each payer that paid, in the first month of it."""
    rows = of_codes(contributions, "insutype", "scheme", scheme)
    rows = rows.filter(rows.come > 0)
    payers = rows.group_by("payer_no").aggregate(first=rows.month.min())
    return proven(payers, key=payers.payer_no, on=payers["first"])
