"""一周透析次数过多。"""

import ibis
from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.records import proven


@rule(
    code="DY01",
    title="一周透析次数过多",
    says="这一周第 {below} 次",
    grade=Grade.SUSPECTED,
    basis="一县透析用量研究的上限：每周不超过五次",
    about=Subject.SESSION,
)
def sessions_a_week(bundle_sessions: ir.Table, *, most_a_week: int) -> ir.Table:
    """Return the sessions of a person beyond the most of a week, which begins on Monday."""
    rows = bundle_sessions.mutate(week=bundle_sessions.done_on.truncate("W"))
    in_order = ibis.window(
        group_by=["psn_no", "week"], order_by=["done_on", "session_no"]
    )
    rows = rows.mutate(nth=ibis.row_number().over(in_order) + 1)
    over = rows.filter(rows.nth > most_a_week)
    return proven(
        over,
        key=over.session_no,
        on=over.done_on,
        place=over.fixmedins_code,
        below=over.nth,
    )
