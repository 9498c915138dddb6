"""生育津贴平均发放天数。"""

from ibis import ir

from jixiao.fund.records.working_days import with_span
from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_allowance


@measure(
    code="MB04",
    title="生育津贴平均发放天数",
    says="发放 {below} 件，共 {above} 天",
    kind=ValueKind.MEAN,
    unit="天",
    better="lower",
    words=(
        "生育津贴 时间 -及时",
        "生育津贴 发放|支付|拨付|审核|办理|办结 时间 -及时",
        "生育津贴 发放|支付|拨付|审核|办理|办结|申领|核发 时间|时限|天数|周期|时长 -及时",
        "?享受|领取|发放|支付|待遇|职工|女职工|保险|办理|申领|审核|拨付|平均|基金|参保|人员|金额|资金|支出|办结|兑付|生育保险|核发|到账|审核支付|流程",
    ),
)
def days_of_an_allowance(
    allowances: ir.Table, working_days: ir.Table, *, days: str = ""
) -> ir.Table:
    """Return a row for each allowance that was paid, with the days it took."""
    rows = with_span(
        allowances, "accepted_on", "paid_on", working_days if days else None
    )
    return by_allowance(rows, above=rows.span)
