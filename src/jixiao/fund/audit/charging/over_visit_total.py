"""耗材超限定总额。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import listed, over_limit


@rule(
    code="CG23",
    title="耗材超限定总额",
    says="一次就诊里累计超出限额的费用 {above:元}",
    grade=Grade.CERTAIN,
    basis="国家医保局智能监管“两库”框架体系：耗材超限定总额",
    about=Subject.LINE,
    kinds=("耗材限总额",),
    facts=("inscp_amt",),
)
def over_visit_total(audited_lines: ir.Table, coded_points: ir.Table) -> ir.Table:
    """Return the lines that go over the most yuan that a point allows of an item in a visit."""
    listed_lines = listed(audited_lines, coded_points, "耗材限总额")
    return over_limit(listed_lines, "psn_no", "mdtrt_id")
