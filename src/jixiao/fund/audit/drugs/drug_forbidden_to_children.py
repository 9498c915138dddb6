"""儿童禁用药品。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import marked_lines, of_age, outside


@rule(
    code="DR14",
    title="儿童禁用药品",
    says="未到可用年龄，费用 {above:元}",
    grade=Grade.CERTAIN,
    basis="国家医保局智能监管“两库”框架体系：药品儿童禁用",
    about=Subject.LINE,
    kinds=("药品儿童禁用",),
    facts=("brdy",),
)
def drug_forbidden_to_children(
    audited_lines: ir.Table, coded_points: ir.Table
) -> ir.Table:
    """Return the lines of items whose points allow other ages."""
    rows = outside(audited_lines, coded_points, "药品儿童禁用", of_age)
    return marked_lines(rows)
