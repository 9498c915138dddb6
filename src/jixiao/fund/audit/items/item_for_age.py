"""项目限年龄。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import marked_lines, of_age, outside


@rule(
    code="IT02",
    title="项目限年龄",
    says="年龄不在限定的范围内，费用 {above:元}",
    grade=Grade.CERTAIN,
    basis="国家医保局智能监管“两库”框架体系：项目限年龄",
    about=Subject.LINE,
    kinds=("项目限年龄",),
    facts=("brdy",),
)
def item_for_age(audited_lines: ir.Table, coded_points: ir.Table) -> ir.Table:
    """Return the lines of items whose points allow other ages."""
    rows = outside(audited_lines, coded_points, "项目限年龄", of_age)
    return marked_lines(rows)
