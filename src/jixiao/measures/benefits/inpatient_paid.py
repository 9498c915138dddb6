"""住院基金支付金额。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_codes


@measure(
    code="BE29",
    title="住院基金支付金额",
    says="住院 {below} 笔，基金支付 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    better="",
    words=(
        "住院 基金|统筹|统筹基金|医保 支付|支出|报销 金额|总额|资金 -救助 -人均 -次均 -率 -大病 -异地",
        "住院 基金|统筹|统筹基金|医保|待遇 支付|支出|报销 -救助 -人均 -次均 -率 -大病 -异地",
        "住院 基金|统筹|统筹基金|医保 支付|支出|报销 额|金额|总额|支出 -救助 -人均 -次均 -率 -大病 -异地 -均",
        "?费用|医疗|医疗费用|参保|人员|患者|金额|总额|待遇|参保人员|资金|医保基金|支出|总|支付|统筹支付|医疗费",
    ),
)
def inpatient_paid(inpatient_settlements: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each settlement of a stay."""
    rows = of_codes(inpatient_settlements, "insutype", "scheme", scheme or "基本医保")
    return by_settlement(rows, above=rows.fund_pay_sumamt)
