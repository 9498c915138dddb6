"""医疗费用。"""

from ibis import ir

from jixiao.fund.outlook.indicator import IndicatorKind, indicator
from jixiao.fund.records import proven


@indicator(
    code="OV02",
    title="医疗费用",
    says="医疗费 {above:元}",
    kind=IndicatorKind.TOTAL,
    unit="元",
)
def medical_fees(care_months: ir.Table, *, by: str) -> ir.Table:
    """Add up the fees."""
    rows = care_months
    return proven(rows, key=rows.cell, on=rows.month, place=rows[by], above=rows.fees)
