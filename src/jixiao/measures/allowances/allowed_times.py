"""生育津贴发放人次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_allowance_paid


@measure(
    code="MB01",
    title="生育津贴发放人次",
    says="发放生育津贴 {above} 人次",
    kind=ValueKind.TOTAL,
    unit="人次",
    better="",
    words=(
        "生育津贴 人次 -未 -人均",
        "生育津贴 人次|人次数 -未 -人均 -率",
        "?享受|领取|发放|支付|待遇|职工|女职工|保险|办理|申领|审核|拨付|平均|基金|参保|人员|金额|资金|支出|办结|兑付|生育保险|支付人次|核发|兑现|审批|享受待遇",
    ),
)
def allowed_times(allowances_paid: ir.Table) -> ir.Table:
    """Return a row for each allowance that was paid."""
    return by_allowance_paid(allowances_paid)
