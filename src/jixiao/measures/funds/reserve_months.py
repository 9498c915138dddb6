"""累计结余可支付月数：期末累计结余除以当期月均支出。"""

import ibis
from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_month
from jixiao.measures.scopes import of_codes


@measure(
    code="FU01",
    title="基金累计结余可支付月数",
    says="期末累计结余乘以月数为 {above:元}，当期支出 {below:元}",
    kind=ValueKind.MEAN,
    unit="个月",
    words=(
        "可支付 月数|时间|月份",
        "累计结余 支付|支撑 月数|时间|能力",
        "支付能力|支撑能力|可支撑月数",
        "?基金|统筹|统筹基金|累计|累计结余|滚存|结余|可支付|月数|能力|支付",
    ),
    course="stands",
)
def reserve_months(months: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each month: its outlay below, and of the last one the balance, times the months, above."""
    rows = of_codes(months, "insutype", "scheme", scheme or "基本医保")
    of_fund = ibis.window(group_by="insutype")
    newest = rows.month == rows.month.max().over(of_fund)
    count = rows.month.count().over(of_fund)
    rows = rows.mutate(left=ibis.ifelse(newest, rows.balance * count, 0))
    return by_month(rows, above=rows.left, below=rows.outlay)
