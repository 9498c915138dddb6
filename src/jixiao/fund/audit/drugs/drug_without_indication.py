"""药品超限定适应症。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import marked_lines, without_diagnosis


@rule(
    code="DR13",
    title="药品超限定适应症",
    says="诊断不在限定的适应症里，费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国家医保局智能监管“两库”框架体系：药品限适应症",
    about=Subject.LINE,
    kinds=("药品限适应症",),
)
def drug_without_indication(
    audited_lines: ir.Table, coded_points: ir.Table, audited_diagnoses: ir.Table
) -> ir.Table:
    """Return the lines of items whose visit has none of the diagnoses they are for."""
    lines = without_diagnosis(
        audited_lines, coded_points, audited_diagnoses, "药品限适应症"
    )
    return marked_lines(lines)
