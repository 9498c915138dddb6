"""个人账户划入金额。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_account_entry


@measure(
    code="IA02",
    title="个人账户划入金额",
    says="划入个人账户 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    better="",
    words=(
        "个人账户|个账|个人帐户 划入|计入|划拨|划转|入账 金额|总额|资金|额",
        "个人账户|个账|个人帐户 划入|计入|划拨|划转|入账|划账|注资 额|金额|总额|资金 -共济 -率 -人数",
        "?职工|医保|基金|资金|金额|划入|计入|划拨|足额|按月|参保|人员|在职|退休|在职职工|退休人员|使用|支出|当期|总|资金额",
    ),
    of_persons=True,
)
def credited(account_entries: ir.Table) -> ir.Table:
    """Return a row for each person and month that was credited."""
    rows = account_entries.filter(account_entries.credited.notnull())
    return by_account_entry(rows, above=rows.credited)
