"""新生儿没有出生体重。"""

from ibis import ir

from jixiao.fund.grouping.quality import Severity, list_check
from jixiao.fund.records import proven


@list_check(
    code="QP03",
    title="新生儿没有出生体重",
    says="出生 {below} 天，没有写出生体重",
    severity=Severity.WARNING,
    basis="医保结算清单质控；技术规范 3.0（征求意见稿）的及时、完整、准确",
)
def newborns_have_a_weight(
    discharges: ir.Table, discharge_lists: ir.Table, *, newborn_days: int
) -> ir.Table:
    """Return the lists of newborns without a weight at birth."""
    listed = discharge_lists.select(of_list="setl_id")
    rows = discharges.semi_join(listed, discharges.setl_id == listed.of_list)
    wrong = rows.filter(rows.age_days < newborn_days, rows.birth_weight.isnull())

    return proven(
        wrong,
        key=wrong.setl_id,
        on=wrong.discharged_on,
        place=wrong.fixmedins_code,
        above=1,
        below=wrong.age_days,
    )
