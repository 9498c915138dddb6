"""妊娠哺乳期慎用药品。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import marked_lines, with_diagnosis


@rule(
    code="DR23",
    title="妊娠哺乳期慎用药品",
    says="诊断是妊娠或哺乳，费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国家医保局智能监管“两库”框架体系：药品妊娠哺乳期",
    about=Subject.LINE,
    kinds=("药品妊娠哺乳期慎用",),
)
def drug_in_pregnancy(
    audited_lines: ir.Table, coded_points: ir.Table, audited_diagnoses: ir.Table
) -> ir.Table:
    """Return the lines of items whose visit has a diagnosis that speaks against them."""
    met = with_diagnosis(
        audited_lines, coded_points, audited_diagnoses, "药品妊娠哺乳期慎用"
    )
    return marked_lines(met)
