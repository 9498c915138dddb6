"""诊断编码当天无效。"""

from ibis import ir

from jixiao.fund.grouping.quality import Severity, list_check
from jixiao.fund.grouping.quality.limited_codes import (
    counted_by_list,
    in_force,
    marked_lists,
)


@list_check(
    code="QC02",
    title="诊断编码当天无效",
    says="编码表里当天没有的诊断 {above} 个",
    severity=Severity.REFUSED,
    basis="医保结算清单质控；技术规范 3.0（征求意见稿）的及时、完整、准确",
)
def known_diagnoses(
    discharges: ir.Table, discharge_diagnoses: ir.Table, diagnosis_codes: ir.Table
) -> ir.Table:
    """Return the lists with a diagnosis that the loaded codes do not have on the day of discharge."""
    known = diagnosis_codes.select("begndate", "enddate", known_code="diag_code")
    stays = discharges.select("setl_id", "discharged_on")
    coded = discharge_diagnoses.select("stay", "diag_code")
    rows = coded.join(stays, coded.stay == stays.setl_id)
    rows = rows.left_join(known, rows.diag_code == known.known_code)
    unknown = rows.filter(rows.known_code.isnull() | ~in_force(rows))
    return marked_lists(counted_by_list(discharges, unknown), below=1)
