"""分解住院。"""

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
    code="AD01",
    title="分解住院",
    says="出院 {below} 天后在同一机构以同一病种再次住院，涉及费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国务院令第735号 第三十八条",
)
def split_admission(audited_stays: ir.Table, *, within_days: int) -> ir.Table:
    """Return the stays that begin soon after one in the same institution for the same disease.

    Not asked: emergencies, planned courses, two stays with an operation each, and whom a doctor
    had sent on.
    """
    rows = follows(audited_stays, ["psn_no", "fixmedins_code", "disease"])
    again = rows.filter(
        rows.disease.notnull(),
        rows.gap_days.between(0, within_days),
        rows.med_type != EMERGENCY,
        ~is_planned(rows.principal, planned_courses()),
        ~(rows.operated & rows.was_operated).fill_null(False),
        ~rows.was_moved_on.fill_null(False),
    )
    return marked_stays(again, below=again.gap_days)
