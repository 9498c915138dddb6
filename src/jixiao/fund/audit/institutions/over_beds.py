"""在院人数超过核定床位。"""

import ibis
from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.records import proven


@rule(
    code="IN06",
    title="在院人数超过核定床位",
    says="同一天在院 {above} 人，核定床位 {below} 张",
    grade=Grade.SUSPECTED,
    basis="各地服务协议；国家医保局智能监管“两库”框架体系：统计指标",
    about=Subject.INSTITUTION,
)
def over_beds(
    audited_stays: ir.Table, institutions: ir.Table, *, most_percent: int
) -> ir.Table:
    """Return the institutions that had more persons in bed on a day than their beds allow.

    Who leaves on a day makes room for who comes on it.
    """
    came = audited_stays.select("fixmedins_code", day="began", moved=1)
    ended = audited_stays.filter(audited_stays.enddate.notnull())
    left = ended.select("fixmedins_code", day="enddate", moved=-1)
    moves = came.union(left)
    by_day = moves.group_by("fixmedins_code", "day").aggregate(moved=moves.moved.sum())
    so_far = ibis.window(
        group_by="fixmedins_code", order_by="day", preceding=None, following=0
    )
    inside = by_day.mutate(inside=by_day.moved.sum().over(so_far))
    beds = institutions.filter(institutions.bed_cnt > 0)
    rows = inside.join(beds.select("fixmedins_code", "bed_cnt"), "fixmedins_code")
    over = rows.filter(rows.inside * 100 > rows.bed_cnt * most_percent)
    fullest_first = ibis.window(
        group_by="fixmedins_code", order_by=[ibis.desc("inside"), "day"]
    )
    over = over.mutate(nth=ibis.row_number().over(fullest_first))
    fullest = over.filter(over.nth == 0)
    return proven(
        fullest,
        key=fullest.fixmedins_code,
        on=fullest.day,
        place=fullest.fixmedins_code,
        above=fullest.inside,
        below=fullest.bed_cnt,
    )
