"""项目限新生儿。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import days_old, marked_lines, outside


@rule(
    code="IT13",
    title="项目限新生儿",
    says="年龄不在限定的范围内，费用 {above:元}",
    grade=Grade.CERTAIN,
    basis="国家医保局智能监管“两库”框架体系：项目限新生儿",
    about=Subject.LINE,
    kinds=("项目限新生儿",),
    facts=("brdy",),
)
def item_for_newborns(
    audited_lines: ir.Table, coded_points: ir.Table, *, newborn_days: int
) -> ir.Table:
    """Return the lines of items that are paid for younger persons only."""

    def is_young(rows: ir.Table) -> ir.BooleanValue:
        return days_old(rows.brdy, rows.fee_ocur_time) <= newborn_days

    rows = outside(audited_lines, coded_points, "项目限新生儿", is_young)
    return marked_lines(rows)
