"""12 个月收支率。"""

from ibis import ir

from jixiao.fund.outlook.indicator import IndicatorKind, indicator
from jixiao.fund.outlook.rolling import with_year_sums
from jixiao.fund.records import proven


@indicator(
    code="OM05",
    title="12 个月收支率",
    says="12 个月支出 {above:元}，收入 {below:元}",
    kind=IndicatorKind.SHARE,
    unit="%",
    stands=True,
)
def outlay_of_income(months: ir.Table, *, by: str) -> ir.Table:
    """Divide the outlay of twelve months by their income."""
    rows = with_year_sums(months)
    return proven(
        rows,
        key=rows.entry,
        on=rows.month,
        place=rows[by],
        above=rows.spent,
        below=rows.earned,
    )
