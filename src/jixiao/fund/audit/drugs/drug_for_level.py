"""药品超机构级别。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import marked_lines, of_level, outside


@rule(
    code="DR04",
    title="药品超机构级别",
    says="机构级别不到限定的级别，费用 {above:元}",
    grade=Grade.CERTAIN,
    basis="国家医保局智能监管“两库”框架体系：药品限机构级别",
    about=Subject.LINE,
    kinds=("药品限机构级别",),
    facts=("hosp_lv",),
)
def drug_for_level(audited_lines: ir.Table, coded_points: ir.Table) -> ir.Table:
    """Return the lines of items that points allow for others only."""
    rows = outside(audited_lines, coded_points, "药品限机构级别", of_level)
    return marked_lines(rows)
