"""基金支出快于预算进度。"""

import ibis
from ibis import ir

from jixiao.entry import Number
from jixiao.fund.outlook import SignalLevel, signal
from jixiao.fund.outlook.declaration import YEAR_SO_FAR
from jixiao.fund.outlook.grading import Lines, percent, standing
from jixiao.fund.outlook.history import YEAR
from jixiao.fund.records import proven


@signal(
    code="BG01",
    title="基金支出快于预算进度",
    says="当年累计支出 {above:元}，按上年的季节应到 {below:元}",
    level=SignalLevel.WATCH,
    basis="运行分析的通行做法",
    span=YEAR_SO_FAR,
)
def outlay_over_budget(
    months: ir.Table,
    fund_budgets: ir.Table,
    *,
    watch: Number,
    warn: Number,
    clear: Number,
) -> ir.Table:
    """Return the months until which more was paid than a year's budget comes to by then.

    By then comes the share that the year before had paid by the same month; without that whole
    year nothing is compared.
    """
    rows = months.mutate(year=months.month.year(), number=months.month.month())
    in_year = ibis.window(
        group_by=["insutype", "year"], order_by="number", preceding=None, following=0
    )
    of_year = ibis.window(group_by=["insutype", "year"])
    rows = rows.mutate(
        paid=rows.outlay.sum().over(in_year),
        reached=rows.number.count().over(in_year),
        paid_in_all=rows.outlay.sum().over(of_year),
        counted=rows.number.nunique().over(of_year),
    )
    rows = rows.filter(rows.reached == rows.number)
    whole = rows.filter(rows.counted == YEAR, rows.paid_in_all > 0)
    before = whole.select(
        "insutype",
        "number",
        year=whole.year + 1,
        paid_before=whole.paid,
        all_before=whole.paid_in_all,
    )
    planned = fund_budgets.select(
        "insutype", year=fund_budgets.year_begins.year(), planned=fund_budgets.outlay
    )
    rows = rows.join(before, ["insutype", "number", "year"])
    rows = rows.join(planned, ["insutype", "year"])
    due = rows.planned.cast("decimal(38, 0)") * rows.paid_before // rows.all_before
    # Each year is judged by itself: what was over last year's budget says nothing of this one's.
    place = rows.insutype + "/" + rows.year.cast("string")
    rows = rows.mutate(place=place, above=rows.paid, below=due.cast("int64"))
    rows = standing(
        rows.filter(rows.below > 0),
        Lines(*percent(watch, warn, clear), 1, 1),
    )
    return proven(
        rows,
        key=rows.entry,
        on=rows.month,
        place=rows.insutype,
        above=rows.above,
        below=rows.below,
    )
