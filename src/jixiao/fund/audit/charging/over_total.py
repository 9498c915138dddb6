"""超限定报销总额。"""

import ibis
from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import listed, marked_lines, once_a_line


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
    so_far = ibis.window(
        group_by=["kp_id", "psn_no", "of_year"],
        order_by=["fee_ocur_time", "bkkp_sn"],
        preceding=None,
        following=0,
    )
    listed_lines = listed_lines.mutate(
        reached=listed_lines.inscp_amt.sum().over(so_far)
    )
    most = (listed_lines.most * 100).cast("int64")
    listed_lines = listed_lines.mutate(
        excess=ibis.least(listed_lines.reached - most, listed_lines.inscp_amt)
    )
    over = listed_lines.filter(listed_lines.excess > 0)
    return once_a_line(marked_lines(over, above=over.excess))
