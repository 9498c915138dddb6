"""智能审核率。"""

import ibis
from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_screening


@measure(
    code="SN02",
    title="智能审核率",
    says="应审 {below} 份，已审 {above} 份",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "智能审核|智能监控|智能监管|自动审核|系统审核 率 -准确 -误 -覆盖 -疑点 -问题 -扣",
        "智能审核|智能监控|智能监管|自动审核|系统审核 单据|费用|结算 审核率 -准确 -误",
        (
            "智能审核|智能监控|智能监管|自动审核|系统审核|机审|初审 单据|费用|结算单 率|占比|覆盖率 -准确 -误 "
            "-疑点 -问题 -扣 -机构"
        ),
        "数据|单据|明细 智能 审核|初审|审查 覆盖率|率 -准确 -误 -疑点 -扣 -机构",
        "智能 审核|初审|审查 数据|单据|明细 覆盖率|率 -准确 -误 -疑点 -扣 -机构",
        "?医保|基金|结算|医疗费用|单据|审核|系统|全|费用|实现|数据|明细|结算数据|智能|初审",
    ),
)
def screened_share(screenings: ir.Table) -> ir.Table:
    """Return a row for each run of which it is told what was due."""
    rows = screenings.filter(screenings.due.notnull())
    return by_screening(rows, above=ibis.least(rows.bills, rows.due), below=rows.due)
