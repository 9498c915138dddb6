"""超限定频次。"""

from ibis import ir

from jixiao.entry import TENTHS
from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import marked_lines, over_count


@rule(
    code="CG04",
    title="超限定频次",
    says="一天里累计 {below:数}，超出的费用 {above:元}",
    grade=Grade.CERTAIN,
    basis="国家医保局智能监管“两库”框架体系：项目限频次",
    about=Subject.LINE,
    kinds=("项目限频次",),
)
def over_daily_count(audited_lines: ir.Table, coded_points: ir.Table) -> ir.Table:
    """Return the lines that go over the most that a point allows."""
    over = over_count(
        audited_lines,
        coded_points,
        "项目限频次",
        by=("psn_no", "fixmedins_code", "day"),
    )
    return marked_lines(over, above=over.excess, below=over.reached * TENTHS)
