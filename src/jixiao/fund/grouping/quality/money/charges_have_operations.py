"""有手术费没有手术。"""

from ibis import ir

from jixiao.fund.grouping.quality import Severity, list_check
from jixiao.fund.records import proven


@list_check(
    code="QM03",
    title="有手术费没有手术",
    says="手术费 {above:元}，清单没有手术操作",
    severity=Severity.WARNING,
    basis="医保结算清单质控；技术规范 3.0（征求意见稿）的及时、完整、准确",
)
def charges_have_operations(
    discharges: ir.Table, discharge_operations: ir.Table, fee_lines: ir.Table
) -> ir.Table:
    """Return the lists with a charge of an operation and none listed."""
    lines = fee_lines.filter(fee_lines.med_chrgitm_type == "06")
    summed = lines.group_by("mdtrt_id").aggregate(
        charged=lines.det_item_fee_sumamt.sum()
    )
    summed = summed.rename(visit="mdtrt_id")
    rows = discharges.join(summed, discharges.mdtrt_id == summed.visit)
    done = discharge_operations.select(of_stay="stay")
    wrong = rows.anti_join(done, rows.setl_id == done.of_stay)
    wrong = wrong.filter(wrong.charged > 0)

    return proven(
        wrong,
        key=wrong.setl_id,
        on=wrong.discharged_on,
        place=wrong.fixmedins_code,
        above=wrong.charged,
        below=1,
    )
