"""耗材限儿童。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import marked_lines, outside, years_old


@rule(
    code="IT17",
    title="耗材限儿童",
    says="年龄不在限定的范围内，费用 {above:元}",
    grade=Grade.CERTAIN,
    basis="国家医保局智能监管“两库”框架体系：耗材限儿童",
    about=Subject.LINE,
    kinds=("耗材限儿童",),
    facts=("brdy",),
)
def consumable_for_children(
    audited_lines: ir.Table, coded_points: ir.Table, *, child_years: int
) -> ir.Table:
    """Return the lines of consumables that are paid for younger persons only."""

    def is_young(rows: ir.Table) -> ir.BooleanValue:
        return years_old(rows.brdy, rows.fee_ocur_time) < child_years

    return marked_lines(outside(audited_lines, coded_points, "耗材限儿童", is_young))
