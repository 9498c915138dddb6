"""短时间内在两家机构结算。"""

import ibis
from ibis import ir

from jixiao.fund.audit import Grade, rule
from jixiao.fund.records import is_stay, proven


@rule(
    code="ID01",
    title="短时间内在两家机构结算",
    says="{below} 分钟内在两家机构结算，涉及费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="公开审核工具的规则：三十分钟",
)
def two_places_at_once(audited_claims: ir.Table, *, within_minutes: int) -> ir.Table:
    """Return the claims that follow one of the same person at another institution too soon."""
    rows = audited_claims.filter(~is_stay(audited_claims))
    of_person = ibis.window(group_by="psn_no", order_by=["setl_time", "setl_id"])
    rows = rows.mutate(
        before=rows.setl_time.lag().over(of_person),
        before_at=rows.fixmedins_code.lag().over(of_person),
    )
    seconds = rows.setl_time.epoch_seconds() - rows.before.epoch_seconds()
    rows = rows.mutate(minutes=seconds // 60)
    soon = rows.filter(
        rows.before_at != rows.fixmedins_code, rows.minutes < within_minutes
    )
    return proven(
        soon,
        key=soon.setl_id,
        on=soon.began,
        place=soon.fixmedins_code,
        above=soon.medfee_sumamt.fill_null(0),
        below=soon.minutes,
    )
