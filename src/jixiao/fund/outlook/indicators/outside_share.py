"""目录外费用占比。"""

from ibis import ir

from jixiao.fund.outlook.indicator import IndicatorKind, indicator
from jixiao.fund.records import proven


@indicator(
    code="OV06",
    title="目录外费用占比",
    says="目录外 {above:元}，医疗费 {below:元}",
    kind=IndicatorKind.SHARE,
    unit="%",
)
def outside_share(care_months: ir.Table, *, by: str) -> ir.Table:
    """Divide what no catalogue covers by the fees of settlements that state it."""
    rows = care_months
    return proven(
        rows,
        key=rows.cell,
        on=rows.month,
        place=rows[by],
        above=rows.outside,
        below=rows.fees_with_outside,
    )
