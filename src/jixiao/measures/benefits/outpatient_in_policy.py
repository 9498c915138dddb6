"""门诊政策范围内费用里基本医保统筹基金付的比例。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_care


@measure(
    code="BE04",
    title="门诊政策范围内费用支付比例",
    says="政策范围内 {below:元}，基本医保统筹基金支付 {above:元}",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "门诊 政策范围内|合规 支付|报销 比例|率",
        "政策范围内|合规 门诊 支付|报销 比例|率",
        "门诊统筹|普通门诊|门诊慢特病|门诊大病|慢特病 支付|报销 比例 -结算",
        "门诊|慢特病|门诊统筹 政策范围内|政策内|合规 支付|报销|补偿 率|水平",
        "门诊统筹|普通门诊|门诊慢特病|门诊大病|慢特病|门诊共济 支付|报销|补偿 率|水平 -结算 -救助 -及时 -自付",
        "?费用|医疗费用|医药费用|医疗|基金|统筹基金|参保|人员|患者|待遇|内|政策范围|平均|病种|职工|居民",
    ),
)
def outpatient_in_policy(
    settlements: ir.Table, *, care: str = "门诊", scheme: str = ""
) -> ir.Table:
    """Return a row for each outpatient settlement."""
    rows = of_care(settlements, care or "门诊", scheme or "基本医保")
    rows = rows.filter(rows.inscp_amt.notnull())
    return by_settlement(rows, above=rows.hifp_pay, below=rows.inscp_amt)
