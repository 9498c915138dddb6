"""不能作主要诊断。"""

from ibis import ir

from jixiao.fund.grouping.quality import Severity, list_check
from jixiao.fund.records import proven


@list_check(
    code="QC04",
    title="不能作主要诊断",
    says="主要诊断是编码表写明不能作主要诊断的",
    severity=Severity.REFUSED,
    basis="医保结算清单质控；技术规范 3.0（征求意见稿）的及时、完整、准确",
)
def may_be_principal(
    discharges: ir.Table, discharge_diagnoses: ir.Table, diagnosis_codes: ir.Table
) -> ir.Table:
    """Return the lists whose principal diagnosis may not be one."""
    grey = diagnosis_codes.filter(diagnosis_codes.principal_flag == "0")
    grey = grey.select(grey_code="diag_code").distinct()
    main = discharge_diagnoses.filter(discharge_diagnoses.maindiag_flag == "1")
    main = main.select("stay", "diag_code")
    marked = (
        main.semi_join(grey, main.diag_code == grey.grey_code).select("stay").distinct()
    )
    wrong = discharges.join(marked, discharges.setl_id == marked.stay)

    return proven(
        wrong,
        key=wrong.setl_id,
        on=wrong.discharged_on,
        place=wrong.fixmedins_code,
        above=1,
        below=1,
    )
