"""一家机构的次均住院费用高于同级机构。"""

from ibis import ir

from jixiao.entry import Number
from jixiao.fund.outlook import SignalLevel, signal
from jixiao.fund.outlook.grading import Lines, marked_months, percent, standing
from jixiao.fund.outlook.rolling import mean_variance, span_sums

_SPAN = 3


@signal(
    code="PE01",
    title="一家机构的次均住院费用高于同级机构",
    says="三个月次均住院费用 {above:元}，其他同级机构 {below:元}",
    level=SignalLevel.WATCH,
    basis="运行分析的通行做法",
    dimensions=("institution",),
    to="该机构、医药服务科",
    span=_SPAN,
)
def dearer_than_peers(
    care_months: ir.Table,
    *,
    watch: Number,
    warn: Number,
    clear: Number,
    times: int,
    within: int,
    least_stays: int,
    least_peers: int,
    chance: Number,
) -> ir.Table:
    """Return the institutions whose stays cost much more than those of others of their level.

    A level that is not stated has no peers. An institution is not its own peer. A difference of
    means within `chance` of its standard errors is none.
    """
    known = (care_months.care == "住院") & (care_months.hosp_lv != "不详")
    stays = care_months.filter(known)
    cells = stays.select(
        "month",
        "squares",
        place=stays.fixmedins_code + "\t" + stays.hosp_lv,
        amount=stays.fees,
        volume=stays.visits,
    )
    rolled = span_sums(cells, span=_SPAN)
    rolled = rolled.filter(rolled.volume >= least_stays)
    by_level = rolled.mutate(
        level=rolled.place.re_extract(r"\t(.*)$", 1),
        place=rolled.place.re_extract(r"^([^\t]*)\t", 1),
    )
    whole = by_level.group_by("level", "month").aggregate(
        all_amount=by_level.amount.sum(),
        all_volume=by_level.volume.sum(),
        all_squares=by_level.squares.sum(),
        peers=by_level.count() - 1,
    )
    rows = by_level.join(whole, ["level", "month"])
    rows = rows.filter(rows.peers >= least_peers)
    rows = rows.mutate(
        above=rows.amount // rows.volume,
        below=(rows.all_amount - rows.amount) // (rows.all_volume - rows.volume),
    )
    rows = rows.mutate(by_chance=_is_by_chance(rows, chance))
    rows = standing(rows, Lines(*percent(watch, warn, clear), times, within))
    return marked_months(rows)


def _is_by_chance(rows: ir.Table, chance: Number) -> ir.BooleanValue:
    """Whether a difference from peers lies within so many of its standard errors."""
    variance = mean_variance(rows.amount, rows.volume, rows.squares)
    peers_variance = mean_variance(
        rows.all_amount - rows.amount,
        rows.all_volume - rows.volume,
        rows.all_squares - rows.squares,
    )
    return rows.above - rows.below <= (variance + peers_variance).sqrt() * float(chance)
