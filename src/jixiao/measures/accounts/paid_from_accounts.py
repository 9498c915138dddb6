"""个人账户支付金额。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement


@measure(
    code="IA04",
    title="个人账户支付金额",
    says="个人账户支付 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    better="",
    words=(
        "个人账户|个账|个人帐户 支付|支出|使用 金额|总额|资金|额 -共济",
        "个人账户|个账|个人帐户 支付|支出 -共济 -率",
        "个人账户|个账|个人帐户 支付|支出|使用 额|金额|总额 -共济 -率 -人",
        "?职工|医保|基金|资金|金额|划入|计入|划拨|足额|按月|参保|人员|在职|退休|在职职工|退休人员|使用|支出|当期|支付|额|总|医药费用|费用",
    ),
)
def paid_from_accounts(settlements: ir.Table) -> ir.Table:
    """Return a row for each settlement of which it is told what the account paid."""
    rows = settlements.filter(settlements.acct_pay.notnull())
    return by_settlement(rows, above=rows.acct_pay)
