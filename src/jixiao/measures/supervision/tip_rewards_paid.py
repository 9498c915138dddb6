"""举报奖励发放金额。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_reward_paid


@measure(
    code="SU14",
    title="举报奖励发放金额",
    says="发放举报奖励 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    better="",
    words=(
        "举报 奖励 兑现|发放|支付 金额|总额|资金",
        "举报 奖励 兑现|发放",
        "发放|兑现|支付 举报 奖励|奖金",
        "举报 奖励|奖金 支出|金额|发放|兑现|兑付|支付|费 -率 -时间 -人均 -件均",
        "举报人|举报 奖励|奖励金|奖金 发放|兑现|支付|金额|支出 -率 -时间",
        "发放|兑现|支付|兑付 举报人|举报 奖励|奖励金|奖金 -率 -时间",
        "?欺诈骗保|欺诈|骗保|违法违规|线索|打击|基金|使用|监管|奖金|医保|案件|举报人|金额|资金|总额|支出|发放|支付|兑付|费|金|总|人",
    ),
)
def tip_rewards_paid(rewards_paid: ir.Table) -> ir.Table:
    """Return a row for each reward of which it is told what was paid."""
    rows = rewards_paid.filter(rewards_paid.paid_amount.notnull())
    return by_reward_paid(rows, above=rows.paid_amount)
