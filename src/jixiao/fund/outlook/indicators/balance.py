"""累计结余。"""

from ibis import ir

from jixiao.fund.outlook.indicator import IndicatorKind, indicator
from jixiao.fund.records import proven


@indicator(
    code="OM03",
    title="累计结余",
    says="期末累计结余 {above:元}",
    kind=IndicatorKind.TOTAL,
    unit="元",
    stands=True,
)
def balance(months: ir.Table, *, by: str) -> ir.Table:
    """Return the balance at the end of each month."""
    return proven(
        months,
        key=months.entry,
        on=months.month,
        place=months[by],
        above=months.balance,
    )
