"""就诊人次。"""

from ibis import ir

from jixiao.fund.outlook.indicator import IndicatorKind, indicator
from jixiao.fund.records import proven


@indicator(
    code="OV01",
    title="就诊人次",
    says="{above} 人次",
    kind=IndicatorKind.TOTAL,
    unit="人次",
)
def visits(care_months: ir.Table, *, by: str) -> ir.Table:
    """Count visits."""
    rows = care_months
    return proven(rows, key=rows.cell, on=rows.month, place=rows[by], above=rows.visits)
