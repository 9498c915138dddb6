"""超说明书用量。"""

from ibis import ir

from jixiao.entry import TENTHS
from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import listed, marked_lines, once_a_line


@rule(
    code="DR21",
    title="超说明书用量",
    says="每天用量 {below:数}，超出的费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国家医保局智能监管“两库”框架体系：药品超说明书用量",
    about=Subject.LINE,
    kinds=("药品限每日用量",),
    facts=("prd_days",),
)
def over_daily_dose(audited_lines: ir.Table, coded_points: ir.Table) -> ir.Table:
    """Return the lines that supply more of a drug a day than its point allows."""
    listed_lines = listed(audited_lines, coded_points, "药品限每日用量")
    listed_lines = listed_lines.filter(listed_lines.prd_days > 0)
    listed_lines = listed_lines.mutate(
        allowed_count=listed_lines.most * listed_lines.prd_days
    )
    over = listed_lines.filter(listed_lines.cnt > listed_lines.allowed_count)
    beyond = (over.cnt - over.allowed_count) * TENTHS
    whole = (over.cnt * TENTHS).cast("int64")
    cost = over.det_item_fee_sumamt * beyond.cast("int64") // whole
    daily = over.cnt * TENTHS / over.prd_days
    marks = marked_lines(over, above=cost, below=daily.cast("int64"))
    return once_a_line(marks)
