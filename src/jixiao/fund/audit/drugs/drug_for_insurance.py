"""药品限工伤生育保险。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import marked_lines, of_insurance, outside


@rule(
    code="DR06",
    title="药品限工伤生育保险",
    says="不属于限定的险种，费用 {above:元}",
    grade=Grade.CERTAIN,
    basis="国家医保局智能监管“两库”框架体系：药品限工伤保险、生育保险",
    about=Subject.LINE,
    kinds=("药品限工伤保险、生育保险",),
    facts=("insutype",),
)
def drug_for_insurance(audited_lines: ir.Table, coded_points: ir.Table) -> ir.Table:
    """Return the lines of items that points allow for others only."""
    rows = outside(
        audited_lines, coded_points, "药品限工伤保险、生育保险", of_insurance
    )
    return marked_lines(rows)
