"""次均医疗费用。"""

from ibis import ir

from jixiao.fund.outlook.indicator import IndicatorKind, indicator
from jixiao.fund.records import proven


@indicator(
    code="OV04",
    title="次均医疗费用",
    says="医疗费 {above:元}，{below} 人次",
    kind=IndicatorKind.MEAN,
    unit="元",
)
def mean_fee(care_months: ir.Table, *, by: str) -> ir.Table:
    """Divide fees by visits."""
    rows = care_months
    return proven(
        rows,
        key=rows.cell,
        on=rows.month,
        place=rows[by],
        above=rows.fees,
        below=rows.visits,
    )
