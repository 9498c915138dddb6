"""超限定报销总额。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import listed, over_limit


@rule(
    code="CG13",
    title="超限定报销总额",
    says="一年里累计超出限额的费用 {above:元}",
    grade=Grade.CERTAIN,
    basis="国家医保局智能监管“两库”框架体系：项目限报销总额",
    about=Subject.LINE,
    kinds=("项目限报销总额",),
    facts=("inscp_amt",),
)
def over_total(audited_lines: ir.Table, coded_points: ir.Table) -> ir.Table:
    """Return the lines that go over the most yuan a year that a point allows a person of an item."""
    listed_lines = listed(audited_lines, coded_points, "项目限报销总额")
    listed_lines = listed_lines.mutate(of_year=listed_lines.fee_ocur_time.year())
    return over_limit(listed_lines, "psn_no", "of_year")
