"""药品超就医方式。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import marked_lines, of_visit_type, outside


@rule(
    code="DR05",
    title="药品超就医方式",
    says="不在限定的就医方式内，费用 {above:元}",
    grade=Grade.CERTAIN,
    basis="国家医保局智能监管“两库”框架体系：药品限就医方式",
    about=Subject.LINE,
    kinds=("药品限就医方式",),
    facts=("med_type",),
)
def drug_for_visit_type(audited_lines: ir.Table, coded_points: ir.Table) -> ir.Table:
    """Return the lines of items that points allow for others only."""
    rows = outside(audited_lines, coded_points, "药品限就医方式", of_visit_type)
    return marked_lines(rows)
