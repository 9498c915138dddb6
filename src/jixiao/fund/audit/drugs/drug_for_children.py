"""药品限儿童。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import marked_lines, outside, years_old


@rule(
    code="DR02",
    title="药品限儿童",
    says="年龄不在限定的范围内，费用 {above:元}",
    grade=Grade.CERTAIN,
    basis="国家医保局智能监管“两库”框架体系：药品限儿童",
    about=Subject.LINE,
    kinds=("药品限儿童",),
    facts=("brdy",),
)
def drug_for_children(
    audited_lines: ir.Table, coded_points: ir.Table, *, child_years: int
) -> ir.Table:
    """Return the lines of items that are paid for younger persons only."""

    def is_young(rows: ir.Table) -> ir.BooleanValue:
        return years_old(rows.brdy, rows.fee_ocur_time) < child_years

    rows = outside(audited_lines, coded_points, "药品限儿童", is_young)
    return marked_lines(rows)
