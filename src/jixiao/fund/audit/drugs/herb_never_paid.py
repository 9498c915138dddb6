"""饮片单复方均不予支付。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import listed, marked_lines


@rule(
    code="DR08",
    title="饮片单复方均不予支付",
    says="不予支付的饮片计入支付范围，费用 {above:元}",
    grade=Grade.CERTAIN,
    basis="国家医保局智能监管“两库”框架体系：饮片单复方均不予支付",
    about=Subject.LINE,
    kinds=("饮片单复方均不予支付",),
    facts=("inscp_amt",),
)
def herb_never_paid(audited_lines: ir.Table, coded_points: ir.Table) -> ir.Table:
    """Return the lines of herbs that are never paid and were counted in scope."""
    listed_lines = listed(audited_lines, coded_points, "饮片单复方均不予支付")
    return marked_lines(
        listed_lines.filter(listed_lines.inscp_amt > 0).distinct(on="bkkp_sn")
    )
