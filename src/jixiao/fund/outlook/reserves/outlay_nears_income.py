"""12 个月收支率过高。"""

from ibis import ir

from jixiao.entry import Number
from jixiao.fund.outlook import SignalLevel, signal
from jixiao.fund.outlook.grading import Lines, percent, standing
from jixiao.fund.outlook.rolling import with_year_sums
from jixiao.fund.records import proven


@signal(
    code="RE02",
    title="12 个月收支率过高",
    says="12 个月支出 {above:元}，收入 {below:元}",
    level=SignalLevel.WATCH,
    basis="运行分析的通行做法",
)
def outlay_nears_income(
    months: ir.Table, *, watch: Number, warn: Number, clear: Number
) -> ir.Table:
    """Return the months whose year's outlay nears, or passes, its income."""
    rows = with_year_sums(months)
    rows = rows.mutate(place=rows.insutype, above=rows.spent, below=rows.earned)
    rows = standing(rows, Lines(*percent(watch, warn, clear), 1, 1))
    return proven(
        rows,
        key=rows.entry,
        on=rows.month,
        place=rows.place,
        above=rows.above,
        below=rows.below,
    )
