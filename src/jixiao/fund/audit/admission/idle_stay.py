"""住院期间连续没有诊疗。"""

from ibis import ir

from jixiao.fund.audit import Grade, rule
from jixiao.fund.audit.stay_shapes import idle_days, marked_stays


@rule(
    code="AD15",
    title="住院期间连续没有诊疗",
    says="连续 {below} 天只有床位、诊察、护理收费，涉及费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国务院令第735号 第三十八条",
)
def idle_stay(
    audited_stays: ir.Table, audited_lines: ir.Table, *, least_run: int
) -> ir.Table:
    """Return the stays in which nothing but bed and nursing was charged for days on end."""
    idle = idle_days(audited_stays, audited_lines)
    rows = audited_stays.join(idle, audited_stays.setl_id == idle.stay)
    return marked_stays(rows.filter(rows.run >= least_run), below=rows.run)
