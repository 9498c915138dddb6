"""主要诊断不是一个。"""

from ibis import ir

from jixiao.fund.grouping.quality import Severity, list_check
from jixiao.fund.records import proven


@list_check(
    code="QC01",
    title="主要诊断不是一个",
    says="标为主要诊断的有 {above} 个",
    severity=Severity.REFUSED,
    basis="医保结算清单质控；技术规范 3.0（征求意见稿）的及时、完整、准确",
)
def one_principal(discharges: ir.Table, discharge_diagnoses: ir.Table) -> ir.Table:
    """Return the lists without a principal diagnosis, or with several."""
    main = discharge_diagnoses.filter(discharge_diagnoses.maindiag_flag == "1")
    counted = main.group_by("stay").aggregate(principal=main.count())
    rows = discharges.left_join(counted, discharges.setl_id == counted.stay)
    rows = rows.mutate(principal=rows.principal.fill_null(0))
    wrong = rows.filter(rows.principal != 1)

    return proven(
        wrong,
        key=wrong.setl_id,
        on=wrong.discharged_on,
        place=wrong.fixmedins_code,
        above=wrong.principal,
        below=1,
    )
