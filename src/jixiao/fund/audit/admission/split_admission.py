"""分解住院：一次住院被拆成几次结算。"""

import ibis
from ibis import ir

from jixiao.fund.audit import Grade, rule
from jixiao.fund.records import proven


@rule(
    code="AD01",
    title="分解住院",
    says="出院 {below} 天后在同一机构以同一病种再次住院，涉及费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国务院令第735号 第三十八条",
)
def split_admission(stays: ir.Table, *, within_days: int) -> ir.Table:
    """Return the stays that begin soon after one in the same institution for the same disease."""
    same_patient = ibis.window(
        group_by=["psn_no", "fixmedins_code", "dise_no"], order_by=["began", "setl_id"]
    )
    rows = stays.filter(stays.dise_no.notnull(), stays.enddate.notnull())
    rows = rows.mutate(left_on=rows.enddate.lag().over(same_patient))
    rows = rows.mutate(gap_days=rows.began.delta(rows.left_on, unit="day"))
    again = rows.filter(rows.gap_days.between(0, within_days))
    return proven(
        again,
        key=again.setl_id,
        on=again.began,
        place=again.fixmedins_code,
        above=again.medfee_sumamt.fill_null(0),
        below=again.gap_days,
    )
