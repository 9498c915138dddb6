"""次均生育津贴。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_allowance_paid


@measure(
    code="MB06",
    title="次均生育津贴",
    says="发放 {below} 次，共 {above:元}",
    kind=ValueKind.MEAN,
    unit="元/次",
    better="",
    words=(
        "生育津贴 人均|次均|平均 -增 -降",
        "人均|次均|平均 生育津贴 -增 -降",
        "?享受|领取|发放|支付|待遇|职工|女职工|保险|办理|申领|审核|拨付|平均|基金|参保|人员|金额|资金|支出|办结|兑付|生育保险|额|标准|水平|次均|人均",
    ),
)
def allowance_a_time(allowances_paid: ir.Table) -> ir.Table:
    """Return a row for each allowance that was paid."""
    rows = allowances_paid.filter(allowances_paid.amount.notnull())
    return by_allowance_paid(rows, above=rows.amount)
