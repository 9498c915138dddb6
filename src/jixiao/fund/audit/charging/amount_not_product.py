"""金额不等于单价乘数量。"""

import ibis
from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import marked_lines


@rule(
    code="CG11",
    title="金额不等于单价乘数量",
    says="与单价乘数量相差 {above:元}",
    grade=Grade.CERTAIN,
    basis="国家医保局智能监管“两库”框架体系：结算明细异常",
    about=Subject.LINE,
)
def amount_not_product(audited_lines: ir.Table) -> ir.Table:
    """Return the lines whose amount is not price times count."""
    product = (audited_lines.pric * audited_lines.cnt * 100).round().cast("int64")
    gap = (audited_lines.det_item_fee_sumamt - product).abs()
    rows = audited_lines.mutate(gap=gap)
    allowed = ibis.greatest(rows.det_item_fee_sumamt.abs() // 100, 100)
    off = rows.filter(rows.gap * 100 > allowed)
    return marked_lines(off, above=off.gap)
