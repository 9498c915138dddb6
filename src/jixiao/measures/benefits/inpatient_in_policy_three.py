"""政策范围内住院费用里基本医保、大病保险、医疗救助三重保障一共付的比例。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_codes


@measure(
    code="BE11",
    title="政策范围内住院费用三重保障支付比例",
    says="政策范围内 {below:元}，基本医保、大病保险和医疗救助支付 {above:元}",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "政策范围内 住院 三重|梯次|三道 报销|保障|支付 比例|率",
        "住院 政策范围内 三重|梯次|三道 报销|保障|支付 比例|率",
        "三重|梯次 保障|支付|报销 政策范围内 住院 比例|率",
        "三重|梯次|三道 政策范围内|政策内 住院 报销|保障|支付 率|水平",
        "三重|梯次|三道 住院 报销|保障|支付 率|水平",
        "住院 三重|梯次 报销|保障|支付 率|水平",
        "?经|费用|医疗费用|医药费用|医疗|制度|保障|支付|报销|减负|后|基本医保、大病保险、医疗救助|基本医保大病保险医疗救助|大病保险|医疗救助|综合|综合保障|患者|困难群众|保障后|和",
    ),
)
def inpatient_in_policy_three(
    inpatient_settlements: ir.Table, *, scheme: str = ""
) -> ir.Table:
    """Return a row for each settlement of a stay."""
    rows = of_codes(inpatient_settlements, "insutype", "scheme", scheme or "基本医保")
    rows = rows.filter(rows.inscp_amt.notnull())
    return by_settlement(
        rows,
        above=rows.hifp_pay + rows.hifmi_pay + rows.hifob_pay + rows.maf_pay,
        below=rows.inscp_amt,
    )
