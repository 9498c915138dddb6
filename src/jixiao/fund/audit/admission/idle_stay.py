"""住院期间连续没有诊疗。"""

from ibis import ir

from jixiao.fund.audit import Grade, rule
from jixiao.fund.audit.stay_shapes import marked_stays


@rule(
    code="AD15",
    title="住院期间连续没有诊疗",
    says="连续 {below} 天只有床位、诊察、护理收费，涉及费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国务院令第735号 第三十八条",
)
def idle_stay(
    audited_stays: ir.Table, stay_bills: ir.Table, *, least_run: int
) -> ir.Table:
    """Return the stays in which nothing but bed and nursing was charged for days on end.

    Days on which not even a bed was charged are none of these: nobody says that they were spent there.
    """
    rows = audited_stays.join(stay_bills, audited_stays.setl_id == stay_bills.stay)
    idle = rows.filter(rows.run >= least_run, rows.passive >= rows.run)
    return marked_stays(idle, below=idle.run)
