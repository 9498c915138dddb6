"""基金支出：当期各月支出之和。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_month
from jixiao.measures.scopes import of_codes


@measure(
    code="FU04",
    title="基金支出",
    says="基金支出 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    better="",
    words=(
        "基金 支出|总支出 -率 -增 -住院 -门诊 -预算 -完成 -救助 -大病 -异地",
        "?总|合计|当期|年|全年|金额|总额|规模|总支出|待遇",
    ),
)
def fund_outlay(months: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each month."""
    rows = of_codes(months, "insutype", "scheme", scheme or "基本医保")
    return by_month(rows, above=rows.outlay)
