"""低标准住院。"""

from ibis import ir

from jixiao.fund.audit import Grade, rule
from jixiao.fund.audit.planned_care import planned_courses
from jixiao.fund.audit.stay_shapes import (
    DELIVERY,
    EMERGENCY,
    is_planned,
    marked_stays,
)


@rule(
    code="AD16",
    title="低标准住院",
    says="住院费用里检查化验占 {below:元}，全部 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国务院令第735号 第三十八条；国家医保局智能监管“两库”框架体系：低标准入院",
)
def low_standard(
    audited_stays: ir.Table,
    stay_bills: ir.Table,
    *,
    most_nights: int,
    least_percent: int,
) -> ir.Table:
    """Return the short stays without an operation whose cost is mostly examinations.

    Not asked: emergencies, deliveries, planned courses, whom a doctor sent on, and stays of which
    nothing tells whether there was an operation.
    """
    stays = audited_stays.filter(
        audited_stays.nights <= most_nights,
        (~audited_stays.operated).fill_null(False),
        ~audited_stays.med_type.isin((EMERGENCY, DELIVERY)),
        ~audited_stays.moved_on,
        ~is_planned(audited_stays.principal, planned_courses()),
    )
    rows = stays.join(stay_bills, stays.setl_id == stay_bills.stay)
    is_mostly = rows.exams * 100 >= rows.whole * least_percent
    rows = rows.filter(is_mostly, rows.unstated == 0)
    return marked_stays(rows, below=rows.exams)
