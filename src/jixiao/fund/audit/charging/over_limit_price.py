"""超过定价上限。"""

import ibis
from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import marked_lines


@rule(
    code="CG03",
    title="超过定价上限",
    says="单价高出上限的部分没有扣除，费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国务院令第735号 第三十八条；国家医保局智能监管“两库”框架体系：项目超限定单价",
    about=Subject.LINE,
    facts=("pric_uplmt_amt",),
)
def over_limit_price(audited_lines: ir.Table) -> ir.Table:
    """Return the lines whose price lies over the limit and whose excess was not taken out of scope."""
    by = audited_lines.pric - audited_lines.pric_uplmt_amt
    rows = audited_lines.filter(
        by > ibis.literal("0.005").cast("decimal(18, 6)"), audited_lines.inscp_amt > 0
    )
    excess = (rows.pric - rows.pric_uplmt_amt) * rows.cnt * 100
    counted = excess.round().cast("int64") - rows.overlmt_selfpay.fill_null(0)
    rows = rows.mutate(excess=counted)
    over = rows.filter(rows.excess > 0)
    return marked_lines(over, above=over.excess)
