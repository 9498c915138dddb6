"""次均基金支付。"""

from ibis import ir

from jixiao.fund.outlook.indicator import IndicatorKind, indicator
from jixiao.fund.records import proven


@indicator(
    code="OV05",
    title="次均基金支付",
    says="基金支付 {above:元}，{below} 人次",
    kind=IndicatorKind.MEAN,
    unit="元",
)
def mean_payment(care_months: ir.Table, *, by: str) -> ir.Table:
    """Divide what the funds paid by visits."""
    rows = care_months
    return proven(
        rows,
        key=rows.cell,
        on=rows.month,
        place=rows[by],
        above=rows.fund,
        below=rows.visits,
    )
