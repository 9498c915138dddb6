"""审核扣款金额。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_screening


@measure(
    code="SN03",
    title="审核扣款金额",
    says="扣减 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    words=(
        "审核|智能监控|智能监管|初审|复审 扣款|扣减|拒付|扣除|核减 金额|额|资金",
        "审核|智能监控|智能监管|初审|复审 扣款|扣减|拒付|扣除|核减 -率",
        (
            "审核|智能监控|智能监管|初审|复审|智能审核 扣款|扣减|拒付|扣除|核减|剔除|追回 "
            "额|金额|资金|费用|违规费用|医保费用 -率 -条 -人次"
        ),
        "拒付|核减|扣减 违规|不合理 费用|金额|资金 -率 -机构",
        "?智能|智能审核|系统|医保|基金|违规|费用|医疗费用|不合理|资金|金额|额|智能监控|自动|拒付|违规费用|事后|事前|事中|不合规|总|涉及",
    ),
)
def deducted(screenings: ir.Table) -> ir.Table:
    """Return a row for each run of which it is told what was taken off."""
    rows = screenings.filter(screenings.deducted.notnull())
    return by_screening(rows, above=rows.deducted)
