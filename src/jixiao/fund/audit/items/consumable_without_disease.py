"""耗材限疾病。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import marked_lines, without_diagnosis


@rule(
    code="IT14",
    title="耗材限疾病",
    says="诊断不在限定的疾病里，费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国家医保局智能监管“两库”框架体系：耗材限疾病",
    about=Subject.LINE,
    kinds=("耗材限疾病",),
)
def consumable_without_disease(
    audited_lines: ir.Table, coded_points: ir.Table, audited_diagnoses: ir.Table
) -> ir.Table:
    """Return the lines of items whose visit has none of the diagnoses they are for."""
    lines = without_diagnosis(
        audited_lines, coded_points, audited_diagnoses, "耗材限疾病"
    )
    return marked_lines(lines)
