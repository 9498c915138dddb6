"""政策范围内住院费用里各层基金（基本、大病、救助等）一共付的比例。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_codes


@measure(
    code="BE02",
    title="政策范围内住院费用综合报销比例（各层合计）",
    says="政策范围内 {below:元}，各层基金支付 {above:元}",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "政策范围内|合规 住院 综合|各项 报销|保障|支付 比例|率",
        "住院 政策范围内|合规 综合|各项 报销|保障|支付 比例|率",
        "政策范围内 住院 报销|支付|保障 比例|率 -基金 -救助 -居民 -职工",
        "住院 政策范围内 报销|支付 比例|率 -基金 -救助 -居民 -职工",
        "政策内|政策范围内 住院 报销|支付|保障|补偿 率|水平 -基金 -救助 -居民 -职工 -大病 -三重 -统筹 -基本",
        "住院 政策内|政策范围内 报销|支付|保障|补偿 率|水平 -基金 -救助 -居民 -职工 -大病 -三重 -统筹 -基本",
        "?基本医保、大病保险、医疗救助及补充保险各层合计|各层合计|各项|费用|医疗费用|医药费用|医疗|参保|人员|患者|参保人员|水平|政策|平均",
    ),
)
def inpatient_in_policy_all(
    inpatient_settlements: ir.Table, *, scheme: str = ""
) -> ir.Table:
    """Return a row for each settlement of a stay."""
    rows = of_codes(inpatient_settlements, "insutype", "scheme", scheme or "基本医保")
    rows = rows.filter(rows.inscp_amt.notnull())
    return by_settlement(rows, above=rows.fund_pay_sumamt, below=rows.inscp_amt)
