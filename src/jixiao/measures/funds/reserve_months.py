"""累计结余可支付月数：期末累计结余除以当期月均支出。"""

import ibis
from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_month
from jixiao.measures.scopes import of_codes


@measure(
    code="FU01",
    title="基金累计结余可支付月数",
    says="期末累计结余 {above:元}，当期各月支出合计 {below:元}，按月平均",
    kind=ValueKind.MEAN,
    unit="个月",
    words=(
        "可支付 月数|时间|月份 -当期结余 -个人账户",
        "累计结余 支付|支撑 月数|时间|能力 -当期结余 -个人账户",
        "支付能力|支撑能力|可支撑月数 -当期结余 -个人账户",
        "可支付|可支撑|支付|支撑 月数|月份|时间|能力 @结余|基金 -当期结余 -率 -个人账户",
        "结余 支付|支撑|可支付|可支撑 月数|月份|时间|能力 -当期结余 -个人账户",
        "?基金|统筹|统筹基金|累计|累计结余|滚存|结余|可支付|月数|能力|支付|城乡居民|可支撑|支撑|医保基金|期末|预计|职工",
    ),
    course="stands",
    a_month=True,
)
def reserve_months(months: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each month: its outlay below, and of the last one the balance above."""
    rows = of_codes(months, "insutype", "scheme", scheme or "基本医保")
    of_fund = ibis.window(group_by="insutype")
    newest = rows.month == rows.month.max().over(of_fund)
    rows = rows.mutate(left=ibis.ifelse(newest, rows.balance, 0))
    return by_month(rows, above=rows.left, below=rows.outlay)
