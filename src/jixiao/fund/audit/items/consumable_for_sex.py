"""耗材与性别不符。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import marked_lines, outside, same_sex


@rule(
    code="IT11",
    title="耗材与性别不符",
    says="限另一性别的耗材，费用 {above:元}",
    grade=Grade.CERTAIN,
    basis="国家医保局智能监管“两库”框架体系：耗材区分性别",
    about=Subject.LINE,
    kinds=("耗材区分性别",),
    facts=("gend",),
)
def consumable_for_sex(audited_lines: ir.Table, coded_points: ir.Table) -> ir.Table:
    """Return the lines of items that points allow for others only."""
    rows = outside(audited_lines, coded_points, "耗材区分性别", same_sex)
    return marked_lines(rows)
