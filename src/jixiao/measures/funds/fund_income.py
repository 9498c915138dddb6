"""基金收入：当期各月收入之和。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_month
from jixiao.measures.scopes import of_codes


@measure(
    code="FU03",
    title="基金收入",
    says="基金收入 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    better="",
    words=(
        "基金 收入",
        "基金 收入|总收入|征收收入 -率 -增 -财政 -利息 -完成 -预算",
        "?总|合计|当期|实现|年|全年|统筹|金额|总额|规模|征缴|总收入",
    ),
)
def fund_income(months: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each month."""
    rows = of_codes(months, "insutype", "scheme", scheme or "基本医保")
    return by_month(rows, above=rows.income)
