"""一家机构的次均住院费用增长过快。"""

from ibis import ir

from jixiao.entry import Number
from jixiao.fund.outlook import SignalLevel, signal
from jixiao.fund.outlook.grading import Lines, marked_months, percent, standing
from jixiao.fund.outlook.rolling import year_on_year

_SPAN = 3


@signal(
    code="GR02",
    title="一家机构的次均住院费用增长过快",
    says="三个月次均住院费用 {above:元}，上年同期 {below:元}",
    level=SignalLevel.WATCH,
    basis="运行分析的通行做法",
    dimensions=("institution",),
    to="该机构、医药服务科",
    span=_SPAN,
)
def stays_grow_dear(
    care_months: ir.Table,
    *,
    watch: Number,
    warn: Number,
    clear: Number,
    times: int,
    within: int,
    least_stays: int,
) -> ir.Table:
    """Return the institutions whose stays of three months cost much more than a year ago."""
    stays = care_months.filter(care_months.care == "住院")
    cells = stays.select(
        "month", place=stays.fixmedins_code, amount=stays.fees, volume=stays.visits
    )
    rows = year_on_year(cells, span=_SPAN)
    rows = rows.filter(rows.volume >= least_stays, rows.volume_before >= least_stays)
    rows = rows.mutate(
        above=rows.amount // rows.volume, below=rows.amount_before // rows.volume_before
    )
    rows = standing(rows, Lines(*percent(watch, warn, clear), times, within))
    return marked_months(rows)
