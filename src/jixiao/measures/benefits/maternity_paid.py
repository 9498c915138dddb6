"""生育医疗费用支付金额。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_care


@measure(
    code="BE20",
    title="生育医疗费用支付金额",
    says="生育医疗费用基金支付 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    better="",
    words=(
        "生育 医疗费用|医疗费|医疗 支付|支出|报销 -津贴",
        "生育 医疗费用|医疗费|医疗|住院 支付|支出|报销 额|金额|总额 -津贴 -人均 -率",
        "?金额|总额|基金|费用|待遇|保险|资金|支出|报销|参保|支付",
    ),
)
def maternity_paid(settlements: ir.Table) -> ir.Table:
    """Return a row for each settlement of maternity that a fund paid for."""
    rows = of_care(settlements, "生育")
    rows = rows.filter(rows.fund_pay_sumamt > 0)
    return by_settlement(rows, above=rows.fund_pay_sumamt)
