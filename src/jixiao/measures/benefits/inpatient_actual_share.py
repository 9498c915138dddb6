"""住院实际报销比例：各层基金付的占住院总费用。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_codes


@measure(
    code="BE03",
    title="住院实际报销比例",
    says="住院总费用 {below:元}，各层基金支付 {above:元}",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "住院 实际 报销|补偿|支付 比例|率",
        "住院 实际补偿比|实际报销比|实际支付比 -率",
        "实际 住院 报销|补偿|支付 比例|率",
        "住院 实际 报销|补偿|支付|报付|赔付 率|水平|比",
        "实际 报销|补偿|支付|报付 率|比 @住院 -门诊 -政策",
        "?费用|医疗费用|医药费用|医疗|参保|人员|患者|参保人员|基金|平均|综合|率|总|总费用",
    ),
)
def inpatient_actual_share(
    inpatient_settlements: ir.Table, *, scheme: str = ""
) -> ir.Table:
    """Return a row for each settlement of a stay."""
    rows = of_codes(inpatient_settlements, "insutype", "scheme", scheme or "基本医保")
    return by_settlement(rows, above=rows.fund_pay_sumamt, below=rows.medfee_sumamt)
