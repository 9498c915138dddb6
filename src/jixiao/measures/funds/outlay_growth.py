"""基金支出增长率：当期各月支出比上年同样的月份增加的比例。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_month, by_month_before
from jixiao.measures.scopes import of_codes


@measure(
    code="FU07",
    title="基金支出增长率",
    says="上年同月支出 {below:元}，比上年增减 {above:元}",
    kind=ValueKind.RATE,
    unit="%",
    better="lower",
    words=(
        "基金 支出 增长率|增幅|增速",
        "?较上年|比上年|同比|年度|当期|总",
    ),
    course="stands",
)
def outlay_growth(
    months: ir.Table, months_before: ir.Table, *, scheme: str = ""
) -> ir.Table:
    """Return a row for each month above, and for the same month a year before taken off above and below."""
    now = of_codes(months, "insutype", "scheme", scheme or "基本医保")
    then = of_codes(months_before, "insutype", "scheme", scheme or "基本医保")
    return by_month(now, above=now.outlay, below=0).union(
        by_month_before(then, above=-then.outlay, below=then.outlay)
    )
