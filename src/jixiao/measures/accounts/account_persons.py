"""个人账户划入人数，一人只算一次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import first_of_persons


@measure(
    code="IA03",
    title="个人账户划入人数",
    says="划入个人账户 {above} 人",
    kind=ValueKind.TOTAL,
    unit="人",
    better="",
    words=(
        "个人账户|个账|个人帐户 划入|计入|划拨|划转|入账 人数",
        "个人账户|个账|个人帐户 划入|计入|划拨|划转|入账|划账 人数|人员数",
        "?职工|医保|基金|资金|金额|划入|计入|划拨|足额|按月|参保|人员|在职|退休|在职职工|退休人员|使用|支出|当期|享受",
    ),
    of_persons=True,
)
def account_persons(account_entries: ir.Table) -> ir.Table:
    """Return a row for each person that was credited, in the first month of it."""
    rows = account_entries.filter(account_entries.credited > 0)
    return first_of_persons(rows, "month")
