"""基金支付。"""

from ibis import ir

from jixiao.fund.outlook.indicator import IndicatorKind, indicator
from jixiao.fund.records import proven


@indicator(
    code="OV03",
    title="基金支付",
    says="基金支付 {above:元}",
    kind=IndicatorKind.TOTAL,
    unit="元",
)
def fund_payments(care_months: ir.Table, *, by: str) -> ir.Table:
    """Add up what the funds paid."""
    rows = care_months
    return proven(rows, key=rows.cell, on=rows.month, place=rows[by], above=rows.fund)
