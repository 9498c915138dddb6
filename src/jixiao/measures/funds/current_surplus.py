"""基金当期结余金额。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_month
from jixiao.measures.scopes import of_codes


@measure(
    code="FU13",
    title="基金当期结余金额",
    says="收支相抵 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    words=(
        "基金 当期|当年|本年|年度 结余|收支结余 金额|总额 -累计 -率 -赤字",
        "基金 当期|当年|本年 收支结余|结余 -累计 -率 -赤字",
        "基金 收支 结余|平衡 -累计 -率 -赤字 -滚存",
        "?统筹|统筹基金|收支|结余|当期|当年|金额|总|额|平衡",
    ),
)
def current_surplus(months: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each month."""
    rows = of_codes(months, "insutype", "scheme", scheme or "基本医保")
    return by_month(rows, above=rows.income - rows.outlay)
