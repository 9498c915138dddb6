"""自费项目计入支付范围。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import marked_lines


@rule(
    code="CG15",
    title="自费项目计入支付范围",
    says="自费项目计入范围的金额 {above:元}",
    grade=Grade.CERTAIN,
    basis="国务院令第735号 第三十八条",
    about=Subject.LINE,
    facts=("inscp_amt",),
)
def own_expense_covered(audited_lines: ir.Table) -> ir.Table:
    """Return the lines of own-expense items with an amount in scope."""
    rows = audited_lines.filter(
        audited_lines.chrgitm_lv == "03", audited_lines.inscp_amt > 0
    )
    return marked_lines(rows, above=rows.inscp_amt)
