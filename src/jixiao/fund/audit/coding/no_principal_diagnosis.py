"""没有主诊断。"""

from ibis import ir

from jixiao.fund.audit import Grade, rule
from jixiao.fund.records import proven


@rule(
    code="CD05",
    title="没有主诊断",
    says="清单有 {below} 个诊断，没有主诊断",
    grade=Grade.CERTAIN,
    basis="国家医保局智能监管“两库”框架体系：结算清单信息异常",
    of_order=False,
)
def no_principal_diagnosis(audited_diagnoses: ir.Table) -> ir.Table:
    """Return the settlements whose list has not exactly one principal diagnosis."""
    rows = audited_diagnoses
    counted = rows.group_by("setl_id").aggregate(
        principals=(rows.maindiag_flag == "1").fill_null(False).sum(),
        diagnoses=rows.count(),
        ended=rows.ended.max(),
        place=rows.fixmedins_code.max(),
    )
    off = counted.filter(counted.principals == 0)
    return proven(
        off,
        key=off.setl_id,
        on=off.ended,
        place=off.place,
        above=0,
        below=off.diagnoses,
    )
