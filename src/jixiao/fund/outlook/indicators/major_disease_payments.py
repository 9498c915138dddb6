"""大病保险支付。"""

from ibis import ir

from jixiao.fund.outlook.indicator import IndicatorKind, indicator
from jixiao.fund.records import proven


@indicator(
    code="OV10",
    title="大病保险支付",
    says="大病保险 {above:元}",
    kind=IndicatorKind.TOTAL,
    unit="元",
)
def major_disease_payments(care_months: ir.Table, *, by: str) -> ir.Table:
    """Add up what major-disease insurance paid."""
    rows = care_months
    return proven(
        rows, key=rows.cell, on=rows.month, place=rows[by], above=rows.major_disease
    )
