"""举报奖励兑现天数。"""

from ibis import ir

from jixiao.fund.records.working_days import with_span
from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_reward_paid


@measure(
    code="SU20",
    title="举报奖励兑现天数",
    says="发放 {below} 笔，共 {above} 天",
    kind=ValueKind.MEAN,
    unit="天",
    better="lower",
    words=(
        "举报 奖励|奖金 兑现|发放|支付|领取 时间 -率",
        "举报 奖励|奖金 时间 -率",
        "奖励|奖金 兑现|发放|支付|兑付 时间 @举报",
        "?查实|欺诈骗保|欺诈|骗保|违法违规|线索|打击|基金|监管|奖金|资金|医保|举报人|平均|兑现|发放|奖励",
    ),
)
def days_to_reward(
    rewards_paid: ir.Table, working_days: ir.Table, *, days: str = ""
) -> ir.Table:
    """Return a row for each reward that was paid, with the days it took."""
    rows = with_span(
        rewards_paid, "noticed_on", "paid_on", working_days if days else None
    )
    return by_reward_paid(rows, above=rows.span)
