"""累计结余可支付月数。"""

from ibis import ir

from jixiao.fund.outlook.history import YEAR
from jixiao.fund.outlook.indicator import IndicatorKind, indicator
from jixiao.fund.outlook.rolling import with_year_sums
from jixiao.fund.records import proven


@indicator(
    code="OM04",
    title="累计结余可支付月数",
    says="累计结余的 12 倍 {above:元}，12 个月支出 {below:元}",
    kind=IndicatorKind.MEAN,
    unit="月",
    stands=True,
)
def payable_months(months: ir.Table, *, by: str) -> ir.Table:
    """Divide each month's balance by the mean outlay of the twelve months that end with it."""
    rows = with_year_sums(months)
    return proven(
        rows,
        key=rows.entry,
        on=rows.month,
        place=rows[by],
        above=rows.balance * YEAR,
        below=rows.spent,
    )
