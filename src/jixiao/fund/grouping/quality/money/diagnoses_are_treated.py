"""并发症或合并症没有收治疗的费。"""

from ibis import ir

from jixiao.fund.grouping.quality import Severity, list_check
from jixiao.fund.grouping.quality.limited_codes import (
    counted_by_list,
    in_force,
    marked_lists,
)


@list_check(
    code="QR02",
    title="其他诊断没有治疗的收费",
    says="没有一项治疗收费的其他诊断 {above} 个",
    severity=Severity.LEAD,
    basis="医保结算清单质控；高套的线索，不是结论",
)
def diagnoses_are_treated(
    discharges: ir.Table,
    discharge_diagnoses: ir.Table,
    care_of_diagnoses: ir.Table,
    fee_lines: ir.Table,
) -> ir.Table:
    """Return the lists with secondary diagnoses of which no item of care was charged.

    Stays without charged lines are left out: of them nobody can tell.
    """
    coded = discharge_diagnoses.filter(discharge_diagnoses.maindiag_flag != "1")
    needed = coded.select("stay", "diag_code").join(care_of_diagnoses, "diag_code")
    days = discharges.select("setl_id", "mdtrt_id", "discharged_on")
    dated = needed.join(days, needed.stay == days.setl_id)
    asked = dated.filter(in_force(dated)).semi_join(fee_lines, "mdtrt_id")
    lines = fee_lines.select("mdtrt_id", "hilist_code").distinct()
    treated = asked.semi_join(lines, ["mdtrt_id", "hilist_code"])
    named = asked.select("stay", "diag_code").distinct()
    untreated = named.anti_join(treated, ["stay", "diag_code"])
    return marked_lists(counted_by_list(discharges, untreated), below=1)
