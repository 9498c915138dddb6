"""同样的住院账单。"""

from ibis import ir

from jixiao.fund.audit import Grade, rule
from jixiao.fund.audit.stay_shapes import marked_stays


@rule(
    code="AD19",
    title="同样的住院账单",
    says="同一机构 {below} 人的住院账单项目、金额全同，涉及费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国务院令第735号 第三十八条",
)
def same_bills(
    audited_stays: ir.Table,
    stay_bills: ir.Table,
    *,
    least_persons: int,
    least_items: int,
) -> ir.Table:
    """Return the stays of one institution whose bills are alike to the fen, in many items."""
    rows = audited_stays.join(stay_bills, audited_stays.setl_id == stay_bills.stay)
    rows = rows.filter(rows["items"] >= least_items)
    alike = ["fixmedins_code", "nights", "whole", "items", "first_item", "last_item"]
    persons = rows.group_by(alike).aggregate(persons=rows.psn_no.nunique())
    met = rows.join(persons.filter(persons.persons >= least_persons), alike)
    return marked_stays(met, below=met.persons)
