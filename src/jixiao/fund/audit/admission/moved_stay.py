"""换机构接续住院。"""

from ibis import ir

from jixiao.fund.audit import Grade, rule
from jixiao.fund.audit.planned_care import planned_courses
from jixiao.fund.audit.stay_shapes import (
    EMERGENCY,
    follows,
    is_planned,
    marked_stays,
)


@rule(
    code="AD17",
    title="换机构接续住院",
    says="在另一家机构出院 {below} 天后以同一病种住院，涉及费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国务院令第735号 第三十八条",
)
def moved_stay(audited_stays: ir.Table, *, within_days: int) -> ir.Table:
    """Return the stays that begin soon after one elsewhere for the same disease, nobody having sent them.

    Not asked: emergencies, planned courses, and stays that name the one they were sent on from.
    """
    rows = follows(audited_stays, ["psn_no", "disease"])
    again = rows.filter(
        rows.disease.notnull(),
        rows.left_from != rows.fixmedins_code,
        rows.gap_days.between(0, within_days),
        rows.med_type != EMERGENCY,
        rows.transfer != "1",
        ~rows.was_moved_on.fill_null(False),
        ~is_planned(rows.principal, planned_courses()),
    )
    return marked_stays(again, below=again.gap_days)
