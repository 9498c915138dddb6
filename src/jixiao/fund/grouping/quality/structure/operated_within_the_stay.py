"""手术日期不在住院期间。"""

from ibis import ir

from jixiao.fund.grouping.quality import Severity, list_check
from jixiao.fund.records import proven


@list_check(
    code="QS03",
    title="手术日期不在住院期间",
    says="住院期间外的手术操作 {above} 个",
    severity=Severity.WARNING,
    basis="医保结算清单质控；技术规范 3.0（征求意见稿）的及时、完整、准确",
)
def operated_within_the_stay(
    discharges: ir.Table, discharge_operations: ir.Table
) -> ir.Table:
    """Return the lists with an operation before or after the stay."""
    done = discharge_operations.select("stay", "oprn_oprt_date")
    rows = discharges.join(done, discharges.setl_id == done.stay)
    day = rows.oprn_oprt_date.date()
    outside = rows.filter((day < rows.began) | (day > rows.discharged_on))
    counted = outside.group_by("stay").aggregate(outside_stay=outside.count())
    wrong = discharges.join(counted, discharges.setl_id == counted.stay)

    return proven(
        wrong,
        key=wrong.setl_id,
        on=wrong.discharged_on,
        place=wrong.fixmedins_code,
        above=wrong.outside_stay,
        below=1,
    )
