"""医疗救助支付金额。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_assisted


@measure(
    code="AS05",
    title="医疗救助支付金额",
    says="医疗救助支付 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    better="",
    words=(
        "医疗救助 资金支出|支出|支付|资金支付|基金支出|基金支付|补助金额|救助金额",
        "救助 金额",
        "医疗救助|救助 资金|金|基金|资金总额 支出|支付|发放|拨付|额|使用 -人均 -率 -资助",
        "医疗救助|救助 支出|支付|发放|补助 金额|总额|额|资金 -人均 -率 -资助",
        "发放|支付|拨付|兑付 医疗救助|救助 金|资金|款 -人均 -率 -资助 -时间 -参保",
        "?资金|基金|直接|救助|总|发放|城乡|困难群众|支付|支出|金额|总额|住院|门诊|金|补助",
    ),
)
def assistance_paid(
    settlements: ir.Table, *, care: str = "", identity: str = ""
) -> ir.Table:
    """Return a row for each settlement that assistance paid for."""
    rows = of_assisted(settlements, care, identity)
    return by_settlement(rows, above=rows.maf_pay)
