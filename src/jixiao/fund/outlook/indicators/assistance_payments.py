"""医疗救助支付。"""

from ibis import ir

from jixiao.fund.outlook.indicator import IndicatorKind, indicator
from jixiao.fund.records import proven


@indicator(
    code="OV11",
    title="医疗救助支付",
    says="医疗救助 {above:元}",
    kind=IndicatorKind.TOTAL,
    unit="元",
)
def assistance_payments(care_months: ir.Table, *, by: str) -> ir.Table:
    """Add up what medical assistance paid."""
    rows = care_months
    return proven(
        rows, key=rows.cell, on=rows.month, place=rows[by], above=rows.assistance
    )
