"""异地就医基金支付金额。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_away, of_care


@measure(
    code="SE18",
    title="异地就医基金支付金额",
    says="异地就医 {below} 笔，基金支付 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    better="",
    words=(
        "异地|跨省|省内 基金|医保|统筹|统筹基金 支付|支出|报销|结算 金额|总额|资金 -率 -清算 -预付 -人均",
        "异地|跨省|省内 结算|报销 基金|医保|统筹 金额|总额|支出 -率 -清算 -预付 -人均",
        "异地|跨省|省内 基金|医保|统筹|统筹基金|医保基金 支付|支出|报销|结算 额|金额|总额|支出 -率 -清算 -预付 -人均",
        "异地|跨省|省内 结算|就医 基金 支出|支付 -率 -清算 -预付 -人均",
        "?就医|直接结算|直接|住院|门诊|费用|医疗费用|医疗|参保|人员|资金|金额|异地|结算|总额|总|支付|支出|联网|患者",
    ),
)
def paid_away(settlements: ir.Table, *, away: str = "", care: str = "") -> ir.Table:
    """Return a row for each settlement away."""
    rows = of_care(of_away(settlements, away), care)
    return by_settlement(rows, above=rows.fund_pay_sumamt)
