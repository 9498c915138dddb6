"""基金支出。"""

from ibis import ir

from jixiao.fund.outlook.indicator import IndicatorKind, indicator
from jixiao.fund.records import proven


@indicator(
    code="OM02",
    title="基金支出",
    says="支出 {above:元}",
    kind=IndicatorKind.TOTAL,
    unit="元",
)
def outlay(months: ir.Table, *, by: str) -> ir.Table:
    """Add up what the fund paid."""
    return proven(
        months, key=months.entry, on=months.month, place=months[by], above=months.outlay
    )
