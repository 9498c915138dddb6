"""诊断与年龄不符。"""

from ibis import ir

from jixiao.fund.audit import Grade, rule
from jixiao.fund.audit.shapes import of_age, outside
from jixiao.fund.records import proven


@rule(
    code="CD07",
    title="诊断与年龄不符",
    says="诊断与年龄不符",
    grade=Grade.SUSPECTED,
    basis="国家医保局智能监管“两库”框架体系：诊断与年龄不符",
    kinds=("诊断与年龄不符",),
)
def diagnosis_for_age(audited_diagnoses: ir.Table, coded_points: ir.Table) -> ir.Table:
    """Return the settlements with a diagnosis that its points allow to other ages."""

    def is_of_age(rows: ir.Table) -> ir.BooleanValue:
        return of_age(rows, "ended")

    rows = outside(
        audited_diagnoses,
        coded_points,
        "诊断与年龄不符",
        is_of_age,
        code="diag_code",
        key="setl_list_diag_id",
        day="ended",
    ).distinct(on="setl_id")
    return proven(
        rows, key=rows.setl_id, on=rows.ended, place=rows.fixmedins_code, above=0
    )
