"""平均住院天数。"""

from ibis import ir

from jixiao.fund.outlook.indicator import IndicatorKind, indicator
from jixiao.fund.records import proven


@indicator(
    code="OV09",
    title="平均住院天数",
    says="{above} 天，{below} 人次",
    kind=IndicatorKind.MEAN,
    unit="天",
)
def stay_days(care_months: ir.Table, *, by: str) -> ir.Table:
    """Divide the days of stays by the stays."""
    rows = care_months
    rows = rows.filter(rows.care == "住院")
    return proven(
        rows,
        key=rows.cell,
        on=rows.month,
        place=rows[by],
        above=rows.days,
        below=rows.visits,
    )
