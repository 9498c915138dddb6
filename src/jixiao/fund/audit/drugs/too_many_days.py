"""药品超最大开药天数。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import listed, marked_lines


@rule(
    code="DR09",
    title="药品超最大开药天数",
    says="一次开药 {below} 天，费用 {above:元}",
    grade=Grade.CERTAIN,
    basis="国家医保局智能监管“两库”框架体系：药品限最大开药天数",
    about=Subject.LINE,
    kinds=("药品限最大开药天数",),
    facts=("prd_days",),
)
def too_many_days(audited_lines: ir.Table, coded_points: ir.Table) -> ir.Table:
    """Return the lines that prescribe an item for more days than its point allows."""
    listed_lines = listed(audited_lines, coded_points, "药品限最大开药天数")
    over = listed_lines.filter(listed_lines.prd_days > listed_lines.most).distinct(
        on="bkkp_sn"
    )
    return marked_lines(over, below=over.prd_days)
