"""基金收入。"""

from ibis import ir

from jixiao.fund.outlook.indicator import IndicatorKind, indicator
from jixiao.fund.records import proven


@indicator(
    code="OM01",
    title="基金收入",
    says="收入 {above:元}",
    kind=IndicatorKind.TOTAL,
    unit="元",
)
def income(months: ir.Table, *, by: str) -> ir.Table:
    """Add up what the fund took in."""
    return proven(
        months, key=months.entry, on=months.month, place=months[by], above=months.income
    )
