"""生育津贴享受人数，一人只算一次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import first_of_persons


@measure(
    code="MB02",
    title="生育津贴享受人数",
    says="发放生育津贴 {above} 人",
    kind=ValueKind.TOTAL,
    unit="人",
    better="",
    words=(
        "生育津贴 人数|人员 -未 -人均",
        "生育津贴 人数|人员|人员数|人员数量 -未 -人均 -率 -人次",
        "?享受|领取|发放|支付|待遇|职工|女职工|保险|办理|申领|审核|拨付|平均|基金|参保|人员|金额|资金|支出|办结|兑付|生育保险|核发|兑现|审批|享受待遇|数量|女",
    ),
    of_persons=True,
)
def allowed_persons(allowances_paid: ir.Table) -> ir.Table:
    """Return a row for each person that was paid, on the first day of it."""
    return first_of_persons(allowances_paid, "paid_on")
