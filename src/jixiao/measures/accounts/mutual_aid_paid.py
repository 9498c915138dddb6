"""个人账户家庭共济金额。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement


@measure(
    code="IA05",
    title="个人账户家庭共济金额",
    says="家庭共济支付 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    better="",
    words=(
        "共济 支付|支出|使用|代缴 金额|总额|资金|额",
        "共济 金额|总额|资金|额",
        "家庭共济|共济 使用|支付|支出|结算 额|金额|总额|资金 -人次 -人数",
        "?职工|医保|基金|资金|金额|划入|计入|划拨|足额|按月|参保|人员|在职|退休|在职职工|退休人员|使用|支出|当期|家庭|个人账户|账户|支付|家庭成员|门诊|总|结算|个账|额",
    ),
)
def mutual_aid_paid(settlements: ir.Table) -> ir.Table:
    """Return a row for each settlement that another's account paid for."""
    rows = settlements.filter(settlements.acct_mulaid_pay > 0)
    return by_settlement(rows, above=rows.acct_mulaid_pay)
