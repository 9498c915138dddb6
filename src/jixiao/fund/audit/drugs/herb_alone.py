"""饮片单方不予支付。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import listed, marked_lines


@rule(
    code="DR25",
    title="饮片单方不予支付",
    says="一天里只有单方不予支付的饮片，计入范围的费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国家医保局智能监管“两库”框架体系：饮片单方不予支付",
    about=Subject.LINE,
    kinds=("饮片单方不予支付",),
    facts=("list_type", "inscp_amt"),
)
def herb_alone(audited_lines: ir.Table, coded_points: ir.Table) -> ir.Table:
    """Return the lines in scope of herbs beside which a visit's day has none that is paid alone."""
    herbs = audited_lines.filter(audited_lines.list_type == "102")
    herbs = herbs.mutate(day=herbs.fee_ocur_time.date())
    listed_herbs = listed(herbs, coded_points, "饮片单方不予支付").distinct(
        on="bkkp_sn"
    )
    others = herbs.anti_join(listed_herbs, "bkkp_sn")
    alone = listed_herbs.anti_join(others, ["psn_no", "mdtrt_id", "day"])
    alone = alone.filter(alone.inscp_amt > 0)
    return marked_lines(alone, above=alone.inscp_amt)
