"""一类医疗的次均基金支付突然变贵。"""

import ibis
from ibis import ir

from jixiao.entry import Number
from jixiao.fund.outlook import SignalLevel, signal
from jixiao.fund.outlook.grading import Lines, marked_months, percent, standing
from jixiao.fund.outlook.history import YEAR
from jixiao.fund.outlook.rolling import (
    mean_variance,
    paid_by_care,
    span_sums,
    year_on_year,
)

_SPAN = 2


@signal(
    code="GR03",
    title="一类医疗的次均基金支付突然变贵",
    says="两个月次均基金支付 {above:元}，以前 {below:元}",
    level=SignalLevel.WATCH,
    basis="运行分析的通行做法",
    dimensions=("scheme", "care"),
    span=_SPAN,
)
def care_grows_dear(
    care_months: ir.Table,
    *,
    watch: Number,
    warn: Number,
    clear: Number,
    times: int,
    within: int,
    least_visits: int,
    chance: Number,
) -> ir.Table:
    """Return the schemes and kinds of care whose visits of two months were paid much dearer.

    Dearer than in the twelve months before them, and than in the same months a year ago: limits that
    start anew each January make the one dear, and a dear year the other. A difference from the twelve
    months within `chance` of its standard errors is none.
    """
    cells = paid_by_care(care_months)
    rows = _beside_year(year_on_year(cells, span=_SPAN), cells)
    is_enough = (rows.volume >= least_visits) & (rows.volume > 0)
    rows = rows.filter(is_enough, rows.volume_before > 0, rows.volume_year > 0)
    rows = rows.mutate(
        above=rows.amount // rows.volume,
        usual=rows.amount_year // rows.volume_year,
        year_ago=rows.amount_before // rows.volume_before,
    )
    now = mean_variance(rows.amount, rows.volume, rows.squares)
    year = mean_variance(rows.amount_year, rows.volume_year, rows.squares_year)
    error = (now + year).sqrt()
    rows = rows.mutate(
        below=ibis.greatest(rows.usual, rows.year_ago),
        by_chance=rows.above - rows.usual <= error * float(chance),
    )
    rows = rows.filter(rows.below > 0)
    rows = standing(rows, Lines(*percent(watch, warn, clear), times, within))
    return marked_months(rows)


def _beside_year(rows: ir.Table, cells: ir.Table) -> ir.Table:
    """Return sums of a span beside those of the twelve months before it."""
    years = span_sums(cells, span=YEAR)
    before = years.select(
        "place",
        number=years.number + _SPAN,
        amount_year=years.amount,
        volume_year=years.volume,
        squares_year=years.squares,
    )
    return rows.join(before, ["place", "number"])
