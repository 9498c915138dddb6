"""门诊基金支付金额。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_care


@measure(
    code="BE30",
    title="门诊基金支付金额",
    says="门诊 {below} 笔，基金支付 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    better="",
    words=(
        "门诊|慢特病 基金|统筹|医保 支付|支出|报销 金额|总额|资金 -救助 -均 -率 -两病 -异地 -住院",
        "门诊|慢特病 基金|医保|待遇 支付|支出|报销 -救助 -均 -率 -两病 -异地 -住院",
        "门诊|慢特病|门诊统筹 基金|统筹|医保 支付|支出|报销 额|金额|总额 -救助 -均 -率 -两病 -异地 -住院",
        "?费用|医疗|医疗费用|参保|人员|患者|金额|总额|待遇|参保人员|资金|统筹|基金|门诊慢特病|支付|支出|报销|总|门诊统筹|统筹基金|普通",
    ),
)
def outpatient_paid(
    settlements: ir.Table, *, care: str = "", scheme: str = ""
) -> ir.Table:
    """Return a row for each settlement of a visit."""
    rows = of_care(settlements, care or "门诊", scheme or "基本医保")
    return by_settlement(rows, above=rows.fund_pay_sumamt)
