"""生育津贴发放金额。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_allowance_paid


@measure(
    code="MB03",
    title="生育津贴发放金额",
    says="发放生育津贴 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    better="",
    words=(
        "生育津贴 支付|支出|发放|拨付 金额|总额|资金 -人均",
        "生育津贴 支付|支出|发放|金额|总额 -人均",
        "生育津贴 支付|支出|发放|拨付|兑付|核发 额|金额|总额|资金 -人均 -次均 -率 -时间",
        "?享受|领取|发放|支付|待遇|职工|女职工|保险|办理|申领|审核|拨付|平均|基金|参保|人员|金额|资金|支出|办结|兑付|生育保险|核发|总|额",
    ),
)
def allowance_paid(allowances_paid: ir.Table) -> ir.Table:
    """Return a row for each allowance that was paid."""
    rows = allowances_paid.filter(allowances_paid.amount.notnull())
    return by_allowance_paid(rows, above=rows.amount)
