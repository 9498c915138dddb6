"""住院时间超长。"""

from ibis import ir

from jixiao.fund.audit import Grade, rule
from jixiao.fund.records import proven


@rule(
    code="AD08",
    title="住院时间超长",
    says="住院 {below} 天，涉及费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="DIP 技术规范 3.0（征求意见稿）：住院超过 60 天",
)
def long_stay(audited_stays: ir.Table, *, most_days: int) -> ir.Table:
    """Return the stays of more days than the limit."""
    rows = audited_stays.mutate(
        days=audited_stays.enddate.delta(audited_stays.began, unit="day")
    )
    over = rows.filter(rows.days > most_days)
    return proven(
        over,
        key=over.setl_id,
        on=over.began,
        place=over.fixmedins_code,
        above=over.medfee_sumamt.fill_null(0),
        below=over.days,
    )
