"""基金累计结余：期末最后一个月的累计结余。"""

import ibis
from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_month
from jixiao.measures.scopes import of_codes


@measure(
    code="FU05",
    title="基金累计结余",
    says="期末累计结余 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    better="",
    words=(
        "基金 累计结余|滚存结余",
        "累计结余 金额|总额",
        "基金 累计|滚存 结余 -率 -月 -支付 -支撑",
        "滚存结余 -率 -月",
        "?统筹|统筹基金|基金|金额|总额|期末|年末|历年|结余额|规模",
    ),
    course="stands",
)
def cumulative_balance(months: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each fund: its balance at the end of its last month."""
    rows = of_codes(months, "insutype", "scheme", scheme or "基本医保")
    newest = rows.month == rows.month.max().over(ibis.window(group_by="insutype"))
    rows = rows.mutate(newest=newest)
    return by_month(rows.filter(rows.newest), above=rows.balance)
