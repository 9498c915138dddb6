"""政策范围内基金支付比例。"""

from ibis import ir

from jixiao.fund.outlook.indicator import IndicatorKind, indicator
from jixiao.fund.records import proven


@indicator(
    code="OV07",
    title="政策范围内基金支付比例",
    says="基金支付 {above:元}，政策范围内 {below:元}",
    kind=IndicatorKind.SHARE,
    unit="%",
)
def in_scope_paid(care_months: ir.Table, *, by: str) -> ir.Table:
    """Divide what the funds paid by the cost in scope."""
    rows = care_months
    return proven(
        rows,
        key=rows.cell,
        on=rows.month,
        place=rows[by],
        above=rows.fund,
        below=rows.in_scope,
    )
