"""一家机构的次均住院费用增长过快。"""

from ibis import ir

from jixiao.entry import Number
from jixiao.fund.outlook import SignalLevel, signal
from jixiao.fund.outlook.grading import Lines, marked_months, percent, standing
from jixiao.fund.outlook.rolling import mean_variance, year_on_year

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
    chance: Number,
) -> ir.Table:
    """Return the institutions whose stays of three months cost much more than a year ago.

    A difference of means within `chance` of its standard errors is none.
    """
    stays = care_months.filter(care_months.care == "住院")
    cells = stays.select(
        "month", "squares", place=stays.fixmedins_code, amount=stays.fees,
        volume=stays.visits,
    )  # fmt: skip
    rows = year_on_year(cells, span=_SPAN)
    rows = rows.filter(rows.volume >= least_stays, rows.volume_before >= least_stays)
    rows = rows.mutate(
        above=rows.amount // rows.volume, below=rows.amount_before // rows.volume_before
    )
    now = mean_variance(rows.amount, rows.volume, rows.squares)
    before = mean_variance(rows.amount_before, rows.volume_before, rows.squares_before)
    error = (now + before).sqrt()
    rows = rows.mutate(by_chance=rows.above - rows.below <= error * float(chance))
    rows = standing(rows, Lines(*percent(watch, warn, clear), times, within))
    return marked_months(rows)
