"""举报奖励兑现率：通知领取的奖励里，已经发放的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_reward_due


@measure(
    code="SU13",
    title="举报奖励兑现率",
    says="应兑现的举报奖励 {below} 笔，已发放 {above} 笔",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "举报 奖励 兑现|发放|支付|落实 率|比例",
        "举报 奖励 兑现|发放|支付|落实",
        "举报 奖励|奖金 兑现|发放|支付|落实|兑付 率 -及时 -金额",
        "举报 奖励|奖金 及时 兑现|发放|支付 率",
        "?欺诈骗保|欺诈|骗保|违法违规|线索|打击|基金|使用|监管|奖金|资金|医保|案件|举报人|奖励资金|及时|违规|按规定|金|应",
    ),
)
def tip_rewards_kept(rewards_due: ir.Table) -> ir.Table:
    """Return a row for each reward due."""
    return by_reward_due(rewards_due, above=rewards_due.paid_on.notnull())
