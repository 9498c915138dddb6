"""超就诊限量。"""

from ibis import ir

from jixiao.entry import TENTHS
from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import marked_lines, over_count


@rule(
    code="CG16",
    title="超就诊限量",
    says="一次就诊里累计 {below:数}，超出的费用 {above:元}",
    grade=Grade.CERTAIN,
    basis="国家医保局智能监管“两库”框架体系：耗材数量超标",
    about=Subject.LINE,
    kinds=("项目限就诊数量",),
)
def over_visit_count(audited_lines: ir.Table, coded_points: ir.Table) -> ir.Table:
    """Return the lines that go over the most that a point allows."""
    over = over_count(
        audited_lines, coded_points, "项目限就诊数量", by=("psn_no", "mdtrt_id")
    )
    return marked_lines(over, above=over.excess, below=over.reached * TENTHS)
