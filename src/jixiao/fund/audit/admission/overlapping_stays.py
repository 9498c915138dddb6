"""住院时间重叠。"""

import ibis
from ibis import ir

from jixiao.fund.audit import Grade, rule
from jixiao.fund.records import proven


@rule(
    code="AD02",
    title="住院时间重叠",
    says="与另一次住院重叠 {below} 天，涉及费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国务院令第735号 第三十八条",
)
def overlapping_stays(audited_stays: ir.Table, *, least_days: int) -> ir.Table:
    """Return the stays that begin while another stay of the person goes on."""
    others = audited_stays.select(
        "psn_no",
        other="setl_id",
        other_began=audited_stays.began,
        other_ended=audited_stays.enddate,
    )
    met = audited_stays.join(others, "psn_no")
    is_later = (met.began > met.other_began) | (
        (met.began == met.other_began) & (met.setl_id > met.other)
    )
    met = met.filter(is_later, met.setl_id != met.other)
    shared = ibis.least(met.enddate, met.other_ended).delta(met.began, unit="day")
    met = met.mutate(shared=shared).filter(shared >= least_days)
    most = met.group_by("setl_id").aggregate(days=met.shared.max())
    rows = audited_stays.join(most, "setl_id")
    return proven(
        rows,
        key=rows.setl_id,
        on=rows.began,
        place=rows.fixmedins_code,
        above=rows.medfee_sumamt.fill_null(0),
        below=rows.days,
    )
