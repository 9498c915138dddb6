"""诊断与性别不符。"""

from ibis import ir

from jixiao.fund.audit import Grade, rule
from jixiao.fund.audit.shapes import outside, same_sex
from jixiao.fund.records import proven


@rule(
    code="CD01",
    title="诊断与性别不符",
    says="诊断与性别不符",
    grade=Grade.CERTAIN,
    basis="国家医保局智能监管“两库”框架体系：诊断与性别不符",
    kinds=("诊断与性别不符",),
)
def diagnosis_for_sex(audited_diagnoses: ir.Table, coded_points: ir.Table) -> ir.Table:
    """Return the settlements with a code that its point does not allow for the person."""
    rows = outside(
        audited_diagnoses,
        coded_points,
        "诊断与性别不符",
        same_sex,
        code="diag_code",
        key="setl_list_diag_id",
        day="ended",
    )
    rows = rows.distinct(on="setl_id")
    return proven(
        rows, key=rows.setl_id, on=rows.ended, place=rows.fixmedins_code, above=0
    )
