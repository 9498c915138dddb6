"""基金支付比上年同期增长过快。"""

from ibis import ir

from jixiao.entry import Number
from jixiao.fund.outlook import SignalLevel, signal
from jixiao.fund.outlook.grading import Lines, marked_months, percent, standing
from jixiao.fund.outlook.rolling import paid_by_care, year_on_year

_SPAN = 3


@signal(
    code="GR01",
    title="基金支付比上年同期增长过快",
    says="三个月基金支付 {above:元}，上年同期 {below:元}",
    level=SignalLevel.WATCH,
    basis="运行分析的通行做法",
    dimensions=("scheme", "care"),
    span=_SPAN,
)
def payments_grow_fast(
    care_months: ir.Table,
    *,
    watch: Number,
    warn: Number,
    clear: Number,
    times: int,
    within: int,
    chance: Number,
) -> ir.Table:
    """Return the schemes and kinds of care whose three months were paid much more than a year ago.

    Cases come by chance and differ in cost: a difference within `chance` of the standard errors of
    two such sums is none.
    """
    cells = paid_by_care(care_months)
    rows = year_on_year(cells, span=_SPAN)
    rows = rows.mutate(above=rows.amount, below=rows.amount_before)
    error = (rows.squares + rows.squares_before).sqrt()
    rows = rows.mutate(by_chance=rows.above - rows.below <= error * float(chance))
    rows = standing(
        rows.filter(rows.below > 0),
        Lines(*percent(watch, warn, clear), times, within),
    )
    return marked_months(rows)
