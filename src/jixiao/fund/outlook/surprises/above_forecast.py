"""基金支付高于推算的区间。"""

from ibis import ir

from jixiao.entry import Number
from jixiao.fund.outlook import SignalLevel, signal
from jixiao.fund.outlook.grading import Lines, percent, standing
from jixiao.fund.records import proven


@signal(
    code="FO01",
    title="基金支付高于推算的区间",
    says="基金支付 {above:元}，推算的上端 {below:元}",
    level=SignalLevel.WATCH,
    basis="运行分析的通行做法",
    dimensions=("scheme", "care"),
    span=1,
)
def above_forecast(
    foreseen: ir.Table,
    *,
    watch: Number,
    warn: Number,
    clear: Number,
    times: int,
    within: int,
    chance: Number,
) -> ir.Table:
    """Return the months that lie above what was foreseen a month before, again or by far.

    What lies above what was expected within `chance` of its standard errors, as few cases of unequal
    costs make them, is no surprise.
    """
    error = foreseen.error.fill_null(0).cast("float64")
    gap = foreseen.actual - foreseen.expected.fill_null(0)
    rows = foreseen.mutate(
        above=foreseen.actual,
        below=foreseen.high,
        by_chance=gap <= error * float(chance),
    )
    lines = Lines(*percent(watch, warn, clear), times, within)
    rows = standing(rows, lines)
    return proven(
        rows,
        key=rows.entry,
        on=rows.month,
        place=rows.place,
        above=rows.above,
        below=rows.below,
    )
