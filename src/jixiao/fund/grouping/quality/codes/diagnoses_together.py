"""互相排斥的诊断写在一张清单上。"""

from ibis import ir

from jixiao.fund.grouping.quality import Severity, list_check
from jixiao.fund.grouping.quality.limited_codes import (
    counted_by_list,
    in_force,
    marked_lists,
)


@list_check(
    code="QC07",
    title="互相排斥的诊断",
    says="互相排斥的诊断 {above} 对",
    severity=Severity.WARNING,
    basis="医保结算清单质控；技术规范 3.0（征求意见稿）的及时、完整、准确",
)
def diagnoses_together(
    discharges: ir.Table, discharge_diagnoses: ir.Table, excluding_diagnoses: ir.Table
) -> ir.Table:
    """Return the lists with both diagnoses of a pair that is in force on the day of discharge."""
    coded = discharge_diagnoses.select("stay", "diag_code")
    first = coded.join(excluding_diagnoses, "diag_code")
    second = coded.select(of_stay="stay", second_code="diag_code")
    both = first.join(
        second,
        [first.stay == second.of_stay, first.other_code == second.second_code],
    )
    days = discharges.select("setl_id", "discharged_on")
    dated = both.join(days, both.stay == days.setl_id)
    pairs = dated.filter(in_force(dated)).select("stay", "diag_code", "other_code")
    return marked_lists(counted_by_list(discharges, pairs.distinct()), below=1)
