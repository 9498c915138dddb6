"""项目禁忌症。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import marked_lines, with_diagnosis


@rule(
    code="IT15",
    title="项目禁忌症",
    says="诊断里有禁忌症，费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国家医保局智能监管“两库”框架体系：项目禁忌症",
    about=Subject.LINE,
    kinds=("项目禁忌症",),
)
def item_against_diagnosis(
    audited_lines: ir.Table, coded_points: ir.Table, audited_diagnoses: ir.Table
) -> ir.Table:
    """Return the lines of items whose visit has a diagnosis that speaks against them."""
    met = with_diagnosis(audited_lines, coded_points, audited_diagnoses, "项目禁忌症")
    return marked_lines(met)
