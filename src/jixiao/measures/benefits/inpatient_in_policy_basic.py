"""政策范围内住院费用里基本医保统筹基金付的比例。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_codes


@measure(
    code="BE01",
    title="政策范围内住院费用基本医保支付比例",
    says="政策范围内 {below:元}，基本医保统筹基金支付 {above:元}",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "政策范围内 住院 基本医保|基本医疗保险|统筹基金|医保基金|基金 支付|报销 比例|率",
        "住院 政策范围内 基本医保|基本医疗保险|统筹基金|医保基金|基金 支付|报销 比例|率",
        "政策范围内 住院 报销|支付|保障 比例|率 -救助",
        "住院 政策范围内 报销|支付 比例|率 -救助",
        "政策范围内|政策内 住院 基本医保|基本医疗保险|统筹基金|医保基金|基金|统筹 支付|报销|补偿 率|水平",
        "住院 政策范围内|政策内 基本医保|基本医疗保险|统筹基金|医保基金|基金|统筹 支付|报销|补偿 率|水平",
        "政策范围内|政策内 住院 报销|支付|保障|补偿 率|水平 -救助 -大病 -三重 -综合",
        "住院 政策范围内|政策内 报销|支付|补偿|保障 率|水平 -救助 -大病 -三重 -综合",
        "?费用|医疗费用|医药费用|医疗|参保|人员|患者|参保人员|水平|政策|平均|待遇|报销|支付|统筹区|统筹区内",
    ),
)
def inpatient_in_policy_basic(
    inpatient_settlements: ir.Table, *, scheme: str = ""
) -> ir.Table:
    """Return a row for each settlement of a stay."""
    rows = of_codes(inpatient_settlements, "insutype", "scheme", scheme or "基本医保")
    rows = rows.filter(rows.inscp_amt.notnull())
    return by_settlement(rows, above=rows.hifp_pay, below=rows.inscp_amt)
