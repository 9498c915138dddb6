"""个人账户划入准确率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_account_entry


@measure(
    code="IA01",
    title="个人账户划入准确率",
    says="应划入 {below} 笔，划入无误 {above} 笔",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "个人账户|个账|个人帐户 划入|计入|划拨|划转|入账 准确率",
        "个人账户|个账|个人帐户 准确 划入|计入|划拨|划转|入账 率",
        "个人账户|个账|个人帐户 划入|计入|划拨|划转|入账|划账|记账|分配 准确率|正确率",
        "?职工|医保|基金|资金|金额|划入|计入|划拨|足额|按月|参保|人员|在职|退休|在职职工|退休人员|使用|支出|当期|划账|划入资金|待遇|基数|数据",
    ),
    of_persons=True,
)
def credited_right(account_entries: ir.Table) -> ir.Table:
    """Return a row for each person and month."""
    right = (account_entries.credited == account_entries.due).fill_null(False)  # noqa: FBT003
    return by_account_entry(account_entries, above=right)
