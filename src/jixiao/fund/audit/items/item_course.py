"""项目超支付疗程。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import days_beyond, marked_lines


@rule(
    code="IT07",
    title="项目超支付疗程",
    says="一次就诊里第 {below} 天使用，超出疗程的费用 {above:元}",
    grade=Grade.CERTAIN,
    basis="国家医保局智能监管“两库”框架体系：项目限支付疗程",
    about=Subject.LINE,
    kinds=("项目限支付疗程",),
)
def item_course(audited_lines: ir.Table, coded_points: ir.Table) -> ir.Table:
    """Return the lines on days after the most days a visit may use the item."""
    rows = days_beyond(
        audited_lines, coded_points, "项目限支付疗程", by=("psn_no", "mdtrt_id")
    )
    return marked_lines(rows, below=rows.reached)
