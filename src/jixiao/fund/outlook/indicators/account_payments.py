"""个人账户支付。"""

from ibis import ir

from jixiao.fund.outlook.indicator import IndicatorKind, indicator
from jixiao.fund.records import proven


@indicator(
    code="OV12",
    title="个人账户支付",
    says="个人账户 {above:元}",
    kind=IndicatorKind.TOTAL,
    unit="元",
)
def account_payments(care_months: ir.Table, *, by: str) -> ir.Table:
    """Add up what personal accounts paid."""
    rows = care_months
    return proven(
        rows, key=rows.cell, on=rows.month, place=rows[by], above=rows.account
    )
